import type {AddressPlan, CniChain} from '../model/conclusions.ts';
import type {CniConfigs, FlannelEnv, IpamNetwork} from '../model/facts/cni.ts';
import type {Place} from '../model/place.ts';
import {type Cidr, containsAddress, parseCidr, sizeOf} from '../net/cidr.ts';

/** What host-local has given out of one range. */
export type RangeUse = {
	readonly network: string;
	readonly range: string;
	readonly reserved: number;
	/** Addresses that it may give out: not the network's own, the gateway's and the broadcast address. */
	readonly usable: bigint;
	readonly at: Place;
	readonly last: Place | null;
};

/** What tells the ranges of a network, each where it is known. */
export type RangeSources = {
	readonly cni: CniChain;
	readonly cniConfigs: CniConfigs | undefined;
	readonly flannelEnv: FlannelEnv | null | undefined;
	readonly addressPlan: AddressPlan | undefined;
};

/** The ranges of a network: its configuration's, flannel's lease, else the range of the bridge or of the node. */
const rangesOf = (network: IpamNetwork, sources: RangeSources): readonly Cidr[] => {
	const {cni, cniConfigs, flannelEnv, addressPlan} = sources;
	const file = cniConfigs?.files.find(({name}) => name === network.name);
	const configured = file?.plugins.flatMap(({subnets}) => subnets) ?? [];
	const isFlannel = cni.product === 'flannel' && (file === undefined || file.path === cni.winner?.path);
	const leased = isFlannel ? [flannelEnv?.subnet, flannelEnv?.ipv6Subnet] : [];
	const planned = addressPlan?.ranges.filter(({kind}) => kind === 'node-pods').map(({cidr}) => cidr) ?? [];
	const candidates = [configured, leased, cni.bridge?.addresses ?? [], planned].map((list) =>
		list.map((text) => parseCidr(text ?? '')).filter((cidr) => cidr !== null),
	);
	return candidates.find((list) => list.length > 0) ?? [];
};

const usableIn = (range: Cidr): bigint => {
	const size = sizeOf(range) - 3n;
	return size > 0n ? size : 1n;
};

/** How full each range of a network is. Reservations outside all of them are of an older range and count nowhere. */
export const rangeUse = (network: IpamNetwork, sources: RangeSources): readonly RangeUse[] =>
	rangesOf(network, sources).map((range) => {
		const inside = network.reservations.filter(({address}) => containsAddress(range, address));
		return {
			network: network.name,
			range: range.text,
			reserved: inside.length,
			usable: usableIn(range),
			at: inside[0]?.at ?? network.at,
			last: inside.at(-1)?.at ?? null,
		};
	});

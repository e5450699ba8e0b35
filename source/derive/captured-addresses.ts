import type {NodeAddress, PlannedRange} from '../model/conclusions.ts';
import type {ResolvConf} from '../model/facts/host.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Route} from '../model/facts/route.ts';
import type {Place} from '../model/place.ts';
import type {Violation} from '../model/rule.ts';
import {containsAddress, overlaps, parseCidr} from '../net/cidr.ts';

/** What a node must be able to reach outside the cluster's own ranges. */
export type Surrounding = {
	readonly nodeAddress: NodeAddress;
	readonly routes: readonly Route[] | undefined;
	readonly resolvConfs: readonly ResolvConf[] | undefined;
	readonly except?: ReadonlySet<string>;
	/** Where they are given, further addresses on links that no network add-on made count, too. */
	readonly interfaces?: readonly Interface[] | undefined;
};

type Needed = {
	readonly what: string;
	readonly address: string;
	readonly at: Place;
	/** Where it is on the node though the node is not known by it: only what uses it is diverted, and it can be given up. */
	readonly further?: {readonly interface: string; readonly prefix: string};
};

const furtherAddresses = ({nodeAddress, interfaces}: Surrounding): readonly Needed[] =>
	(interfaces ?? [])
		.filter(({name}) => nodeAddress.physical.includes(name))
		.flatMap(({name, addresses}) =>
			addresses
				.filter(({address, scope}) => scope !== 'link' && !nodeAddress.addresses.some((own) => own.address === address))
				.map(({address, prefix, at}) => ({
					what: `${name}'s address`,
					address,
					at,
					further: {interface: name, prefix: String(prefix)},
				})),
		);

const neededAddresses = (around: Surrounding): readonly Needed[] => [
	...around.nodeAddress.addresses.map(({address, at}) => ({what: "the node's address", address, at})),
	...(around.routes ?? [])
		.filter((route) => route.via !== null && /^(0\.0\.0\.0|::)\/0$/.test(route.destination))
		.map((route) => ({what: 'the default gateway', address: route.via ?? '', at: route.at})),
	...(around.resolvConfs ?? [])
		.flatMap((file) => file.nameservers)
		.filter((server) => around.except?.has(server.value) !== true)
		.map((server) => ({what: 'the name server', address: server.value, at: server.at})),
	...furtherAddresses(around),
];

/**
 * Addresses that a node needs and that lie in a range of the cluster (errors; further ones of its links are warnings), and else the node's subnet where it overlaps one (a warning).
 * `kind` names the range in the sentence.
 */
export const capturedAddresses = (
	ranges: readonly PlannedRange[],
	kind: string,
	around: Surrounding,
): readonly Violation[] =>
	ranges.flatMap((range): readonly Violation[] => {
		const cidr = parseCidr(range.cidr);
		if (cidr === null) {
			return [];
		}
		const isCertain = range.provenance === 'declared';
		const captured = neededAddresses(around).filter((needed) => containsAddress(cidr, needed.address));
		if (captured.length > 0) {
			return captured.map(({what, address, at, further}) => ({
				expected: `${what} outside the ${kind} range ${range.cidr}`,
				actual: `${what} ${address} lies in the ${kind} range ${range.cidr}`,
				severity: isCertain && further === undefined ? ('error' as const) : ('warning' as const),
				evidence: [at, range.at],
				values: {address, ...further},
				...(further === undefined ? {} : {commands: ['ip addr del {address}/{prefix} dev {interface}']}),
			}));
		}
		return around.nodeAddress.addresses
			.filter(({address, prefix}) => {
				const subnet = parseCidr(`${address}/${prefix}`);
				return subnet !== null && overlaps(subnet, cidr);
			})
			.map(({address, prefix, at}) => ({
				expected: `the node's subnet outside the ${kind} range ${range.cidr}`,
				actual: `the node's subnet (${address}/${prefix}) overlaps the ${kind} range ${range.cidr}`,
				severity: 'warning' as const,
				evidence: [at, range.at],
				values: {address},
			}));
	});

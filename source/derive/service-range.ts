import type {PlannedRange} from '../model/conclusions.ts';
import type {Layout} from '../model/layout.ts';
import type {Place} from '../model/place.ts';
import type {View} from '../model/rule.ts';
import {parseAddress} from '../net/address.ts';
import {addressAt, containsAddress, parseCidr} from '../net/cidr.ts';

/** What shows the addresses of services. */
type Node = View<never, 'iptables' | 'nftables' | 'virtualServers' | 'interfaces' | 'layout'>;

type ClusterIp = {readonly address: string; readonly at: Place; readonly source: string};

const ofIptables = ({iptables}: Node): readonly ClusterIp[] =>
	(iptables?.tables ?? [])
		.filter((table) => table.name === 'nat')
		.flatMap((table) => table.chains.filter((chain) => chain.name === 'KUBE-SERVICES'))
		.flatMap((chain) => chain.rules)
		.filter((rule) => rule.target?.startsWith('KUBE-SVC-') === true || rule.comment?.includes('cluster IP') === true)
		.flatMap((rule) => {
			const option = rule.matches.find(
				(match) => (match.name === '-d' || match.name === '--destination') && !match.negated,
			);
			const address = option?.values[0]?.split('/')[0];
			return address === undefined ? [] : [{address, at: rule.at, source: 'iptables KUBE-SERVICES'}];
		});

const ofNftables = ({nftables}: Node): readonly ClusterIp[] =>
	(nftables ?? [])
		.filter((table) => table.name === 'kube-proxy')
		.flatMap((table) => table.sets.filter((set) => set.name === 'cluster-ips'))
		.flatMap((set) => set.elements)
		.map((element) => ({address: element.key.trim(), at: element.at, source: 'nft set cluster-ips'}));

/** In IPVS mode each ClusterIP is an address of a dummy interface. */
const ofInterface = ({interfaces}: Node): readonly ClusterIp[] =>
	(interfaces ?? [])
		.filter((link) => link.name === 'kube-ipvs0')
		.flatMap((link) => link.addresses)
		.filter((address) => address.scope !== 'link')
		.map((address) => ({address: address.address, at: address.at, source: 'kube-ipvs0'}));

/** The largest ranges that an API server takes: 20 bits of addresses. */
const widest = {4: 12, 6: 108} as const;

/**
 * The smallest range that holds all addresses. The real one holds it, whatever its mask: a range that has them all has this one too.
 * Null where it would be wider than an API server takes: then there are several ranges.
 */
const smallestRange = (addresses: readonly string[], family: 4 | 6): string | null => {
	const values = addresses.map((address) => parseAddress(address)?.value ?? 0n);
	const first = values.reduce((a, b) => (a < b ? a : b));
	const last = values.reduce((a, b) => (a > b ? a : b));
	const bits = (first ^ last).toString(2);
	const prefix = (family === 4 ? 32 : 128) - (bits === '0' ? 0 : bits.length);
	return prefix < widest[family] ? null : (parseCidr(`${addresses[0]}/${prefix}`)?.text ?? null);
};

/** The distribution's own range, where it holds all addresses and begins where they do: its first is that of the API server's service. */
const standardRange = (addresses: readonly string[], layout: Layout | undefined): string | null => {
	const standard = layout?.ranges.service ? parseCidr(layout.ranges.service) : null;
	return standard !== null &&
		addresses.every((address) => containsAddress(standard, address)) &&
		addresses.includes(addressAt(standard, 1n))
		? standard.text
		: null;
};

/** The ranges of services that the data plane lets infer, one a family. */
export const inferredServiceRanges = (node: Node): readonly PlannedRange[] => {
	const all = [...ofIptables(node), ...ofNftables(node), ...ofInterface(node)];
	return ([4, 6] as const).flatMap((family): readonly PlannedRange[] => {
		const own = all.filter((one) => parseAddress(one.address)?.family === family);
		const [first] = own;
		if (first === undefined) {
			return [];
		}
		const addresses = own.map((one) => one.address);
		const cidr = standardRange(addresses, node.layout) ?? smallestRange(addresses, family);
		return cidr === null
			? []
			: [{kind: 'services', cidr, family, provenance: 'inferred', owner: first.source, at: first.at}];
	});
};

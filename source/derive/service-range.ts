import type {PlannedRange} from '../model/conclusions.ts';
import type {Layout} from '../model/layout.ts';
import type {Place} from '../model/place.ts';
import type {View} from '../model/rule.ts';
import {parseAddress} from '../net/address.ts';
import {parseCidr} from '../net/cidr.ts';

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

/** Distinct addresses as numbers; a node may have tens of thousands. */
type Numbers = ReadonlySet<bigint>;

/**
 * The smallest range that holds all addresses. The real one holds it, whatever its mask: a range that has them all has this one too.
 * Null where it would be wider than an API server takes: then there are several ranges.
 */
const smallestRange = (numbers: Numbers, family: 4 | 6, address: string): string | null => {
	let [first = 0n] = numbers;
	let last = first;
	for (const number of numbers) {
		first = number < first ? number : first;
		last = number > last ? number : last;
	}
	const different = (first ^ last).toString(2);
	const prefix = (family === 4 ? 32 : 128) - (different === '0' ? 0 : different.length);
	return prefix < widest[family] ? null : (parseCidr(`${address}/${prefix}`)?.text ?? null);
};

/** The distribution's own range, where it holds all addresses and begins where they do: its first is that of the API server's service. */
const standardRange = (numbers: Numbers, family: 4 | 6, layout: Layout | undefined): string | null => {
	const standard = layout?.ranges.service ? parseCidr(layout.ranges.service) : null;
	if (standard === null || standard.family !== family || !numbers.has(standard.first + 1n)) {
		return null;
	}
	for (const number of numbers) {
		if (number < standard.first || number > standard.last) {
			return null;
		}
	}
	return standard.text;
};

/** The ranges of services that the data plane lets infer, one a family. */
export const inferredServiceRanges = (node: Node): readonly PlannedRange[] => {
	const first = new Map<4 | 6, ClusterIp>();
	const numbers = {4: new Set<bigint>(), 6: new Set<bigint>()};
	for (const one of [...ofIptables(node), ...ofNftables(node), ...ofInterface(node)]) {
		const parsed = parseAddress(one.address);
		if (parsed !== null) {
			numbers[parsed.family].add(parsed.value);
			first.set(parsed.family, first.get(parsed.family) ?? one);
		}
	}
	return [...first].flatMap(([family, {address, source, at}]): readonly PlannedRange[] => {
		const cidr = standardRange(numbers[family], family, node.layout) ?? smallestRange(numbers[family], family, address);
		return cidr === null ? [] : [{kind: 'services', cidr, family, provenance: 'inferred', owner: source, at}];
	});
};

import type {ProxyMode} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Iptables} from '../model/facts/iptables.ts';
import type {NftTable, VirtualServer} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';

/** What shows the rules of kube-proxy, as far as it is known. */
export type ProxyTraces = {
	readonly iptables?: Iptables | undefined;
	readonly nftables?: readonly NftTable[] | undefined;
	readonly interfaces?: readonly Interface[] | undefined;
	readonly virtualServers?: readonly VirtualServer[] | undefined;
};

type DataPlane = ProxyMode['dataPlanes'][number];
type NatChains = readonly {readonly name: string; readonly at: Place}[];

/** The chains of each nat table, from iptables or, where only nft was read, from the tables that iptables manages. */
const natTables = ({iptables, nftables}: ProxyTraces): readonly NatChains[] =>
	iptables !== undefined
		? iptables.tables.filter(({name}) => name === 'nat').map(({chains}) => chains)
		: (nftables ?? []).filter(({name, family}) => name === 'nat' && family.startsWith('ip')).map(({chains}) => chains);

const iptablesPlane = (chains: NatChains): Place | null => {
	const services = chains.find(({name}) => name === 'KUBE-SERVICES');
	const hasService = chains.some(({name}) => /^KUBE-SV[CL]-/.test(name));
	const hasEndpoint = chains.some(({name}) => name.startsWith('KUBE-SEP-'));
	return services !== undefined && hasService && hasEndpoint ? services.at : null;
};

const userspacePlane = (chains: NatChains): Place | null =>
	chains.find(({name}) => name === 'KUBE-PORTALS-CONTAINER' || name === 'KUBE-PORTALS-HOST')?.at ?? null;

/** kube-router balances with IPVS too, and keeps the addresses on an interface of its own. */
const ipvsPlane = ({interfaces, virtualServers, iptables}: ProxyTraces): Place | null => {
	const bound = interfaces?.find(({name}) => name === 'kube-ipvs0');
	if (bound !== undefined) {
		return bound.at;
	}
	if (interfaces?.some(({name}) => name === 'kube-dummy-if') === true) {
		return null;
	}
	const server = virtualServers?.[0];
	if (server !== undefined) {
		return server.at;
	}
	for (const table of iptables?.tables ?? []) {
		const services = table.name === 'nat' ? table.chains.find(({name}) => name === 'KUBE-SERVICES') : undefined;
		const rule = services?.rules.find(({matches}) =>
			matches.some(({name, values}) => name === '--match-set' && values[0]?.endsWith('KUBE-CLUSTER-IP') === true),
		);
		if (rule !== undefined) {
			return rule.at;
		}
	}
	return null;
};

const nftablesPlane = ({nftables}: ProxyTraces): Place | null => {
	const table = nftables?.find(
		({family, name, chains, sets}) =>
			(family === 'ip' || family === 'ip6') &&
			name === 'kube-proxy' &&
			(chains.some((chain) => chain.name === 'services') || sets.some((set) => set.name === 'service-ips')),
	);
	return table?.at ?? null;
};

/** The modes of kube-proxy whose rules are on the node (https://kubernetes.io/docs/reference/networking/virtual-ips/). */
export const proxyDataPlanes = (traces: ProxyTraces): readonly DataPlane[] => {
	const tables = natTables(traces);
	const firstOf = (plane: (chains: NatChains) => Place | null): Place | null =>
		tables.map(plane).find((at) => at !== null) ?? null;
	const found = [
		{mode: 'nftables', at: nftablesPlane(traces)},
		{mode: 'ipvs', at: ipvsPlane(traces)},
		{mode: 'iptables', at: firstOf(iptablesPlane)},
		{mode: 'userspace', at: firstOf(userspacePlane)},
	] as const;
	return found.flatMap(({mode, at}) => (at === null ? [] : [{mode, at}]));
};

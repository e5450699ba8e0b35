import type {NodeAddress, ProxyMode, Service, ServiceEndpoint} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {KubeProxyConfig} from '../model/facts/kubernetes.ts';
import type {VirtualServer} from '../model/facts/nftables.ts';
import type {Route} from '../model/facts/route.ts';
import {createFirewallVerdicts, type FirewallVerdicts} from './firewall-verdicts.ts';
import {
	type DataPlaneRules,
	endpointChances,
	localEndpointChains,
	nodePortAddresses,
	type ServiceStep,
	serviceEntry,
	serviceMasquerade,
} from './service-entry.ts';
import {type AskedService, findServices} from './service-query.ts';
import {type EndpointReach, type ReachKnown, reachEndpoint} from './service-reach.ts';
import {serviceRefusal} from './service-refusal.ts';

/** What a service's path through a node follows from. What is not given is unknown. */
export type ServicePathKnown = DataPlaneRules & {
	readonly services?: readonly Service[] | undefined;
	readonly proxy?: ProxyMode | undefined;
	readonly virtualServers?: readonly VirtualServer[] | undefined;
	readonly interfaces?: readonly Interface[] | undefined;
	readonly routes?: readonly Route[] | undefined;
	readonly nodeAddress?: NodeAddress | undefined;
	readonly kubeProxyConfig?: KubeProxyConfig | undefined;
};

/** What becomes of connections to a service on this node. `reachable` says that nothing on this node is in the way. */
export type ServiceVerdict = 'reachable' | 'refused' | 'dropped' | 'unknown';

/** One service's path. `way` is how it was asked for: by its cluster address or from outside. */
export type OneServicePath = AskedService & {readonly steps: readonly ServiceStep[]; readonly verdict: ServiceVerdict};

/** The answer to `kdiag service QUERY`: every service that the query means, and the worst of their verdicts. */
export type ServicePath = {
	readonly query: string;
	readonly paths: readonly OneServicePath[];
	readonly verdict: ServiceVerdict | 'no such service';
	/** One sentence. */
	readonly because: string;
};

const ranks: readonly ServiceVerdict[] = ['reachable', 'unknown', 'refused', 'dropped'];

const worst = (verdicts: readonly ServiceVerdict[]): ServiceVerdict =>
	verdicts.reduce((one, other) => (ranks.indexOf(other) > ranks.indexOf(one) ? other : one), 'reachable');

/** The bit of the mark for masquerading, 14 by default (kube-proxy(8)). */
const masqueradeBit = 14;

/** What a connection to an endpoint depends on, out of what a service's path follows from. */
export const reachKnown = (known: ServicePathKnown, firewall: FirewallVerdicts | null): ReachKnown => ({
	interfaces: known.interfaces ?? [],
	routes: known.routes,
	nodeAddress: known.nodeAddress,
	firewall,
	mark: 2 ** (known.kubeProxyConfig?.masqueradeBit.value ?? masqueradeBit),
});

const chanceText = (chance: number | undefined, count: number): string => {
	const share = chance ?? 1 / count;
	return count === 1 ? 'always' : `${Math.round(share * 1000) / 10} % of connections`;
};

/** The endpoints that a connection may be sent to. */
export const endpointsFor = (known: ServicePathKnown, {service, way}: AskedService): readonly ServiceEndpoint[] => {
	const local = way === 'external' ? localEndpointChains(known, service) : null;
	return local === null ? service.endpoints : service.endpoints.filter(({chain}) => chain !== null && local.has(chain));
};

/** Where packets to a service leave the common chains for its own. */
export const portalSteps = ({service, way, address}: AskedService): readonly ServiceStep[] =>
	service.steps.filter(({text}) => {
		const isPortal = /→|jumps to|virtual server/.test(text);
		const portal = way === 'cluster' ? service.clusterIp : address;
		const isAsked = portal === null ? /^(node )?port \d/.test(text) : text.includes(`${portal}:`);
		return isPortal && isAsked;
	});

const endpointSteps = (
	known: ServicePathKnown,
	asked: AskedService,
	endpoints: readonly ServiceEndpoint[],
	reaches: readonly EndpointReach[],
): readonly ServiceStep[] => {
	const chances = endpointChances(known, asked.service);
	const isWhole = endpoints.length === asked.service.endpoints.length;
	return endpoints.flatMap(({address, port, chain, at}, index) => {
		const chance = isWhole && chain !== null ? chances.get(chain) : undefined;
		const endpoint = `${address}:${port ?? '*'}`;
		const text = `translated to ${endpoint}, ${chanceText(chance, endpoints.length)}`;
		return [{text, at}, ...(reaches[index]?.steps ?? [])].map((step) => ({...step, endpoint}));
	});
};

const onePath = (known: ServicePathKnown, asked: AskedService, firewall: FirewallVerdicts | null): OneServicePath => {
	const {service, way} = asked;
	const entry = serviceEntry(known, service);
	const refusal = serviceRefusal(asked);
	if (refusal !== null) {
		return {...asked, steps: [...entry, refusal.step], verdict: refusal.verdict};
	}
	const endpoints = endpointsFor(known, asked);
	const addresses = way === 'external' && asked.address === null ? nodePortAddresses(known, service) : null;
	const before = [...entry, ...portalSteps(asked), ...(addresses === null ? [] : [addresses])];
	if (endpoints.length === 0) {
		const text = 'there is no endpoint for it in the rules of this node';
		return {...asked, steps: [...before, {text, at: null}], verdict: 'unknown'};
	}
	const reaches = endpoints.map((endpoint) => reachEndpoint(asked, endpoint, reachKnown(known, firewall)));
	const masquerade = service.mode === 'ipvs' ? [] : [serviceMasquerade(known, service)];
	const isShut = entry[0]?.at === null || addresses?.at === null;
	return {
		...asked,
		steps: [...before, ...endpointSteps(known, asked, endpoints, reaches), ...masquerade],
		verdict: isShut ? 'dropped' : worst(reaches.map(({verdict}) => verdict)),
	};
};

/** The filters of a node, prepared; null where none are known. */
export const firewallOf = ({iptables, nftables, interfaces}: ServicePathKnown): FirewallVerdicts | null => {
	if (iptables === undefined && nftables === undefined) {
		return null;
	}
	const localAddresses = interfaces?.flatMap(({addresses}) => addresses.map(({address}) => address));
	return createFirewallVerdicts({
		iptables: iptables ?? {tables: [], warnings: []},
		nftables: nftables ?? [],
		localAddresses,
	});
};

const reasons: {readonly [K in ServiceVerdict]: string} = {
	reachable: 'nothing on this node is in the way',
	refused: 'this node refuses connections to it',
	dropped: 'connections to it are lost on this node',
	unknown: 'part of the way cannot be told from what is known',
};

/** What happens on this node to connections to a service that is named by name, address, address and port, or node port. */
export const servicePath = (query: string, known: ServicePathKnown): ServicePath => {
	const {services, proxy} = known;
	if (services === undefined) {
		const why = proxy?.replacement ?? null;
		const because =
			why === null ? 'the services of this node are not known' : `${why} proxies services and keeps them to itself`;
		return {query, paths: [], verdict: 'unknown', because};
	}
	const own = known.nodeAddress?.addresses.map(({address}) => address) ?? [];
	const asked = findServices(services, query, own);
	if (asked.length === 0) {
		return {query, paths: [], verdict: 'no such service', because: `no service of this node is ${query}`};
	}
	const firewall = firewallOf(known);
	const paths = asked.map((each) => onePath(known, each, firewall));
	const verdict = worst(paths.map((path) => path.verdict));
	return {query, paths, verdict, because: reasons[verdict]};
};

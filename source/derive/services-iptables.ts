import type {Service, ServiceEndpoint} from '../model/conclusions.ts';
import type {Iptables, IptablesChain, IptablesRule, IptablesTable} from '../model/facts/iptables.ts';
import {parseEndpoint} from './parse-endpoint.ts';
import {draftOf, type ServiceDraft, serviceOf} from './service-draft.ts';

type Chains = ReadonlyMap<string, IptablesChain>;

/** What kube-proxy writes behind the name in a comment (https://github.com/kubernetes/kubernetes, pkg/proxy/iptables). */
const suffix =
	/ (?:cluster IP|external IP|load ?balancer IP|health check node port|has no endpoints|has no local endpoints)$/i;

/** The hash that the chains of one port of one service share. */
const hashOf = (target: string | null): string | null =>
	/^KUBE-(?:SVC|SVL|EXT|FW|XLB)-(\w+)$/.exec(target ?? '')?.[1] ?? null;

const option = (rule: IptablesRule, name: string): string | null => {
	const found = rule.matches.find((match) => match.name === name && !match.negated);
	return found?.values[0] ?? null;
};

const portOf = (rule: IptablesRule): number | null => {
	const port = Number(option(rule, '--dport') ?? option(rule, '--dports') ?? '');
	return Number.isInteger(port) && port > 0 ? port : null;
};

const addressOf = (rule: IptablesRule): string | null => option(rule, '-d')?.replace(/\/(32|128)$/, '') ?? null;

const nameOf = (rule: IptablesRule): string | null => {
	const comment = rule.comment?.replace(suffix, '') ?? '';
	return /^[^\s/]+\/[^\s/]+$/.test(comment) ? comment : null;
};

const endpointOf = (target: string, chains: Chains): ServiceEndpoint | null => {
	for (const rule of chains.get(target)?.rules ?? []) {
		const to = rule.targetOptions.find(({name}) => name === '--to-destination')?.values[0];
		const endpoint = to === undefined ? null : parseEndpoint(to);
		if (endpoint !== null) {
			return {...endpoint, chain: target, at: rule.at};
		}
	}
	return null;
};

/** Endpoints of a service chain, each once: session affinity names them twice. */
const endpointsIn = (chain: IptablesChain | undefined, chains: Chains): readonly ServiceEndpoint[] => {
	const found = new Map<string, ServiceEndpoint>();
	for (const {target} of chain?.rules ?? []) {
		if (target?.startsWith('KUBE-SEP-') === true && !found.has(target)) {
			const endpoint = endpointOf(target, chains);
			if (endpoint !== null) {
				found.set(target, endpoint);
			}
		}
	}
	return [...found.values()];
};

const addPortal = (draft: ServiceDraft, rule: IptablesRule): void => {
	const address = addressOf(rule);
	const isCluster = rule.comment?.endsWith('cluster IP') ?? /^KUBE-SV[CL]-/.test(rule.target ?? '');
	draft.port ??= portOf(rule);
	if (address !== null && isCluster) {
		draft.clusterIp ??= address;
	} else if (address !== null && !draft.externalIps.includes(address)) {
		draft.externalIps.push(address);
	}
	draft.steps.push({text: `${address ?? 'any address'}:${draft.port ?? '*'} jumps to ${rule.target}`, at: rule.at});
};

const addNodePort = (draft: ServiceDraft, rule: IptablesRule): void => {
	const address = addressOf(rule);
	draft.nodePort ??= portOf(rule);
	draft.steps.push({
		text: `port ${draft.nodePort ?? '*'} of ${address ?? 'every address of the node'} jumps to ${rule.target}`,
		at: rule.at,
	});
};

const addEndpoints = (drafts: ReadonlyMap<string, ServiceDraft>, chains: Chains): void => {
	for (const [hash, draft] of drafts) {
		const all = chains.get(`KUBE-SVC-${hash}`);
		const endpoints = endpointsIn(all, chains);
		const found = endpoints.length > 0 ? endpoints : endpointsIn(chains.get(`KUBE-SVL-${hash}`), chains);
		// An empty table of the other backend says nothing about the services of this one.
		draft.endpoints = found.length > 0 ? found : draft.endpoints;
		for (const endpoint of found) {
			draft.steps.push({text: `translated to ${endpoint.address}:${endpoint.port ?? '*'}`, at: endpoint.at});
		}
	}
};

const fromNat = (table: IptablesTable, drafts: Map<string, ServiceDraft>): void => {
	const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
	for (const [chain, add] of [
		['KUBE-SERVICES', addPortal],
		['KUBE-NODEPORTS', addNodePort],
	] as const) {
		for (const rule of chains.get(chain)?.rules ?? []) {
			const hash = hashOf(rule.target);
			if (hash !== null) {
				add(draftOf(drafts, hash, nameOf(rule), option(rule, '-p') ?? 'tcp'), rule);
			}
		}
	}
	addEndpoints(drafts, chains);
};

/** Chains of the filter table in which kube-proxy refuses services without (local) endpoints. */
const refusing = ['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS'];

const refuse = (rule: IptablesRule, byName: Map<string, ServiceDraft>): void => {
	const name = nameOf(rule);
	if (name === null || (rule.target !== 'REJECT' && rule.target !== 'DROP')) {
		return;
	}
	const protocol = option(rule, '-p') ?? 'tcp';
	const draft = draftOf(byName, `${name} ${protocol}`, name, protocol);
	const address = addressOf(rule);
	const isNodePort = rule.matches.some((match) => match.name === '--dst-type');
	if (isNodePort) {
		draft.nodePort ??= portOf(rule);
	} else {
		draft.port ??= portOf(rule);
	}
	const isExternal = rule.chain === 'KUBE-EXTERNAL-SERVICES';
	if (address !== null && isExternal && address !== draft.clusterIp && !draft.externalIps.includes(address)) {
		draft.externalIps.push(address);
	} else if (address !== null && !isExternal) {
		draft.clusterIp ??= address;
	}
	draft.refused.push(rule.at);
	const what = rule.target === 'REJECT' ? 'refused' : 'dropped';
	const where = isNodePort ? `node port ${portOf(rule) ?? '*'}` : `${address ?? 'any address'}:${portOf(rule) ?? '*'}`;
	draft.steps.push({text: `${where} is ${what}: ${rule.comment ?? ''}`, at: rule.at});
};

const ofFamily = (tables: readonly IptablesTable[]): readonly Service[] => {
	const drafts = new Map<string, ServiceDraft>();
	for (const table of tables.filter(({name}) => name === 'nat')) {
		fromNat(table, drafts);
	}
	const byName = new Map<string, ServiceDraft>();
	for (const [hash, draft] of drafts) {
		byName.set(draft.name === null ? hash : `${draft.name} ${draft.protocol}`, draft);
	}
	for (const table of tables.filter(({name}) => name === 'filter')) {
		for (const chain of table.chains.filter(({name}) => refusing.includes(name))) {
			for (const rule of chain.rules) {
				refuse(rule, byName);
			}
		}
	}
	return [...byName.values()].map((draft) => serviceOf(draft, 'iptables'));
};

/** The services in the rules that kube-proxy wrote with iptables, IPv4 first; a service of two families stands there twice. */
export const iptablesServices = (iptables: Iptables): readonly Service[] =>
	([4, 6] as const).flatMap((family) => ofFamily(iptables.tables.filter((table) => table.family === family)));

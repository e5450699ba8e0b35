import type {Service, ServiceEndpoint} from '../model/conclusions.ts';
import type {NftChain, NftMapEntry, NftTable} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {parseEndpoint} from './parse-endpoint.ts';
import {draftOf, type ServiceDraft, serviceOf} from './service-draft.ts';

/** What a chain of kube-proxy is of: `service-D2RGPZ6L-default/lb/tcp/http`. */
type ChainName = {readonly hash: string; readonly rest: string; readonly name: string; readonly protocol: string};

const readChainName = (value: string): ChainName | null => {
	const match = /^(?:goto |jump )?(?:service|external|local|firewall)-([A-Z0-9]+)-(.+)$/.exec(value);
	const [namespace, name, protocol, port] = match?.[2]?.split('/') ?? [];
	if (match === null || namespace === undefined || name === undefined || protocol === undefined) {
		return null;
	}
	const full = port === undefined || port === '' ? `${namespace}/${name}` : `${namespace}/${name}:${port}`;
	return {hash: match[1] ?? '', rest: match[2] ?? '', name: full, protocol};
};

const numberOf = (text: string | undefined): number | null => {
	const number = Number(text);
	return text !== undefined && text !== '' && Number.isInteger(number) ? number : null;
};

/** The endpoint in the name of its chain: `endpoint-4FG2H65G-default/web/tcp/http__10.244.4.10/8080`. */
const endpointOfChain = (chain: string, at: Place): ServiceEndpoint | null => {
	const [address = '', port] = chain.slice(chain.lastIndexOf('__') + 2).split('/');
	return chain.startsWith('endpoint-') && address !== '' ? {address, port: numberOf(port), chain, at} : null;
};

/** The endpoint that a translation names, `10.244.0.10:80` or the two joined by a dot. */
const endpointOfTarget = (text: string, at: Place): ServiceEndpoint | null => {
	const [address = '', port] = text.split(' . ');
	if (port !== undefined) {
		return {address: address.trim(), port: numberOf(port.trim()), chain: null, at};
	}
	const endpoint = parseEndpoint(text.trim());
	return endpoint === null ? null : {...endpoint, chain: null, at};
};

/** Endpoints of a service chain, each once: session affinity names them twice. */
const endpointsIn = (chain: NftChain | undefined): readonly ServiceEndpoint[] => {
	const found = new Map<string, ServiceEndpoint>();
	const add = (endpoint: ServiceEndpoint | null): void => {
		if (endpoint !== null) {
			found.set(`${endpoint.address} ${endpoint.port ?? ''}`, endpoint);
		}
	};
	for (const rule of chain?.rules ?? []) {
		for (const statement of rule.statements) {
			if (statement.kind === 'verdict-map') {
				for (const entry of statement.entries) {
					add(endpointOfChain(entry.value.replace(/^(goto|jump) /, ''), rule.at));
				}
			} else if (statement.kind === 'verdict' && statement.chain !== null) {
				add(endpointOfChain(statement.chain, rule.at));
			} else if (statement.kind === 'nat') {
				for (const target of statement.to) {
					add(endpointOfTarget(target, rule.at));
				}
			}
		}
	}
	return [...found.values()];
};

type Gathering = {readonly drafts: Map<string, ServiceDraft>; readonly clusterIps: ReadonlySet<string>};

const addAddress = (draft: ServiceDraft, address: string, isCluster: boolean): void => {
	if (isCluster) {
		draft.clusterIp ??= address;
	} else if (!draft.externalIps.includes(address)) {
		draft.externalIps.push(address);
	}
};

const addPortal = ({drafts, clusterIps}: Gathering, {key, value, at}: NftMapEntry): void => {
	const chain = readChainName(value);
	const [address = '', , port] = key.split(' . ');
	if (chain === null) {
		return;
	}
	const draft = draftOf(drafts, `${chain.name} ${chain.protocol}`, chain.name, chain.protocol);
	draft.port ??= numberOf(port);
	addAddress(draft, address, clusterIps.has(address));
	draft.steps.push({text: `${address}:${port ?? '*'} → ${value}`, at});
};

const addNodePort = ({drafts}: Gathering, {key, value, at}: NftMapEntry): void => {
	const chain = readChainName(value);
	if (chain === null) {
		return;
	}
	const draft = draftOf(drafts, `${chain.name} ${chain.protocol}`, chain.name, chain.protocol);
	draft.nodePort ??= numberOf(key.split(' . ')[1]);
	draft.steps.push({text: `node port ${draft.nodePort ?? '*'} → ${value}`, at});
};

const refuse = (gathering: Gathering, entry: NftMapEntry, isNodePort: boolean): void => {
	const parts = entry.key.split(' . ');
	const [protocol = 'tcp', port] = isNodePort ? parts : parts.slice(1);
	const {drafts, clusterIps} = gathering;
	const draft = draftOf(drafts, `${entry.comment ?? entry.key} ${protocol}`, entry.comment, protocol);
	if (isNodePort) {
		draft.nodePort ??= numberOf(port);
	} else {
		draft.port ??= numberOf(port);
		addAddress(draft, parts[0] ?? '', clusterIps.has(parts[0] ?? ''));
	}
	draft.refused.push(entry.at);
	const what = entry.value.includes('drop') ? 'dropped' : 'refused';
	const where = isNodePort ? `node port ${port ?? '*'}` : `${parts[0] ?? ''}:${port ?? '*'}`;
	draft.steps.push({text: `${where} is ${what}: no endpoints`, at: entry.at});
};

const inTable = (table: NftTable): readonly Service[] => {
	const sets = new Map(table.sets.map((set) => [set.name, set.elements]));
	const of = (name: string): readonly NftMapEntry[] => sets.get(name) ?? [];
	const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
	const clusterIps = new Set(of('cluster-ips').map(({key}) => key));
	const gathering: Gathering = {drafts: new Map(), clusterIps};
	const names = new Map<ServiceDraft, ChainName>();
	for (const [set, add] of [
		['service-ips', addPortal],
		['service-nodeports', addNodePort],
	] as const) {
		for (const entry of of(set)) {
			add(gathering, entry);
			const chain = readChainName(entry.value);
			const draft = chain === null ? undefined : gathering.drafts.get(`${chain.name} ${chain.protocol}`);
			if (chain !== null && draft !== undefined) {
				names.set(draft, chain);
			}
		}
	}
	for (const [draft, {hash, rest}] of names) {
		const all = endpointsIn(chains.get(`service-${hash}-${rest}`));
		draft.endpoints = all.length > 0 ? all : endpointsIn(chains.get(`local-${hash}-${rest}`));
		for (const {address, port, at} of draft.endpoints) {
			draft.steps.push({text: `translated to ${address}:${port ?? '*'}`, at});
		}
	}
	for (const entry of of('no-endpoint-services')) {
		refuse(gathering, entry, false);
	}
	for (const entry of of('no-endpoint-nodeports')) {
		refuse(gathering, entry, true);
	}
	return [...gathering.drafts.values()].map((draft) => serviceOf(draft, 'nftables'));
};

/** The services in kube-proxy's tables of nft, IPv4 first; a service of two families stands there twice. */
export const nftablesServices = (tables: readonly NftTable[]): readonly Service[] =>
	['ip', 'ip6'].flatMap((family) =>
		tables.filter((table) => table.name === 'kube-proxy' && table.family === family).flatMap(inTable),
	);

import type {Service} from '../model/conclusions.ts';
import type {Iptables, IptablesChain, IptablesTable} from '../model/facts/iptables.ts';
import type {NftTable} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';

/** The rules of the data plane as far as they are known. */
export type DataPlaneRules = {
	readonly iptables?: Iptables | undefined;
	readonly nftables?: readonly NftTable[] | undefined;
};

/**
 * A step of a connection to a service; without a place it is something that is not there. `endpoint` is the address and port that the step
 * leads to, where only a share of all connections takes it.
 */
export type ServiceStep = {readonly text: string; readonly at: Place | null; readonly endpoint?: string};

const familyOf = ({clusterIp, endpoints, externalIps}: Service): 4 | 6 =>
	(clusterIp ?? externalIps?.[0] ?? endpoints[0]?.address ?? '').includes(':') ? 6 : 4;

const natOf = ({iptables}: DataPlaneRules, service: Service): IptablesTable | undefined =>
	iptables?.tables.find(
		({name, family, chains}) =>
			name === 'nat' && family === familyOf(service) && chains.some((chain) => chain.name === 'KUBE-SERVICES'),
	);

const chainIn = (table: IptablesTable | undefined, name: string): IptablesChain | undefined =>
	table?.chains.find((chain) => chain.name === name);

const proxyTable = ({nftables}: DataPlaneRules, service: Service): NftTable | undefined =>
	nftables?.find(({name, family}) => name === 'kube-proxy' && family === (familyOf(service) === 6 ? 'ip6' : 'ip'));

const jumpTo = (chain: IptablesChain | undefined, target: string): Place | null =>
	chain?.rules.find((rule) => rule.target === target)?.at ?? null;

const entryOf = (hook: 'PREROUTING' | 'OUTPUT', at: Place | null): ServiceStep => {
	const who = hook === 'PREROUTING' ? 'from pods and from outside' : 'from this node itself';
	return {text: at === null ? `nothing looks at packets ${who}: no jump out of ${hook}` : `packets ${who} enter`, at};
};

const iptablesEntry = (rules: DataPlaneRules, service: Service): readonly ServiceStep[] => {
	const nat = natOf(rules, service);
	return (['PREROUTING', 'OUTPUT'] as const).map((hook) => entryOf(hook, jumpTo(chainIn(nat, hook), 'KUBE-SERVICES')));
};

const nftEntry = (rules: DataPlaneRules, service: Service): readonly ServiceStep[] => {
	const table = proxyTable(rules, service);
	return (['PREROUTING', 'OUTPUT'] as const).map((hook) => {
		const chain = table?.chains.find((each) => each.type === 'nat' && each.hook === hook.toLowerCase());
		const rule = chain?.rules.find(({statements}) =>
			statements.some((statement) => statement.kind === 'verdict' && statement.chain === 'services'),
		);
		return entryOf(hook, rule?.at ?? null);
	});
};

/** Where packets enter the rules of a service, first for those that arrive, then for those that the node sends. IPVS needs no entry. */
export const serviceEntry = (rules: DataPlaneRules, service: Service): readonly ServiceStep[] => {
	switch (service.mode) {
		case 'iptables':
			return rules.iptables === undefined ? [] : iptablesEntry(rules, service);
		case 'nftables':
			return rules.nftables === undefined ? [] : nftEntry(rules, service);
		default:
			return [];
	}
};

/** The rule that gives service traffic from outside this node's address, so that replies come back this way. */
export const serviceMasquerade = (rules: DataPlaneRules, service: Service): ServiceStep => {
	const chain = chainIn(natOf(rules, service), 'KUBE-POSTROUTING');
	const iptablesRule = chain?.rules.find(({target}) => target === 'MASQUERADE');
	const nftRule = proxyTable(rules, service)
		?.chains.find(({name}) => name === 'masquerading')
		?.rules.find(({statements}) =>
			statements.some(
				(statement) =>
					(statement.kind === 'nat' && statement.type === 'masquerade') ||
					(statement.kind === 'other' && statement.text.startsWith('masquerade')),
			),
		);
	const at = (service.mode === 'nftables' ? nftRule?.at : iptablesRule?.at) ?? null;
	const text = "marked packets get this node's address (masquerade)";
	return {text: at === null ? 'no rule masquerades: replies to clients outside may go another way' : text, at};
};

/** The chances of a service's endpoints by chain name: `--probability` of each rule, after those before it did not match. */
export const endpointChances = (rules: DataPlaneRules, service: Service): ReadonlyMap<string, number> => {
	const targets = new Set(service.endpoints.flatMap(({chain}) => (chain === null ? [] : [chain])));
	const chances = new Map<string, number>();
	const chain = natOf(rules, service)?.chains.find(
		({name, rules: list}) =>
			name.startsWith('KUBE-SVC-') && list.some(({target}) => target !== null && targets.has(target)),
	);
	let left = 1;
	for (const rule of chain?.rules ?? []) {
		const isAffinity = rule.matches.some(({name}) => name === '--rcheck');
		if (rule.target === null || !targets.has(rule.target) || isAffinity) {
			continue;
		}
		const given = rule.matches.find(({name}) => name === '--probability')?.values[0];
		const share = given === undefined ? 1 : Number(given);
		chances.set(rule.target, left * share);
		left *= 1 - share;
	}
	return chances;
};

const localOfIptables = (rules: DataPlaneRules, service: Service): ReadonlySet<string> | null => {
	const nat = natOf(rules, service);
	const entry = chainIn(nat, 'KUBE-NODEPORTS')?.rules.find(({matches}) =>
		matches.some(({name, values}) => name === '--dport' && values[0] === String(service.nodePort)),
	);
	const last = entry?.target == null ? undefined : chainIn(nat, entry.target)?.rules.at(-1)?.target;
	if (last?.startsWith('KUBE-SVL-') !== true) {
		return null;
	}
	return new Set(chainIn(nat, last)?.rules.flatMap(({target}) => (target === null ? [] : [target])) ?? []);
};

const localOfNft = (rules: DataPlaneRules, service: Service): ReadonlySet<string> | null => {
	const table = proxyTable(rules, service);
	const key = `${service.protocol} . ${service.nodePort}`;
	const entry = table?.sets.find(({name}) => name === 'service-nodeports')?.elements.find((each) => each.key === key);
	const external = table?.chains.find(({name}) => `goto ${name}` === entry?.value);
	const last = external?.rules.at(-1)?.statements.at(-1);
	const name = last?.kind === 'verdict' ? last.chain : null;
	if (name?.startsWith('local-') !== true) {
		return null;
	}
	const local = table?.chains.find((chain) => chain.name === name);
	const targets = local?.rules.flatMap(({statements}) =>
		statements.flatMap((statement) =>
			statement.kind === 'verdict-map' ? statement.entries.map(({value}) => value.replace(/^(goto|jump) /, '')) : [],
		),
	);
	return new Set(targets ?? []);
};

/** Chains of the endpoints that traffic from outside may reach, where it must stay on this node (externalTrafficPolicy: Local); null where it need not. */
export const localEndpointChains = (rules: DataPlaneRules, service: Service): ReadonlySet<string> | null =>
	service.mode === 'nftables'
		? localOfNft(rules, service)
		: service.mode === 'iptables'
			? localOfIptables(rules, service)
			: null;

/** The addresses on which node ports answer, in words. */
export const nodePortAddresses = (rules: DataPlaneRules, service: Service): ServiceStep | null => {
	if (service.mode === 'nftables') {
		const set = proxyTable(rules, service)?.sets.find(({name}) => name === 'nodeport-ips');
		return set === undefined
			? null
			: {text: `node ports answer on ${set.elements.map(({key}) => key).join(', ') || 'no address'} only`, at: set.at};
	}
	const portals = chainIn(natOf(rules, service), 'KUBE-SERVICES')?.rules.filter(
		({target}) => target === 'KUBE-NODEPORTS',
	);
	const [first] = portals ?? [];
	if (portals === undefined || first === undefined) {
		return service.mode === 'iptables' ? {text: 'no rule leads to node ports', at: null} : null;
	}
	const addresses = portals.flatMap(({matches}) =>
		matches.filter(({name}) => name === '-d').map(({values}) => values[0]),
	);
	return {text: `node ports answer on ${addresses.join(', ') || 'every address of this node'}`, at: first.at};
};

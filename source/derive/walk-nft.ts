import type {Iptables} from '../model/facts/iptables.ts';
import type {NftChain, NftRule, NftSet, NftStatement, NftTable} from '../model/facts/nftables.ts';
import {actVerdictMap, changeByNft, nftAction} from './act-nft-rule.ts';
import type {BaseChain} from './base-chain.ts';
import {matchNftStatement, type NftSight} from './match-nft-rule.ts';
import type {Hook} from './packet.ts';
import {unknownMark} from './packet-mark.ts';
import type {PacketView} from './packet-view.ts';
import {createChainWalk} from './walk-chain.ts';
import {type Action, type Evaluation, noMatch, type WalkState} from './walk-state.ts';

/** A rule and the chain that it stands in. */
type PlacedRule = NftRule & {readonly chain: string};

const hooks: ReadonlySet<string> = new Set(['prerouting', 'input', 'forward', 'output', 'postrouting']);

const families: ReadonlyMap<string, BaseChain['family']> = new Map<string, BaseChain['family']>([
	['ip', 4],
	['ip6', 6],
	['inet', 'both'],
]);

/** Statements after which the next one is looked at, by their first word. */
const passing: ReadonlySet<string> = new Set([
	...['add', 'comment', 'counter', 'delete', 'dup', 'flow', 'last', 'log', 'meta', 'objref', 'secmark', 'set'],
	...['ct', 'ip', 'ip6', 'tcp', 'th', 'udp', 'update', 'notrack', 'mark', 'reset'],
]);

/** Statements that hand the packet to something else, which decides. */
const handing: ReadonlySet<string> = new Set(['queue', 'synproxy', 'tproxy']);

/** What a statement does: `false` ends the rule without a match, null leaves that open. */
type Effect = {readonly matched: boolean | null; readonly state?: WalkState; readonly actions?: readonly Action[]};

const xtEffect = (text: string, state: WalkState, chain: string): Effect => {
	const name = (/(?:match|target) "?(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
	if (text.startsWith('xt match')) {
		return {matched: name === 'COMMENT' || name === 'NFACCT' ? true : null};
	}
	if (name === 'REJECT') {
		return {matched: true, actions: [nftAction('reject', null, chain)]};
	}
	const logs = name === 'LOG' || name === 'NFLOG' || name === 'TCPMSS';
	return logs ? {matched: true} : {matched: null, state: {...state, mark: unknownMark}};
};

const otherEffect = (text: string, state: WalkState, chain: string): Effect => {
	const changed = changeByNft(text, state);
	if (changed !== null) {
		return {matched: true, state: changed};
	}
	const first = text.split(' ', 1)[0] ?? '';
	if (first === 'xt') {
		return xtEffect(text, state, chain);
	}
	if (handing.has(first)) {
		return {matched: true, actions: [nftAction(first, null, chain)]};
	}
	// `ct count over 10`, `limit rate`, `quota` and `add @set {… limit rate over …}` let only some packets pass.
	const conditional = /\b(limit rate|quota|ct count)\b/.test(text);
	const changes =
		passing.has(first) && (/ set /.test(text) || !['ct', 'ip', 'ip6', 'tcp', 'th', 'udp'].includes(first));
	return {matched: !conditional && changes ? true : null};
};

const effectOf = (statement: NftStatement, sight: NftSight, chain: string): Effect => {
	switch (statement.kind) {
		case 'match':
			return {matched: matchNftStatement(statement, sight)};
		case 'verdict':
			return {matched: true, actions: [nftAction(statement.verdict, statement.chain, chain)]};
		case 'verdict-map':
			return actVerdictMap(statement, sight, chain);
		case 'counter':
			return {matched: true};
		case 'nat':
			// A socket that is not there lets tproxy's packet go on.
			if (statement.type === 'tproxy') {
				return {matched: null};
			}
			return {matched: true, actions: [nftAction('accept', null, chain)]};
		default:
			return otherEffect(statement.text, sight.state, chain);
	}
};

const evaluate = (rule: PlacedRule, view: PacketView, state: WalkState, set: NftSight['set']): Evaluation => {
	let matched: boolean | null = true;
	let now = state;
	for (const statement of rule.statements) {
		const effect = effectOf(statement, {view, state: now, set}, rule.chain);
		if (effect.matched === false) {
			return noMatch(state);
		}
		matched = effect.matched === null ? null : matched;
		now = effect.state ?? now;
		if (effect.actions !== undefined) {
			return {matched, actions: effect.actions, state: now};
		}
	}
	return {matched, actions: [{kind: 'continue'}], state: now};
};

/** The chains of a table by name, each made ready for the walk when it is first asked for. */
const finderOf = (table: NftTable) => {
	let byName: ReadonlyMap<string, NftChain> | null = null;
	const placed = new Map<
		string,
		{readonly name: string; readonly rules: readonly PlacedRule[]; readonly at: NftChain['at']}
	>();
	return (name: string) => {
		byName ??= new Map(table.chains.map((chain) => [chain.name, chain]));
		const chain = byName.get(name);
		if (chain === undefined) {
			return undefined;
		}
		const known = placed.get(name);
		if (known !== undefined) {
			return known;
		}
		const made = {name, at: chain.at, rules: chain.rules.map((rule) => ({...rule, chain: name}))};
		placed.set(name, made);
		return made;
	};
};

const setsOf = (table: NftTable): NftSight['set'] => {
	let sets: ReadonlyMap<string, NftSet> | null = null;
	return (name) => {
		sets ??= new Map(table.sets.map((set) => [set.name, set]));
		return sets.get(name);
	};
};

const isWalked = (chain: NftChain): boolean => chain.hook !== null && hooks.has(chain.hook) && chain.type !== 'nat';

const baseChainsOf = (table: NftTable, order: number): readonly BaseChain[] => {
	const family = families.get(table.family);
	if (family === undefined) {
		return [];
	}
	const find = finderOf(table);
	const set = setsOf(table);
	return table.chains.filter(isWalked).map((chain) => ({
		title: `${table.family} ${table.name} ${chain.name}`,
		...{family, hook: chain.hook as Hook, priority: chain.priority ?? 0, at: chain.at, incomplete: false, order},
		policy: chain.policy === 'drop' ? 'drop' : 'accept',
		walk: (view, state) => {
			const start = find(chain.name) ?? {name: chain.name, at: chain.at, rules: []};
			const walk = createChainWalk<PlacedRule>({
				chain: find,
				evaluate: (rule, now) => evaluate(rule, view, now, set),
			});
			return walk(start, state);
		},
	}));
};

/**
 * The base chains of nft's tables that filter IP packets. Tables that iptables manages are left out where iptables-save has shown them.
 * Chains of type nat translate; they are not walked.
 */
export const nftBaseChains = (tables: readonly NftTable[], iptables: Iptables): readonly BaseChain[] => {
	const shown = new Set(
		iptables.tables
			.filter(({backend}) => backend !== 'legacy')
			.map(({family, name}) => `${family === 6 ? 'ip6' : 'ip'} ${name}`),
	);
	return tables.flatMap((table, index) =>
		table.managedByIptables && shown.has(`${table.family} ${table.name}`) ? [] : baseChainsOf(table, index),
	);
};

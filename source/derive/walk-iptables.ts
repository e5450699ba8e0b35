import type {Iptables, IptablesChain, IptablesRule, IptablesTable} from '../model/facts/iptables.ts';
import {actIptablesRule} from './act-iptables-rule.ts';
import type {BaseChain} from './base-chain.ts';
import {matchIptablesRule} from './match-iptables-rule.ts';
import type {Hook} from './packet.ts';
import type {PacketView} from './packet-view.ts';
import {createChainWalk} from './walk-chain.ts';
import {type Evaluation, noMatch, type WalkState} from './walk-state.ts';

const hooks: ReadonlyMap<string, Hook> = new Map([
	['PREROUTING', 'prerouting'],
	['INPUT', 'input'],
	['FORWARD', 'forward'],
	['OUTPUT', 'output'],
	['POSTROUTING', 'postrouting'],
]);

/** Priorities of linux/netfilter_ipv4.h. `nat` translates and does not filter: it is not walked. */
const priorities: ReadonlyMap<string, number> = new Map([
	['raw', -300],
	['mangle', -150],
	['filter', 0],
	['security', 50],
]);

const evaluate = (rule: IptablesRule, view: PacketView, state: WalkState): Evaluation => {
	const matched = matchIptablesRule(rule, view, state);
	if (matched === false) {
		return noMatch(state);
	}
	const {action, state: after} = actIptablesRule(rule, state);
	return {matched, actions: [action], state: after};
};

const baseChain = (
	table: IptablesTable,
	chain: IptablesChain,
	find: (name: string) => IptablesChain | undefined,
	order: number,
): BaseChain | null => {
	const hook = hooks.get(chain.name);
	const priority = priorities.get(table.name);
	if (hook === undefined || priority === undefined) {
		return null;
	}
	const legacy = table.backend === 'legacy' ? ' (legacy)' : '';
	return {
		title: `${table.family === 6 ? 'ip6' : 'ip'} ${table.name} ${chain.name}${legacy}`,
		...{family: table.family, hook, priority, policy: chain.policy === 'DROP' ? 'drop' : 'accept', at: chain.at, order},
		incomplete: !table.complete || chain.policy === null,
		walk: (view, state) =>
			createChainWalk<IptablesRule>({
				chain: find,
				evaluate: (rule, now) => evaluate(rule, view, now),
			})(chain, state),
	};
};

/** The base chains of all tables of iptables, both backends and families. `orderOf` says when a table was made. */
export const iptablesBaseChains = (
	iptables: Iptables,
	orderOf: (table: IptablesTable) => number,
): readonly BaseChain[] =>
	iptables.tables.flatMap((table) => {
		let chains: ReadonlyMap<string, IptablesChain> | null = null;
		const find = (name: string): IptablesChain | undefined => {
			chains ??= new Map(table.chains.map((chain) => [chain.name, chain]));
			return chains.get(name);
		};
		const order = orderOf(table);
		return table.chains.map((chain) => baseChain(table, chain, find, order)).filter((chain) => chain !== null);
	});

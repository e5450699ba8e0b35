import type {IptablesRule, RuleOption} from '../model/facts/iptables.ts';
import {type Knowledge, knownValue} from './draw-conclusions.ts';
import type {Statements} from './statement.ts';

const optionText = ({name, negated, values}: RuleOption): string =>
	[negated ? '!' : '', name, ...values].filter(Boolean).join(' ');

/** A rule as iptables-save writes it, but for counters and the place of the comment. */
const ruleText = (rule: IptablesRule): string =>
	[
		...rule.matches.map(optionText),
		...(rule.comment === null ? [] : [`/* ${rule.comment} */`]),
		...(rule.target === null ? [] : [`${rule.isGoto ? '-g' : '-j'} ${rule.target}`]),
		...rule.targetOptions.map(optionText),
	].join(' ');

/** Rules and policies of iptables, without counters. */
export const iptablesStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'iptables')?.tables.flatMap((table) =>
		table.chains.flatMap((chain) => {
			const name = `${table.backend === 'legacy' ? 'legacy ' : ''}${table.family === 6 ? 'ip6' : 'ip'} ${table.name} ${chain.name}`;
			const policy = chain.policy === null ? [] : [{key: `${name} policy`, value: chain.policy, at: chain.at}];
			return [
				...policy,
				...chain.rules.map((rule) => ({key: `${name}: ${ruleText(rule)}`, value: 'there', at: rule.at})),
			];
		}),
	) ?? null;

/** Chains of nftables tables that iptables does not manage. */
export const nftablesStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'nftables')
		?.filter((table) => !table.managedByIptables)
		.flatMap((table) =>
			table.chains.map((chain) => ({
				key: `${table.family} ${table.name} ${chain.name}`,
				value: [
					chain.hook === null ? '' : `hook ${chain.hook} priority ${chain.priority} policy ${chain.policy}`,
					`${chain.rules.length} rules`,
				]
					.filter(Boolean)
					.join(', '),
				at: chain.at,
			})),
		) ?? null;

import type {IptablesRule, IptablesTable, RuleOption} from '../../source/model/facts/iptables.ts';

const word = (text: string): string =>
	/^[\w:/.,+;{(#|~^$=*!@-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;

const optionText = ({name, negated, values}: RuleOption): string =>
	[...(negated ? ['!'] : []), name, ...values.map(word)].join(' ');

const ruleText = (rule: IptablesRule): string =>
	[
		`-A ${rule.chain}`,
		...rule.matches.map(optionText),
		...(rule.comment === null ? [] : [`-m comment --comment "${rule.comment.replace(/["\\']/g, '\\$&')}"`]),
		...(rule.target === null ? [] : [`${rule.isGoto ? '-g' : '-j'} ${rule.target}`]),
		...rule.targetOptions.map(optionText),
	].join(' ');

/** Tables as a text that iptables-restore(8) takes. */
export const saveText = (tables: readonly IptablesTable[]): string =>
	tables
		.flatMap((table) => [
			`*${table.name}`,
			...table.chains.map((chain) => `:${chain.name} ${chain.policy ?? '-'} [0:0]`),
			...table.chains.flatMap((chain) => chain.rules.map(ruleText)),
			'COMMIT',
			'',
		])
		.join('\n');

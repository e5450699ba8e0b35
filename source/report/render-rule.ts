import type {Rule} from '../model/rule.ts';
import {ownWords} from './own-words.ts';
import type {Style} from './style.ts';
import {paint} from './style.ts';
import {wrap} from './wrap.ts';

const applies = (rule: Rule): string => (rule.roles === 'any' ? 'any node' : rule.roles.join(', '));

/** Where it was seen: on a recorded node, or what it rests on instead. */
const seenAs = ({seen}: Rule): readonly string[] => (seen === undefined ? [] : [seen === 'live' ? 'seen live' : seen]);

/** One rule for people: what it requires, why, how to mend it, where to read on. */
export const renderRule = (rule: Rule, style: Style): string =>
	[
		`${paint(rule.id, 'heading', style)}  ${rule.severity}, ${applies(rule)}`,
		wrap(ownWords(rule.title, style), style.width),
		'',
		wrap(ownWords(`Why: ${rule.why}`, style), style.width),
		wrap(ownWords(`Fix: ${rule.fix}`, style), style.width),
		...rule.commands.map((command) => `    ${ownWords(command, style)}`),
		...(rule.verify.length > 0
			? ['Then check:', ...rule.verify.map((command) => `    ${ownWords(command, style)}`)]
			: []),
		`Looks at: ${[...rule.needs, ...(rule.uses ?? [])].join(', ')}`,
		...rule.docs.map((doc) => `Docs: ${doc}`),
		'',
	].join('\n');

/** The list of rules, one line each under the name of its group. */
export const renderRuleList = (rules: readonly Rule[], style: Style): string => {
	const width = Math.max(...rules.map((rule) => rule.id.length));
	const line = ({id, severity, title}: Rule): string =>
		`  ${paint(id.padEnd(width), 'heading', style)}  ${severity.padEnd(7)}  ${ownWords(title, style)}`;
	const groups = [...Map.groupBy(rules, (rule) => rule.group)];
	return `${groups.map(([group, members]) => [paint(group, 'heading', style), ...members.map(line)].join('\n')).join('\n\n')}\n`;
};

/** Prose in Markdown: signs that would be marks of it stand for themselves. */
const cell = (text: string): string => text.replace(/[|*]/g, '\\$&').replaceAll('<', '&lt;');

/** docs/rules.md: every rule by group. */
export const renderRulesPage = (rules: readonly Rule[]): string => {
	const groups = [...new Set(rules.map((rule) => rule.group))];
	const section = (rule: Rule): string =>
		[
			`### ${rule.id}`,
			'',
			`**${cell(rule.title)}.** ${[rule.severity, applies(rule), ...seenAs(rule)].join('; ')}.`,
			'',
			cell(rule.why),
			'',
			`*Fix.* ${cell(rule.fix)}`,
			...(rule.commands.length > 0 ? ['', '```sh', ...rule.commands, '```'] : []),
			...(rule.verify.length > 0 ? ['', 'Then check:', '', '```sh', ...rule.verify, '```'] : []),
			'',
			`Looks at: ${[...rule.needs, ...(rule.uses ?? [])].map((name) => `\`${name}\``).join(', ')}.`,
			'',
			`Read on: ${rule.docs.map((doc) => `<${doc}>`).join(', ')}.`,
			'',
		].join('\n');
	const chapters = groups.map(
		(group) =>
			`## ${group}\n\n${rules
				.filter((rule) => rule.group === group)
				.map(section)
				.join('\n')}`,
	);
	return `# Rules\n\nGenerated from the rules by \`npm run docs\`. \`kdiag explain RULE\` prints the same on a node, offline.\nIn commands, \`{name}\` stands for a value of the node, and \`{restart:kubelet}\` and its like for what a person types there to do so.\n\n${chapters.join('\n')}`;
};

/** The README's table of what is checked: groups and their rules. */
export const renderRuleTable = (rules: readonly Rule[]): string => {
	const groups = [...new Set(rules.map((rule) => rule.group))];
	const rows = groups.map((group) => {
		const ids = rules.filter((rule) => rule.group === group).map((rule) => `[${rule.id}](docs/rules.md#${rule.id})`);
		return `| ${group} | ${ids.join(', ')} |`;
	});
	return ['| Group | Rules |', '|---|---|', ...rows].join('\n');
};

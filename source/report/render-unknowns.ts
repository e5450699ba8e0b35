import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

/** Among many nodes this many reasons are shown. */
const most = 20;

/** A reason why rules could not be checked, the nodes on which it is, and the rules. */
type Reason = {readonly text: string; readonly nodes: readonly string[]; readonly rules: readonly string[]};

/** One thing that is missing often keeps many rules, and on many nodes: each is named once. */
const reasonsOf = (findings: readonly Finding[]): readonly Reason[] => {
	const perRule = [...Map.groupBy(findings, ({rule, actual}) => JSON.stringify([rule, actual])).values()];
	const kept = perRule.flatMap((same) =>
		same
			.slice(0, 1)
			.map(({rule, actual}) => ({rule, actual, nodes: [...new Set(same.flatMap(({nodes}) => nodes))].sort()})),
	);
	return [...Map.groupBy(kept, ({actual, nodes}) => JSON.stringify([actual, nodes])).values()]
		.flatMap((same) =>
			same.slice(0, 1).map(({actual, nodes}) => ({text: actual, nodes, rules: same.map(({rule}) => rule)})),
		)
		.sort((first, second) => second.rules.length * second.nodes.length - first.rules.length * first.nodes.length);
};

/** Rules that could not be checked, by reason. */
export const renderUnknowns = (findings: readonly Finding[], report: Report, style: Style): string => {
	const reasons = reasonsOf(findings);
	const shown = report.nodes.length > fewNodes ? reasons.slice(0, most) : reasons;
	const lines = shown.flatMap(({text, nodes, rules}) => {
		const where = report.nodes.length > 1 ? ` [${countedNodes(nodes)}]` : '';
		return [
			`  ${paint('?', 'unknown', style)} ${wrap(ownWords(`${text}${where}`, style), style.width, '    ')}`,
			`      ${wrap(rules.join(', '), style.width, '      ')}`,
		];
	});
	const rest = reasons.length - shown.length;
	const more = rest > 0 ? [ownWords(`  … and ${rest} more reasons (--format json lists all)`, style)] : [];
	return [`Could not check (${findings.length})`, ...lines, ...more].join('\n');
};

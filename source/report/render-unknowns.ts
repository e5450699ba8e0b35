import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style} from './style.ts';
import {unknownReasons} from './unknown-reasons.ts';
import {wrap} from './wrap.ts';

/** Among many nodes this many reasons are shown. */
const most = 20;

/** Rules that could not be checked, by reason. */
export const renderUnknowns = (findings: readonly Finding[], report: Report, style: Style): string => {
	const reasons = unknownReasons(findings);
	const shown = report.nodes.length > fewNodes ? reasons.slice(0, most) : reasons;
	const lines = shown.flatMap(({text, nodes, rules}) => {
		const where = report.nodes.length > 1 ? ` [${countedNodes(nodes)}]` : '';
		return [
			`  ${paint('?', 'unknown', style)} ${wrap(ownWords(`${text}${where}`, style), style.width, '    ')}`,
			`      ${wrap(ownWords(rules.join(', '), style), style.width, '      ')}`,
		];
	});
	const rest = reasons.length - shown.length;
	const more = rest > 0 ? [ownWords(`  … and ${rest} more reasons (--format json lists all)`, style)] : [];
	return [`Could not check (${findings.length})`, ...lines, ...more].join('\n');
};

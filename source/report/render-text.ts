import type {Finding} from '../model/finding.ts';
import type {Report, ReportNode} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {groupFindings} from './group-findings.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import {renderFinding} from './render-finding.ts';
import {renderGaps} from './render-gaps.ts';
import {renderNodes} from './render-nodes.ts';
import {renderUnknowns} from './render-unknowns.ts';
import type {Style} from './style.ts';
import {verdictOf} from './verdict.ts';
import {wrap} from './wrap.ts';

const waivedList = (findings: readonly Finding[], report: Report, style: Style): string => {
	const lines = groupFindings(findings, report.nodes.length).map((finding) => {
		const nodes = report.nodes.length > 1 ? ` [${countedNodes(finding.nodes)}]` : '';
		const text = `${finding.rule}${nodes}: ${finding.actual} (until ${finding.waiver?.expires}: ${finding.waiver?.reason})`;
		return `  ${wrap(ownWords(text, style), style.width, '    ')}`;
	});
	return [`Waived (${findings.length})`, ...lines].join('\n');
};

/** The questions that any machine can answer: traffic's interface, MAC address, bridge, gateway, identity, name servers. */
const anyMachine: readonly number[] = [1, 2, 3, 4, 36, 37];

/** What can be said of a machine without Kubernetes: nothing is judged there, but its network can be shown. */
const networkOf = (node: ReportNode, report: Report, style: Style): string => {
	const answers = report.answers.filter((answer) => answer.node === node.id && anyMachine.includes(answer.number));
	const lines = answers.map((answer) => `  ${wrap(ownWords(answer.answer, style), style.width, '    ')}`);
	return [
		`Network of ${escapeVisible(node.id, style.ascii)}`,
		...lines,
		'  kdiag facts shows the lines behind this.',
	].join('\n');
};

const counts = (report: Report): string => {
	const of = (status: Finding['status'], severity?: Finding['severity']): number =>
		report.findings.filter(
			(f) => f.status === status && (severity === undefined || f.severity === severity) && f.waiver?.expired !== false,
		).length;
	const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
	return `${plural(of('fail', 'error'), 'error')}, ${plural(of('fail', 'warning'), 'warning')}, ${of('fail', 'info')} info; ${of('pass')} passed, ${of('unknown')} unknown, ${of('skip')} skipped`;
};

/** The report for people: the verdict, each failure with its proof and fix, causes before consequences, what could not be checked, the counts. */
export const renderText = (report: Report, style: Style): string => {
	const failures = report.findings.filter((finding) => finding.status === 'fail');
	const isWaived = (finding: Finding): boolean => finding.waiver?.expired === false;
	const roots = failures.filter((finding) => finding.consequenceOf === null && !isWaived(finding));
	const waived = failures.filter(isWaived);
	const unknown = report.findings.filter((finding) => finding.status === 'unknown');
	const bare = report.nodes.filter((node) => node.role === 'none');
	const sections = [
		renderNodes(report, style),
		wrap(ownWords(verdictOf(report), style), style.width),
		...(report.nodes.length > fewNodes ? [] : bare).map((node) => networkOf(node, report, style)),
		...groupFindings(roots, report.nodes.length).map((root) => renderFinding(root, failures, report, style)),
		...(waived.length > 0 ? [waivedList(waived, report, style)] : []),
		...(unknown.length > 0 ? [renderUnknowns(unknown, report, style)] : []),
		...renderGaps(report, style),
		wrap(counts(report), style.width),
	];
	return `${sections.join('\n\n')}\n`;
};

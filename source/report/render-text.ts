import type {Finding} from '../model/finding.ts';
import type {Report, ReportNode} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {ownWords} from './own-words.ts';
import {renderFinding} from './render-finding.ts';
import {paint, type Style} from './style.ts';
import {verdictOf} from './verdict.ts';
import {wrap} from './wrap.ts';

const waivedList = (findings: readonly Finding[], style: Style): string => {
	const lines = findings.map((finding) => {
		const text = `${finding.rule}: ${finding.actual} (until ${finding.waiver?.expires}: ${finding.waiver?.reason})`;
		return `  ${wrap(ownWords(text, style), style.width, '    ')}`;
	});
	return [`Waived (${findings.length})`, ...lines].join('\n');
};

const nodeLine = (node: ReportNode, report: Report, style: Style): string => {
	const role = report.conclusions.find((conclusions) => conclusions.node === node.id)?.role;
	const version = role?.version?.value ?? '';
	const address = report.conclusions
		.find((c) => c.node === node.id)
		?.nodeAddress?.addresses.map((a) => a.address)
		.join(', ');
	const kubernetes = node.role === 'none' ? 'no Kubernetes' : `${node.role}, ${node.distribution} ${version}`.trimEnd();
	const fields = [node.id, address, kubernetes, node.takenAt].filter((field) => field !== undefined && field !== '');
	return paint(escapeVisible(fields.join('   '), style.ascii), 'heading', style);
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

/** Rules that could not be checked, by reason: one thing that is missing often keeps many of them. */
const unknowns = (findings: readonly Finding[], report: Report, style: Style): string => {
	const byReason = new Map<string, Finding[]>();
	for (const finding of findings) {
		const nodes = report.nodes.length > 1 ? ` [${finding.nodes.join(', ')}]` : '';
		const reason = `${finding.actual}${nodes}`;
		const list = byReason.get(reason) ?? [];
		list.push(finding);
		byReason.set(reason, list);
	}
	const groups = [...byReason].sort(([, first], [, second]) => second.length - first.length);
	const lines = groups.flatMap(([reason, list]) => [
		`  ${paint('?', 'unknown', style)} ${wrap(ownWords(reason, style), style.width, '    ')}`,
		`      ${wrap(list.map((finding) => finding.rule).join(', '), style.width, '      ')}`,
	]);
	return [`Could not check (${findings.length})`, ...lines].join('\n');
};

const notUnderstood = (node: ReportNode, style: Style): readonly string[] => {
	const lines = [...node.unrecognised, ...node.readings.flatMap((reading) => reading.unparsed)];
	const shown = lines
		.slice(0, 20)
		.map(
			(line) =>
				`  ${escapeVisible(`${line.source}:${line.line}: expected `, style.ascii)}${ownWords(line.expected, style)}: ${escapeVisible(line.text.slice(0, 120), style.ascii)}`,
		);
	const more =
		lines.length > shown.length
			? [ownWords(`  … and ${lines.length - shown.length} more (--format json lists all)`, style)]
			: [];
	return lines.length === 0
		? []
		: [[`Not understood on ${escapeVisible(node.id, style.ascii)} (${lines.length})`, ...shown, ...more].join('\n')];
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
	const sections = [
		report.nodes.map((node) => nodeLine(node, report, style)).join('\n'),
		wrap(ownWords(verdictOf(report), style), style.width),
		...report.nodes.filter((node) => node.role === 'none').map((node) => networkOf(node, report, style)),
		...roots.map((root) => renderFinding(root, failures, report, style)),
		...(waived.length > 0 ? [waivedList(waived, style)] : []),
		...(unknown.length > 0 ? [unknowns(unknown, report, style)] : []),
		...report.nodes.flatMap((node) => notUnderstood(node, style)),
		wrap(counts(report), style.width),
	];
	return `${sections.join('\n\n')}\n`;
};

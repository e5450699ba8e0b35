import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {mostEvidence, placeText} from './finding-lines.ts';
import {groupFindings} from './group-findings.ts';
import {countedNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import {badge, paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

const label = 11;

const row = (name: string, text: string, style: Style): string => {
	const indent = ' '.repeat(2 + label);
	return `  ${paint(name.padEnd(label), 'quiet', style)}${wrap(ownWords(text, style), style.width, indent)}`;
};

/** The proof. Where it is from several nodes, or from one of several that the finding names, each line says whose it is. */
const quoted = (finding: Finding, style: Style): readonly string[] => {
	const {evidence} = finding;
	const lines: string[] = evidence.length > 0 ? [`  ${paint('evidence', 'quiet', style)}`] : [];
	let last = '';
	for (const item of evidence.slice(0, mostEvidence)) {
		const where = escapeVisible(placeText(item, finding), style.ascii);
		if (where !== last) {
			lines.push(`    ${paint(where, 'quiet', style)}`);
			last = where;
		}
		lines.push(`      ${escapeVisible(item.text, style.ascii)}`);
	}
	const rest = evidence.length - mostEvidence;
	return rest > 0 ? [...lines, ownWords(`    … and ${rest} more lines (--format json lists all)`, style)] : lines;
};

const commands = (name: string, list: readonly string[], style: Style): readonly string[] =>
	list.length === 0
		? []
		: [`  ${paint(name, 'quiet', style)}`, ...list.map((command) => `      ${ownWords(command, style)}`)];

/** On which nodes a consequence stands; nothing where those are the nodes of its cause. */
const consequenceNodes = (root: Finding, other: Finding, report: Report): string =>
	root.nodes.length === other.nodes.length && root.nodes.every((node, index) => node === other.nodes[index])
		? ''
		: nodesOf(other, report);

/** On which nodes a failure stands; nothing where there is one node only. */
const nodesOf = ({nodes}: Finding, report: Report): string =>
	report.nodes.length > 1 ? ` [${countedNodes(nodes)}]` : '';

/** A failure for people: expected, actual, the lines that prove it, why, the fix and what to run, its consequences. */
export const renderFinding = (
	finding: Finding,
	following: readonly Finding[],
	report: Report,
	style: Style,
): string => {
	const consequences = groupFindings(following, report.nodes.length);
	const nodes = nodesOf(finding, report);
	return [
		`${badge(finding, style)}  ${paint(escapeVisible(finding.rule, style.ascii), 'heading', style)}${escapeVisible(nodes, style.ascii)}`,
		`  ${wrap(ownWords(finding.title, style), style.width, '  ')}`,
		row('expected', finding.expected, style),
		row('actual', finding.actual, style),
		...(finding.waiver === undefined
			? []
			: [row('waiver', `expired on ${finding.waiver.expires}: ${finding.waiver.reason}`, style)]),
		...quoted(finding, style),
		row('why', finding.why, style),
		row('fix', finding.fix.text, style),
		...commands('run', finding.fix.commands, style),
		...commands('then check', finding.fix.verify, style),
		...finding.docs.map((doc) => row('docs', doc, style)),
		...(consequences.length > 0 ? [`  ${paint('consequences', 'quiet', style)}`] : []),
		...consequences.map(
			(other) =>
				`    ${badge(other, style)} ${wrap(ownWords(`${other.rule}${consequenceNodes(finding, other, report)}: ${other.actual}`, style), style.width - 10, '        ')}`,
		),
	].join('\n');
};

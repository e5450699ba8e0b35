import type {Evidence, Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {ownWords} from './own-words.ts';
import {badge, paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

const label = 11;

const row = (name: string, text: string, style: Style): string => {
	const indent = ' '.repeat(2 + label);
	return `  ${paint(name.padEnd(label), 'quiet', style)}${wrap(ownWords(text, style), style.width, indent)}`;
};

const quoted = (evidence: readonly Evidence[], style: Style): readonly string[] => {
	const lines: string[] = [];
	let source = '';
	for (const item of evidence) {
		const where = escapeVisible(`${item.source}:${item.line}${item.path ? ` ${item.path}` : ''}`, style.ascii);
		if (where !== source) {
			lines.push(`    ${paint(where, 'quiet', style)}`);
			source = where;
		}
		lines.push(`      ${escapeVisible(item.text, style.ascii)}`);
	}
	return lines;
};

const commands = (name: string, list: readonly string[], style: Style): readonly string[] =>
	list.length === 0
		? []
		: [`  ${paint(name, 'quiet', style)}`, ...list.map((command) => `      ${ownWords(command, style)}`)];

/** The failures of the same nodes that follow from one. */
const consequencesOf = (root: Finding, failures: readonly Finding[]): readonly Finding[] =>
	failures.filter((each) => each.consequenceOf === root.rule && each.nodes.some((node) => root.nodes.includes(node)));

/** A failure for people: expected, actual, the lines that prove it, why, the fix and what to run, its consequences (out of `failures`). */
export const renderFinding = (finding: Finding, failures: readonly Finding[], report: Report, style: Style): string => {
	const consequences = consequencesOf(finding, failures);
	const nodes = report.nodes.length > 1 ? ` [${finding.nodes.join(', ')}]` : '';
	return [
		`${badge(finding, style)}  ${paint(finding.rule, 'heading', style)}${escapeVisible(nodes, style.ascii)}`,
		`  ${wrap(ownWords(finding.title, style), style.width, '  ')}`,
		row('expected', finding.expected, style),
		row('actual', finding.actual, style),
		...(finding.waiver === undefined
			? []
			: [row('waiver', `expired on ${finding.waiver.expires}: ${finding.waiver.reason}`, style)]),
		...(finding.evidence.length > 0 ? [`  ${paint('evidence', 'quiet', style)}`] : []),
		...quoted(finding.evidence, style),
		row('why', finding.why, style),
		row('fix', finding.fix.text, style),
		...commands('run', finding.fix.commands, style),
		...commands('then check', finding.fix.verify, style),
		...finding.docs.map((doc) => row('docs', doc, style)),
		...(consequences.length > 0 ? [`  ${paint('consequences', 'quiet', style)}`] : []),
		...consequences.map(
			(other) =>
				`    ${badge(other, style)} ${wrap(`${other.rule}: ${ownWords(other.actual, style)}`, style.width - 10, '        ')}`,
		),
	].join('\n');
};

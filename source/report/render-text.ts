import type {Finding} from '../model/finding.ts';
import type {Report, ReportNode} from '../model/report.ts';
import {counted, countFindings} from './count-findings.ts';
import {escapeVisible} from './escape-visible.ts';
import {createFollowers} from './followers.ts';
import {groupFindings} from './group-findings.ts';
import {hiddenOfReport} from './hidden-text.ts';
import {isWaived} from './is-waived.ts';
import {machineAnswers} from './machine-answers.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {analyseAgain} from './origin-of-report.ts';
import {ownWords} from './own-words.ts';
import {renderFinding} from './render-finding.ts';
import {renderGaps} from './render-gaps.ts';
import {renderNodes} from './render-nodes.ts';
import {renderUnknowns} from './render-unknowns.ts';
import type {Style} from './style.ts';
import {unreadFacts} from './unread-facts.ts';
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

/** What can be said of a machine without Kubernetes: nothing is judged there, but its network can be shown. */
const networkOf = (node: ReportNode, report: Report, style: Style): string => {
	const lines = machineAnswers(node, report).map(
		(answer) => `  ${wrap(ownWords(answer.answer, style), style.width, '    ')}`,
	);
	return [
		`Network of ${escapeVisible(node.id, style.ascii)}`,
		...lines,
		'  kdiag facts shows the lines behind this.',
	].join('\n');
};

const counts = ({findings}: Report): string => {
	const {error, warning, info, pass, unknown, skip} = countFindings(findings);
	return `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${info} info; ${pass} passed, ${unknown} unknown, ${skip} skipped`;
};

/** Names that are told; of more the number. */
const mostUnread = 12;

const notRead = (report: Report): readonly string[] => {
	const facts = [...new Set(unreadFacts(report).map(({fact}) => fact))];
	const rest = facts.length - mostUnread;
	const names = rest > 0 ? [...facts.slice(0, mostUnread), `${rest} more`] : facts;
	return names.length === 0 ? [] : [`Not read: ${names.join(', ')}`];
};

/** Where the report comes from: what could not be read, who made it, and how to look again. */
const provenance = (report: Report, style: Style): string => {
	const {command, of} = analyseAgain(report);
	const lines = [...notRead(report), `By kdiag ${report.tool.version}; again: ${command} (${of})`];
	return lines.map((line) => wrap(ownWords(line, style), style.width, '  ')).join('\n');
};

/** What was hidden, as a sentence of its own. */
const secrets = ({nodes}: Report): readonly string[] => {
	const text = hiddenOfReport({nodes});
	return text === null ? [] : [`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`];
};

/** The report for people: the verdict, each failure with its proof and fix, causes before consequences, what could not be checked, the counts. */
export const renderText = (report: Report, style: Style): string => {
	const failures = report.findings.filter((finding) => finding.status === 'fail');
	const open = failures.filter((finding) => !isWaived(finding));
	const waived = failures.filter(isWaived);
	const followers = createFollowers(open);
	const show = (finding: Finding): string => renderFinding(finding, followers.of(finding), report, style);
	const group = (findings: readonly Finding[]): readonly Finding[] => groupFindings(findings, report.nodes.length);
	const roots = group(open.filter((finding) => finding.consequenceOf === null)).map(show);
	// What follows from something that is waived stands for itself.
	const others = group(followers.left()).map(show);
	const unknown = report.findings.filter((finding) => finding.status === 'unknown');
	const bare = report.nodes.filter((node) => node.role === 'none');
	const sections = [
		renderNodes(report, style),
		wrap(ownWords(verdictOf(report), style), style.width),
		...(report.nodes.length > fewNodes ? [] : bare).map((node) => networkOf(node, report, style)),
		...roots,
		...others,
		...(waived.length > 0 ? [waivedList(waived, report, style)] : []),
		...(unknown.length > 0 ? [renderUnknowns(unknown, report, style)] : []),
		...renderGaps(report, style),
		[
			...[counts(report), ...secrets(report)].map((line) => wrap(ownWords(line, style), style.width)),
			provenance(report, style),
		].join('\n'),
	];
	return `${sections.join('\n\n')}\n`;
};

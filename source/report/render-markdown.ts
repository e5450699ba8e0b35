import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {byteLength, clipText} from './clip-text.ts';
import {counted, countFindings, type FindingCounts} from './count-findings.ts';
import {describeNodes} from './describe-nodes.ts';
import {createFollowers} from './followers.ts';
import {groupFindings} from './group-findings.ts';
import {hiddenOfReport} from './hidden-text.ts';
import {isWaived} from './is-waived.ts';
import {machineAnswers} from './machine-answers.ts';
import {markdownFinding, markdownLine, type Told} from './markdown-finding.ts';
import {fencedBlock, inlineCode, markdownProse} from './markdown-text.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {analyseAgain, takenText} from './origin-of-report.ts';
import {unknownReasons} from './unknown-reasons.ts';
import {unreadFacts} from './unread-facts.ts';
import {verdictOf} from './verdict.ts';

/** Bytes of a report: a comment of GitHub takes 65,536 letters, and somebody wants to write a line above it. */
const limit = 60_000;

/** Bytes of each part; what one does not take is for the findings. */
const room = {
	head: 6000,
	waived: 4000,
	unknown: 8000,
	unread: 4000,
	gaps: 5000,
	answers: 3000,
	lines: 7000,
	rules: 2000,
};

/** Bytes of one sentence in a list. */
const longest = 500;

const sentence = (text: string): string => markdownProse(clipText(text, longest));

/** Items until the room is full; how many are left is said. */
const within = (items: readonly string[], bytes: number, separator = '\n'): readonly string[] => {
	const shown: string[] = [];
	let free = bytes;
	for (const item of items) {
		free -= byteLength(item) + separator.length;
		if (free < 0) {
			return [
				...shown,
				`${item.startsWith('- ') ? '- ' : ''}… and ${items.length - shown.length} more: see the JSON report.`,
			];
		}
		shown.push(item);
	}
	return shown;
};

const list = (title: string, items: readonly string[], bytes: number): readonly string[] =>
	items.length === 0 ? [] : [`## ${title}`, within(items, bytes).join('\n')];

const onNodes = (nodes: readonly string[], report: Report): string =>
	report.nodes.length > 1 ? ` (${inlineCode(clipText(countedNodes(nodes), longest))})` : '';

const nodeRows = (report: Report): readonly string[] => {
	const described = describeNodes(report);
	if (described.length > fewNodes) {
		return [...Map.groupBy(described, ({kind}) => kind)].map(
			([kind, nodes]) =>
				`- **${counted(nodes.length, 'node')}:** ${sentence(kind)}: ${inlineCode(clipText(countedNodes(nodes.map(({node}) => node.id)), longest))}`,
		);
	}
	return described.map(({node, addresses, kind}) =>
		[
			`- **Node:** ${inlineCode(clipText(node.id, longest))}`,
			...(addresses === '' ? [] : [inlineCode(clipText(addresses, longest))]),
			sentence(kind),
			...(described.length > 1 ? [`taken ${inlineCode(clipText(node.takenAt, longest))}`] : []),
		].join(', '),
	);
};

const hiddenRow = (report: Report): readonly string[] => {
	const text = hiddenOfReport(report);
	return text === null ? [] : [`- **Hidden:** ${sentence(text)}`];
};

const head = (report: Report, counts: FindingCounts): readonly string[] => {
	const [first, ...others] = report.nodes;
	const whose =
		first === undefined || others.length > 0
			? counted(report.nodes.length, 'node')
			: inlineCode(clipText(first.id, longest));
	const again = analyseAgain(report);
	const unread = report.nodes.flatMap(({readings}) => readings.filter(({status}) => status === 'unavailable')).length;
	const facts = report.nodes.reduce((sum, {readings}) => sum + readings.length, 0);
	const waived = counts.waived === 0 ? '' : `, ${counts.waived} waived`;
	const failed = counts.error + counts.warning + counts.info;
	return [
		`# kdiag: ${whose}: ${counted(counts.error, 'error')}, ${counted(counts.warning, 'warning')}, ${counts.unknown} unknown`,
		sentence(verdictOf(report)),
		within(
			[
				...nodeRows(report),
				`- **Taken:** ${inlineCode(clipText(takenText(report), longest))} by kdiag ${inlineCode(report.tool.version)}`,
				`- **Checked:** ${failed} failed${waived}, ${counts.pass} passed, ${counts.unknown} could not be checked, ${counts.skip} do not apply; ${unread} of ${facts} facts could not be read`,
				...hiddenRow(report),
				`- **Again:** ${inlineCode(again.command)}, ${again.of}`,
			],
			room.head,
		).join('\n'),
	];
};

const unknowns = (report: Report): readonly string[] => {
	const findings = report.findings.filter(({status}) => status === 'unknown');
	const items = unknownReasons(findings).map(
		({text, nodes, rules}) =>
			`- ${sentence(text)}${onNodes(nodes, report)}; rules: ${within(rules.map(inlineCode), 4 * longest, ', ').join(', ')}`,
	);
	return list(`Could not check (${findings.length})`, items, room.unknown);
};

const unread = (report: Report): readonly string[] =>
	list(
		'Could not be read',
		unreadFacts(report).map(
			({fact, reason, nodes}) => `- ${inlineCode(fact)}${onNodes(nodes, report)}: ${sentence(reason)}`,
		),
		room.unread,
	);

const waived = (findings: readonly Finding[], report: Report): readonly string[] =>
	list(
		`Waived (${findings.length})`,
		groupFindings(findings, report.nodes.length).map(
			(finding) =>
				`${markdownLine(finding, report.nodes.length > 1)} (until ${inlineCode(finding.waiver?.expires ?? '')}: ${sentence(finding.waiver?.reason ?? '')})`,
		),
		room.waived,
	);

const gaps = (report: Report): readonly string[] => {
	const lines = report.nodes.flatMap((node) =>
		[...node.unrecognised, ...node.readings.flatMap(({unparsed}) => unparsed)].map(({source, line, expected, text}) =>
			clipText(
				`${report.nodes.length > 1 ? `${node.id} ` : ''}${source}:${line}: expected ${expected}: ${text}`,
				longest,
			),
		),
	);
	return lines.length === 0
		? []
		: [`## Not understood (${lines.length})`, fencedBlock('text', within(lines, room.gaps))];
};

const answers = (report: Report): readonly string[] =>
	(report.nodes.length > fewNodes ? [] : report.nodes.filter(({role}) => role === 'none')).flatMap((node) =>
		list(
			`Network of ${inlineCode(clipText(node.id, longest))}`,
			machineAnswers(node, report).map(({answer}) => `- ${sentence(answer)}`),
			room.answers,
		),
	);

/** The findings: as many as fit as sections, then as lines, and what is left by the names of the rules. */
const findings = (told: readonly Told[], bytes: number, withNodes: boolean): readonly string[] => {
	const sections: string[] = [];
	const sizes: number[] = [];
	let size = 0;
	while (sections.length < told.length && size <= bytes) {
		const section = markdownFinding(told[sections.length] as Told, withNodes);
		sections.push(section);
		sizes.push(size);
		size += byteLength(section) + 2;
	}
	if (sections.length === told.length && size <= bytes) {
		return sections;
	}
	const kept = sizes.filter(
		(before, index) => (sizes[index + 1] ?? size) <= bytes - room.lines - room.rules && before >= 0,
	).length;
	const rest = told.slice(kept);
	const lines: string[] = [];
	let free = room.lines;
	for (const {finding, consequences} of rest) {
		const more = consequences.length === 0 ? '' : ` (and ${counted(consequences.length, 'consequence')})`;
		const line = `${markdownLine(finding, withNodes)}${more}`;
		free -= byteLength(line) + 1;
		if (free < 0) {
			break;
		}
		lines.push(line);
	}
	const left = rest.slice(lines.length);
	const rules = [...new Set(left.map(({finding}) => finding.rule))];
	const names = within(rules.map(inlineCode), room.rules - longest, ', ').join(', ');
	return [
		...sections.slice(0, kept),
		...(lines.length === 0
			? []
			: [
					`### ${counted(rest.length, 'finding')} without ${rest.length === 1 ? 'its' : 'their'} proof`,
					lines.join('\n'),
				]),
		...(left.length === 0 ? [] : [`**${counted(left.length, 'finding')} left out:** ${names}; see the JSON report.`]),
	];
};

/**
 * The report in Markdown for a comment in an issue (GitHub Flavored Markdown, GitLab): at most 60,000 bytes, the worst first, and what did not fit is
 * said. Values of a node stand as code, so that none of them is markup, a link or a mention.
 */
export const renderMarkdown = (report: Report): string => {
	const failures = report.findings.filter(({status}) => status === 'fail');
	const open = failures.filter((finding) => !isWaived(finding));
	const followers = createFollowers(open);
	const count = report.nodes.length;
	const tell = (finding: Finding): Told => ({finding, consequences: groupFindings(followers.of(finding), count)});
	const roots = groupFindings(
		open.filter(({consequenceOf}) => consequenceOf === null),
		count,
	).map(tell);
	// What follows from something that is waived stands for itself.
	const told = [...roots, ...groupFindings(followers.left(), count).map((finding) => ({finding, consequences: []}))];
	const before = head(report, countFindings(report.findings));
	const after = [
		...answers(report),
		...waived(failures.filter(isWaived), report),
		...unknowns(report),
		...unread(report),
		...gaps(report),
	];
	const free = limit - byteLength([...before, ...after].join('\n\n')) - 100;
	const middle = told.length === 0 ? [] : ['## Findings', ...findings(told, free, count > 1)];
	return `${[...before, ...middle, ...after].join('\n\n')}\n`;
};

import type {Finding} from '../../model/finding.ts';
import type {Report} from '../../model/report.ts';
import {byteLength} from '../clip-text.ts';
import {counted} from '../count-findings.ts';
import {createFollowers} from '../followers.ts';
import {groupFindings} from '../group-findings.ts';
import {type Child, element, type Html, joined, linkToPage} from './element.ts';
import {entry, evidenceLines, folded, leftOut, line, mark, onNodes, sentence} from './parts.ts';
import {within} from './within.ts';

/** Bytes of articles, of the rows for those that have no room as articles, and of what is waived. */
const room = {articles: 700_000, rows: 200_000, waived: 100_000} as const;

const page = (url: string): Html => {
	const link = linkToPage(url);
	return element('div', {}, link === null ? url : element('a', {href: link, rel: 'noopener noreferrer nofollow'}, url));
};

const commands = (name: string, list: readonly string[], note: Child = ''): Child =>
	list.length === 0
		? ''
		: entry(
				name,
				note,
				list.map((command) => element('div', {class: 'box'}, line(command))),
			);

const article = (finding: Finding, followers: readonly Html[], {nodes}: Report): Html => {
	const {expected, actual, evidence, why, fix, docs, waiver} = finding;
	const said: Child = [
		entry('expected', sentence(expected)),
		entry('actual', sentence(actual)),
		waiver === undefined ? '' : entry('waiver', sentence(`expired on ${waiver.expires}: ${waiver.reason}`)),
		evidence.length === 0 ? '' : entry('evidence', evidenceLines(evidence, finding.nodes)),
		entry('why', sentence(why)),
		entry('fix', sentence(fix.text)),
		commands('run', fix.commands, element('div', {class: 'beside'}, 'For you to read and run; kdiag never does.')),
		commands('then check', fix.verify),
		docs.length === 0 ? '' : entry('docs', docs.map(page)),
	];
	const severity = finding.severity === 'error' || finding.severity === 'warning' ? finding.severity : 'info';
	return element(
		'article',
		{class: severity},
		element(
			'h3',
			{},
			mark(finding),
			element('span', {class: 'rule'}, finding.rule),
			onNodes(finding, nodes.length === 1),
		),
		element('p', {class: 'title'}, sentence(finding.title)),
		element('dl', {}, said),
		followers.length === 0
			? ''
			: folded(
					`${counted(followers.length, 'consequence')}: ${followers.length === 1 ? 'it goes' : 'they go'} away with this`,
					followers,
				),
	);
};

const row = (finding: Finding, report: Report): Html =>
	element(
		'tr',
		{},
		element('td', {}, mark(finding)),
		element('th', {scope: 'row'}, finding.rule),
		element('td', {}, sentence(finding.actual), ' ', onNodes(finding, report.nodes.length === 1)),
	);

/** Failures that had no room as articles: a row each. */
const rows = (findings: readonly Finding[], report: Report): Html => {
	const {html, left} = within(findings, room.rows, (finding) => row(finding, report));
	return joined(
		element('h3', {}, `${findings.length} more, in short`),
		element('div', {class: 'scroll'}, element('table', {class: 'folding'}, element('tbody', {}, html))),
		leftOut(left, 'more failure'),
	);
};

/** The failures: causes first, what follows from each folded under it. Over many nodes those that are alike are one. */
export const findingArticles = (failures: readonly Finding[], report: Report): Html => {
	const followers = createFollowers(failures);
	const short: Finding[] = [];
	let left = room.articles;
	const group = (findings: readonly Finding[]): readonly Finding[] => groupFindings(findings, report.nodes.length);
	const render = (finding: Finding, following: readonly Finding[]): readonly Html[] => {
		if (left <= 0) {
			short.push(finding, ...following);
			return [];
		}
		const folded = following.flatMap((each) => render(each, []));
		const made = article(finding, folded, report);
		left -= folded.reduce((size, {markup}) => size - byteLength(markup), byteLength(made.markup));
		return [made];
	};
	const roots = group(failures.filter(({consequenceOf}) => consequenceOf === null)).flatMap((root) =>
		render(root, group(followers.of(root))),
	);
	// The cause of what is left is not shown.
	const others = group(followers.left()).flatMap((other) => render(other, []));
	return joined(roots, others, short.length === 0 ? '' : rows(short, report));
};

/** Failures that somebody accepts, with the reason and the last day. */
export const waivedList = (waived: readonly Finding[], report: Report): Html => {
	const groups = groupFindings(waived, report.nodes.length);
	const {html, left} = within(groups, room.waived, (finding) =>
		element(
			'li',
			{},
			mark(finding),
			` ${finding.rule}: `,
			sentence(finding.actual),
			' ',
			onNodes(finding, report.nodes.length === 1),
			element('div', {class: 'beside'}, sentence(`until ${finding.waiver?.expires}: ${finding.waiver?.reason}`)),
		),
	);
	return joined(element('ul', {class: 'plain'}, html), leftOut(left, 'more failure'));
};

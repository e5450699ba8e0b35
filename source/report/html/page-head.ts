import type {Report} from '../../model/report.ts';
import {clipText} from '../clip-text.ts';
import {counted, type FindingCounts} from '../count-findings.ts';
import {describeNodes} from '../describe-nodes.ts';
import {hiddenOfReport} from '../hidden-text.ts';
import {countedNodes} from '../node-list.ts';
import {takenText} from '../origin-of-report.ts';
import {badgeOf} from '../style.ts';
import {verdictOf} from '../verdict.ts';
import {element, type Html, linkToPlace} from './element.ts';
import {entry, longest, sentence} from './parts.ts';

const origins: ReadonlyMap<string, string> = new Map([
	['live', 'read on the node itself'],
	['snapshot', 'read from a snapshot of the node'],
	['recording', 'read from a recording of the node'],
	['paste', 'read from pasted output'],
]);

/** What a report is of, in few words. */
const subject = ({nodes}: Report): string =>
	nodes.length === 1 ? (nodes[0]?.id ?? '') : counted(nodes.length, 'node');

/** Minutes of a time, as a title has room for them. */
const minutes = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');

/** The title of the document: what it is of, how bad it is, and when that was. */
export const pageTitle = (report: Report, counts: FindingCounts): string =>
	`${subject(report).slice(0, 200)}: ${counted(counts.error, 'error')}, ${counted(counts.warning, 'warning')} (kdiag, ${minutes(takenText(report).slice(0, 200))})`;

const countItems = (counts: FindingCounts): readonly Html[] => {
	const fails = (['error', 'warning', 'info'] as const).map((severity) => ({
		kind: severity,
		mark: badgeOf({status: 'fail', severity}, false).text.split(' ')[0] ?? '',
		text: severity === 'info' ? `${counts.info} info` : counted(counts[severity], severity),
	}));
	const others = [
		{kind: 'unknown', mark: '?', text: `${counts.unknown} could not be checked`},
		{kind: 'pass', mark: '+', text: `${counts.pass} passed`},
		{kind: 'skip', mark: '-', text: `${counts.skip} skipped`},
		...(counts.waived === 0 ? [] : [{kind: 'skip', mark: '~', text: `${counts.waived} waived`}]),
	];
	return [...fails, ...others].map(({kind, mark, text}) =>
		element('li', {}, element('span', {class: `mark ${kind}`}, `${mark} ${text}`)),
	);
};

const tone = ({error, warning, unknown}: FindingCounts): string =>
	error > 0 ? 'error' : warning > 0 ? 'warning' : unknown > 0 ? 'unknown' : 'pass';

const about = (report: Report): Html => {
	const {nodes, tool} = report;
	const described = describeNodes(report);
	const [first] = described.length === 1 ? described : [];
	const names = countedNodes(nodes.map(({id}) => id));
	const from = [...new Set(nodes.map(({origin}) => origins.get(origin) ?? origin))].join(', ');
	const hidden = hiddenOfReport(report);
	return element(
		'dl',
		{class: 'about'},
		entry(
			nodes.length === 1 ? 'node' : 'nodes',
			element('bdi', {}, clipText(names, longest.line)),
			first === undefined || first.addresses === '' ? '' : ` (${clipText(first.addresses, longest.line)})`,
		),
		first === undefined ? '' : entry('role', clipText(first.kind, longest.line)),
		entry('taken', clipText(takenText(report), longest.line), ' (UTC)'),
		entry('by', clipText(`kdiag ${tool.version}, ${from}`, longest.line)),
		hidden === null ? '' : entry('hidden', clipText(hidden, longest.line)),
	);
};

/** A section of the document, for its list of contents. */
export type Section = {readonly id: string; readonly title: string};

/** The top of the document: what it is of, the verdict, the counts, and where to find what. */
export const pageHead = (report: Report, counts: FindingCounts, sections: readonly Section[]): Html =>
	element(
		'header',
		{},
		element('p', {class: 'brand'}, 'kdiag report'),
		element('h1', {}, element('bdi', {}, clipText(subject(report), longest.line))),
		element('p', {class: `verdict ${tone(counts)}`}, sentence(verdictOf(report))),
		element('ul', {class: 'counts'}, countItems(counts)),
		about(report),
		element(
			'nav',
			{'aria-label': 'Contents'},
			sections.map(({id, title}) => element('a', {href: linkToPlace(id)}, title)),
		),
	);

import type {ReportNode} from '../../model/report.ts';
import {clipText} from '../clip-text.ts';
import {countFindings, type FindingCounts} from '../count-findings.ts';
import {element, type Html, joined} from './element.ts';
import type {NodePart} from './node-sections.ts';
import {leftOut, longest} from './parts.ts';
import {within} from './within.ts';

/** Bytes of all rows. */
const room = 150_000;

type Counted = {readonly node: ReportNode; readonly counts: FindingCounts};

const worse = (one: Counted, other: Counted): number =>
	other.counts.error - one.counts.error ||
	other.counts.warning - one.counts.warning ||
	other.counts.unknown - one.counts.unknown;

const number = (count: number): Html => element('td', {class: 'number'}, count === 0 ? '–' : String(count));

/** The nodes of a report, those with most errors first: what each is, when it was read, and how many failures are about it. */
export const nodesTable = (parts: readonly NodePart[]): Html => {
	const rows = parts.map(({node, findings}) => ({node, counts: countFindings(findings)})).sort(worse);
	const {html, left} = within(rows, room, ({node, counts}) =>
		element(
			'tr',
			{},
			element('th', {scope: 'row'}, clipText(node.id, longest.line)),
			element('td', {}, `${node.role}, ${node.distribution}`),
			element('td', {}, node.takenAt),
			...[counts.error, counts.warning, counts.info, counts.unknown].map(number),
		),
	);
	const heads = ['node', 'role', 'taken (UTC)'].map((head) => element('th', {scope: 'col'}, head));
	const numbers = ['✗ errors', '! warnings', 'i info', '? unknown'].map((head) =>
		element('th', {scope: 'col', class: 'number'}, head),
	);
	return joined(
		element(
			'div',
			{class: 'scroll'},
			element('table', {}, element('thead', {}, element('tr', {}, heads, numbers)), element('tbody', {}, html)),
		),
		leftOut(left, 'more node'),
	);
};

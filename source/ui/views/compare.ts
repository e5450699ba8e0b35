import {isInspectable} from '../../model/scene.ts';
import {column, gap, labelled} from '../fit-line.ts';
import {cursorRow, panStep} from '../rows.ts';
import type {Line, Span} from '../span.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {
	type Cell,
	type Compared,
	type ComparedArea,
	cellsClash,
	cellsDiffer,
	comparedAreas,
	comparedCounts,
} from './compared-nodes.ts';
import {notInReport} from './not-in-report.ts';
import {steadyLines} from './steady-lines.ts';

/** A node's column is at least so wide, with its mark and a gap. */
const leastColumn = 17;
/** What a value rarely needs more than; the rest is for what is compared. */
const mostColumn = 36;
/** No more nodes than these stand side by side, however wide the screen. */
const mostColumns = 12;

/** How the columns are divided: those of the attribute, and of each node. */
type Layout = {
	/** The nodes that are shown; the baseline is the first. */
	readonly nodes: readonly string[];
	/** How many of the others are left out on the left and on the right. */
	readonly before: number;
	readonly after: number;
	readonly attribute: number;
	readonly column: number;
};

const layoutOf = ({scene, node, width, spot}: ViewContext): Layout => {
	const others = scene.report.nodes.map(({id}) => id).filter((id) => id !== node);
	const attributeLeast = Math.min(30, Math.floor(width * 0.34));
	const room = Math.max(2, Math.min(mostColumns, Math.floor((width - attributeLeast) / leastColumn)));
	const most = Math.min(room - 1, others.length);
	const first = Math.min(Math.floor(spot.pan / panStep), others.length - most);
	const nodes = [...(node === '' ? [] : [node]), ...others.slice(first, first + most)];
	const column = Math.min(mostColumn, Math.floor((width - attributeLeast) / Math.max(2, nodes.length)));
	return {
		nodes,
		before: first,
		after: others.length - first - most,
		attribute: width - column * nodes.length,
		column,
	};
};

const cellText = (cell: Cell, {pen}: ViewContext): Span => {
	switch (cell.kind) {
		case 'there':
			return pen.quote(cell.statement.value === '' ? '(empty)' : cell.statement.value);
		case 'absent':
			return pen.words('-', 'quiet');
		case 'unknown':
			return pen.words('?', 'unknown');
	}
};

/** How a cell stands to the first: `~` it differs, `=` it is the same and must be unique. */
const cellMark = (cell: Cell, baseline: Cell | undefined, {pen}: ViewContext): Span => {
	if (baseline === undefined) {
		return gap(2);
	}
	return cellsClash(baseline, cell)
		? pen.words('= ', 'error')
		: pen.words(cellsDiffer(baseline, cell) ? '~ ' : '  ', 'warning');
};

const statementRow = (compared: Compared, {nodes, attribute, column: each}: Layout, context: ViewContext): Row => {
	const {pen} = context;
	const {area, key, cells, clashes} = compared;
	const [baseline] = cells;
	const at = cells.findIndex(({kind}) => kind === 'there');
	const cell = cells[at];
	const raw =
		cell?.kind === 'there'
			? ({
					screen: 'raw',
					node: nodes[at],
					subject: cell.statement.at.source,
					line: cell.statement.at.line,
				} as const)
			: undefined;
	return {
		key: `${area} ${key}`,
		before: [
			pen.words(clashes ? '= ' : '  ', 'error'),
			column(pen.quote(key), attribute - 3),
			gap(1),
			...cells.flatMap((one, index) => [
				cellMark(one, index === 0 ? undefined : baseline, context),
				column(cellText(one, context), each - 3),
				gap(1),
			]),
		],
		line: [],
		opens: raw,
		raw,
		copies: [`${area} ${key}`, ...cells.map((one, index) => `${nodes[index]}: ${cellText(one, context).text}`)].join(
			'\n',
		),
	};
};

const areaRow = (
	{area, rows, unknown, shown}: ComparedArea & {readonly shown: number},
	{nodes}: Layout,
	{pen}: ViewContext,
): Row => ({
	key: `area ${area}`,
	before: [
		pen.words(area, 'heading'),
		pen.words(`  ${shown === rows.length ? `${rows.length}` : `${shown} of ${rows.length}`}`, 'quiet'),
		...(unknown.length === 0
			? []
			: [pen.quote(`  ? not known of ${unknown.map((index) => nodes[index]).join(', ')}`, 'unknown')]),
	],
	line: [],
});

/** What goes below the rows: the statement under the cursor in full, on each node. */
const tailOf = (compared: Compared | undefined, layout: Layout, context: ViewContext): readonly Line[] => {
	const {pen, width} = context;
	const height = Math.min(8, layout.nodes.length + 3);
	const lines =
		compared === undefined
			? []
			: [
					...labelled(pen.words('what', 'quiet'), 8, pen.quote(`${compared.area}: ${compared.key}`), width).slice(0, 2),
					...compared.cells.flatMap((cell, index) =>
						labelled(
							column(pen.quote(layout.nodes[index] ?? '', 'quiet'), 15),
							16,
							cellText(cell, context),
							width,
						).slice(0, 2),
					),
				];
	return steadyLines(lines, height);
};

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const leadOf = (
	layout: Layout,
	areas: readonly ComparedArea[],
	isAll: boolean,
	context: ViewContext,
): readonly Line[] => {
	const {pen, scene, once} = context;
	const {differ, clash, same, unknown} = once(areas, 'counts', () => comparedCounts(areas));
	const loading = layout.nodes.filter((node) => !scene.inspections.has(node));
	const counts = [
		`${differ} differ`,
		...(clash > 0 ? [`${clash} alike that must be unique`] : []),
		`${same} same`,
		...(unknown > 0 ? [`${unknown} not known of all`] : []),
	];
	return [
		[
			pen.words(`${isAll ? 'all: ' : ''}${counts.join(', ')}`),
			...(loading.length === 0 ? [] : [pen.quote(`   reading ${loading.join(', ')} ...`, 'unknown')]),
		],
		[
			gap(3),
			column(pen.words('what', 'quiet'), layout.attribute - 2),
			...layout.nodes.flatMap((node, index) => [
				gap(2),
				column(pen.quote(node, index === 0 ? 'heading' : 'quiet'), layout.column - 3),
				gap(1),
			]),
		],
	];
};

/** A row: an area with how much of it is shown, or a statement. */
type Entry = (ComparedArea & {readonly shown: number}) | Compared;

const entriesOf = (areas: readonly ComparedArea[], isAll: boolean): readonly Entry[] =>
	areas.flatMap((area): readonly Entry[] => {
		const shown = area.rows.filter(({differs, clashes}) => isAll || differs || clashes);
		return shown.length === 0 && area.unknown.length === 0 ? [] : [{...area, shown: shown.length}, ...shown];
	});

const keyOf = (entry: Entry): string => ('key' in entry ? `${entry.area} ${entry.key}` : `area ${entry.area}`);

const textOf = (entry: Entry): string =>
	'key' in entry
		? [entry.key, ...entry.cells.map((cell) => (cell.kind === 'there' ? cell.statement.value : ''))].join(' ')
		: entry.area;

const rowOf = (entry: Entry, layout: Layout, context: ViewContext): Row =>
	'key' in entry ? statementRow(entry, layout, context) : areaRow(entry, layout, context);

/** Nodes side by side, the baseline first: what differs in meaning, and what is the same and must not be. What is not known counts as neither. */
export const compareView = (context: ViewContext): View => {
	const {pen, scene, spot, once} = context;
	const layout = layoutOf(context);
	const {nodes, before, after} = layout;
	const title: Line = [pen.words('Compare', 'heading')];
	if (nodes.length < 2) {
		const words = 'There is one node. Name two files or folders to compare: kdiag A B';
		return {title, lead: [], rows: listRows([{line: [pen.words(words)]}]), tail: []};
	}
	const missing = nodes.filter((node) => !isInspectable(scene, node));
	if (missing.length > 0) {
		const lead = notInReport(`What ${missing.join(', ')} can be compared in`, context);
		return {title, lead, rows: listRows([]), tail: []};
	}
	const areas = once(scene.inspections, `compared ${nodes.join('\0')}`, () =>
		comparedAreas(nodes.map((node) => scene.inspections.get(node) ?? null)),
	);
	const isAll = spot.subject === 'all';
	const entries = once(areas, `entries ${isAll}`, () => entriesOf(areas, isAll));
	const rows: Rows = {
		count: entries.length,
		at: (index) => {
			const entry = entries[index];
			return entry === undefined ? {line: []} : rowOf(entry, layout, context);
		},
		indexOf: (key) => entries.findIndex((entry) => keyOf(entry) === key),
		textAt: (index) => {
			const entry = entries[index];
			return entry === undefined ? '' : textOf(entry);
		},
	};
	const under = entries[cursorRow(spot, rows)];
	return {
		title: [
			...title,
			gap(2),
			pen.quote(`${nodes[0]} with ${countOf(nodes.length - 1, 'other')}`),
			...(before > 0 ? [pen.words(`   h ${before} before`, 'quiet')] : []),
			...(after > 0 ? [pen.words(`   l ${after} more`, 'quiet')] : []),
		],
		lead: leadOf(layout, areas, isAll, context),
		rows,
		tail: tailOf(under !== undefined && 'key' in under ? under : undefined, layout, context),
		// The first row is a heading.
		start: 1,
		mostPan: (before + after) * panStep,
		needs: nodes,
	};
};

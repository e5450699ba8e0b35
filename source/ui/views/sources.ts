import type {Capture} from '../../model/capture.ts';
import type {Unparsed} from '../../model/place.ts';
import type {ReadingSummary, ReportNode} from '../../model/report.ts';
import {isInspectable} from '../../model/scene.ts';
import {showCount, showSize} from '../../report/show-size.ts';
import {column, gap, labelled, lineWidth, rightColumn} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import {showDuration} from '../show-time.ts';
import type {Line} from '../span.ts';
import {rawAt} from '../target.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';
import {type CaptureState, captureState, showTook, sizeOf} from './capture-state.ts';
import {notInReport} from './not-in-report.ts';
import {steadyLines} from './steady-lines.ts';
import {lineAt, textLines} from './text-lines.ts';
import {readingView} from './unknown-lines.ts';

/** Columns of the mark and word. */
const stateWidth = 13;
/** Lines below the list: always as many, so that the list stays as high as it is. */
const tailHeight = 4;
/** Lines of a text that are shown beside the list. */
const peek = 40;

/** The columns of numbers that fit, the first to be dropped last. */
const numberColumns = ({width, scene}: ViewContext): readonly ('took' | 'size' | 'lines' | 'age')[] => {
	if (width < 60) {
		return ['took'];
	}
	return ['took', 'size', 'lines', ...(scene.progress.isLive ? (['age'] as const) : [])];
};

const numberWidth = 8;

const linesOf = (capture: Capture, {once}: ViewContext): number =>
	once(capture, 'line count', () =>
		capture.parts.reduce((sum, part) => sum + once(part, 'lines', () => textLines(part.text)).starts.length, 0),
	);

/** How a capture went: its numbers, or why there are none. */
const outcomeOf = (capture: Capture, context: ViewContext): Line => {
	const {pen, now, once} = context;
	if (capture.failure !== null) {
		return [gap(2), pen.quote(capture.failure.detail, 'quiet')];
	}
	const numbers = {
		// A recording does not say how long anything took.
		took: () => (capture.ms > 0 ? showTook(capture.ms) : ''),
		size: () => showSize(once(capture, 'size', () => sizeOf(capture))),
		lines: () => showCount(linesOf(capture, context)),
		age: () => showDuration(now - Date.parse(capture.at)),
	};
	return numberColumns(context).map((name) => rightColumn(pen.words(numbers[name]()), numberWidth));
};

const headLine = (context: ViewContext): Line => {
	const names = numberColumns(context);
	return [
		gap(1),
		column(context.pen.words('read how', 'quiet'), stateWidth),
		column(context.pen.words('what', 'quiet'), context.width - stateWidth - names.length * numberWidth),
		...names.map((name) => rightColumn(context.pen.words(name, 'quiet'), numberWidth)),
	];
};

/** A row of the list, and what is said of it where there is room. */
type Item = {readonly row: Row; readonly about: (width: number) => readonly Line[]};

const withLabel = (label: string, text: string, width: number, {pen}: ViewContext): readonly Line[] =>
	labelled(pen.words(label, 'quiet'), 8, pen.quote(text), width);

/** All that is said of a capture beside its text. */
const aboutCapture = (capture: Capture, context: ViewContext, width: number): readonly Line[] => {
	const {id, failure, partial, exit, stderr, parts} = capture;
	const more = [...(exit === null ? [] : [`exit ${exit}`]), ...(parts.length > 1 ? [`${parts.length} parts`] : [])];
	const [said = ''] = stderr.trim().split('\n', 1);
	return [
		...(failure === null ? [] : withLabel('why', failure.detail, width, context)),
		...(failure?.remedy ? withLabel('to have', failure.remedy, width, context) : []),
		...(partial === null ? [] : withLabel('partial', partial, width, context)),
		...(said === '' ? [] : withLabel('stderr', said, width, context)),
		...withLabel('what', more.length === 0 ? id : `${id} (${more.join(', ')})`, width, context),
	];
};

const peekLines = ({parts}: Capture, {pen, once}: ViewContext): readonly Line[] =>
	parts.slice(0, peek).flatMap((part): readonly Line[] => {
		const lines = once(part, 'lines', () => textLines(part.text));
		const shown = lines.starts.slice(0, peek).map((_, index): Line => [pen.quote(lineAt(lines, index, 1000))]);
		return parts.length > 1 ? [[pen.quote(`--- ${part.name}`, 'heading')], ...shown] : shown;
	});

const captureItem = (capture: Capture, context: ViewContext): Item => {
	const {pen, width, node, asideWidth} = context;
	const {word, tone} = captureState(capture);
	const opens = {screen: 'raw', node, subject: capture.id} as const;
	const outcome = outcomeOf(capture, context);
	const named = capture.failure === null ? width - stateWidth - lineWidth(outcome) : Math.floor(width * 0.45);
	return {
		row: {
			key: capture.id,
			line: [column(pen.words(word, tone), stateWidth), column(pen.quote(capture.id), named), ...outcome],
			opens,
			raw: opens,
			copies: capture.id,
		},
		about: (columns) => [
			...aboutCapture(capture, context, columns),
			...(asideWidth > 0 ? [[], ...peekLines(capture, context)] : []),
		],
	};
};

const factItem = ({fact, reason, remedy}: ReadingSummary, context: ViewContext): Item => {
	const {pen} = context;
	const why = reason ?? 'not known';
	return {
		row: {
			key: `fact ${fact}`,
			line: [column(pen.words('? unknown', 'unknown'), stateWidth), pen.quote(fact), pen.quote(`: ${why}`, 'quiet')],
			copies: remedy ?? why,
		},
		about: (columns) => [
			...withLabel('why', why, columns, context),
			...(remedy === null ? [] : withLabel('to have', remedy, columns, context)),
		],
	};
};

const unparsedItem = ({source, line, expected, text}: Unparsed, context: ViewContext): Item => {
	const {pen, node} = context;
	const raw = rawAt({source, line}, node);
	const start = text.slice(0, 500);
	return {
		row: {
			key: `line ${source}:${line}`,
			line: [
				column(pen.words('? line', 'unknown'), stateWidth),
				pen.quote(`${source}:${line}: `),
				pen.quote(start, 'quiet'),
			],
			opens: raw,
			raw,
			copies: text,
		},
		about: (columns) => [
			...withLabel('expected', expected, columns, context),
			...withLabel('line', start, columns, context),
		],
	};
};

const section = (name: string, items: readonly Item[], {pen}: ViewContext): readonly Item[] =>
	items.length === 0
		? []
		: [
				{row: {key: `section ${name}`, line: [pen.words(`${name} (${items.length})`, 'heading')]}, about: () => []},
				...items,
			];

type Ordered = {readonly [order in CaptureState['order']]: readonly Capture[]};

/** Captures by how they went; those that were read slowest first. */
const ordered = (captures: readonly Capture[]): Ordered => {
	const of = (order: CaptureState['order']): readonly Capture[] =>
		captures.filter((capture) => captureState(capture).order === order);
	return {
		failed: of('failed'),
		read: of('read').toSorted((one, other) => other.ms - one.ms),
		missing: of('missing'),
		gated: of('gated'),
		'not-recorded': of('not-recorded'),
	};
};

const itemsOf = (captures: Ordered, known: ReportNode | undefined, context: ViewContext): readonly Item[] => {
	const readings = known?.readings ?? [];
	const items = (list: readonly Capture[]): readonly Item[] => list.map((each) => captureItem(each, context));
	const unknown = readings.filter(({status}) => status === 'unavailable').map((each) => factItem(each, context));
	const notKnown = section('facts that are not known', unknown, context);
	const unparsed = [...(known?.unrecognised ?? []), ...readings.flatMap((reading) => reading.unparsed)];
	const notUnderstood = unparsed.map((line) => unparsedItem(line, context));
	const isTimed = captures.read.some(({ms}) => ms > 0);
	const isLive = known?.origin === 'live';
	return [
		...section('could not be read', items(captures.failed), context),
		...section('lines that were not understood', notUnderstood, context),
		// On the node itself something can be done about them; of what was saved there is no more.
		...(isLive ? notKnown : []),
		...section(isTimed ? 'read, slowest first' : 'read', items(captures.read), context),
		...(isLive ? [] : notKnown),
		...section('not run, because it could change the node', items(captures.gated), context),
		...section('not there on this node', items(captures.missing), context),
		...section('not recorded', items(captures['not-recorded']), context),
	];
};

const countsOf = (captures: Ordered, known: ReportNode | undefined, isReportOnly: boolean): string => {
	const unknown = known?.readings.filter(({status}) => status === 'unavailable').length ?? 0;
	return [
		...(captures.failed.length > 0 ? [`${captures.failed.length} could not be read`] : []),
		...(isReportOnly ? [] : [`${captures.read.length} read`]),
		...(unknown > 0 ? [`${unknown} ${unknown === 1 ? 'fact' : 'facts'} not known`] : []),
	].join(', ');
};

/** Every command and file that was read of a node: how it went, how long it took, how much it is; and what could not be read or understood. */
export const sourcesView = (context: ViewContext): View => {
	const {pen, node, scene, width, asideWidth, spot, once} = context;
	const inspection = scene.inspections.get(node);
	const isReportOnly = !isInspectable(scene, node);
	if (inspection === undefined && !isReportOnly) {
		return readingView('Sources', context);
	}
	const captures =
		inspection === undefined ? ordered([]) : once(inspection, 'ordered captures', () => ordered(inspection.captures));
	const known = scene.report.nodes.find(({id}) => id === node);
	const items = itemsOf(captures, known, context);
	const rows = listRows(items.map(({row}) => row));
	const under = items[cursorRow(spot, rows)];
	return {
		title: [pen.words('Sources', 'heading'), gap(2), pen.words(countsOf(captures, known, isReportOnly))],
		lead: isReportOnly ? notInReport('What was read, word for word', context) : [headLine(context)],
		rows,
		// The first row is a heading.
		start: 1,
		tail: asideWidth > 0 ? [] : steadyLines(under?.about(width) ?? [], tailHeight),
		aside: asideWidth > 0 ? under?.about(asideWidth) : undefined,
	};
};

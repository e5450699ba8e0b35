import type {AddressPlan, PlannedRange} from '../../model/conclusions.ts';
import type {Finding} from '../../model/finding.ts';
import {type Extent, findingKey} from '../../model/scene.ts';
import {layAxis} from '../../report/address-axis.ts';
import {
	axisMarks,
	type Drawing,
	type DrawnRange,
	drawnMarks,
	drawPlan,
	extentOf,
	keyOf,
} from '../../report/planned-drawing.ts';
import {badgeOf} from '../../report/style.ts';
import {column, gap, wrapSpan} from '../fit-line.ts';
import {severityWidth} from '../severity-mark.ts';
import type {Span} from '../span.ts';
import {rawAt, type Target} from '../target.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';
import {failuresAt} from './failures-at.ts';
import {notKnown} from './not-known.ts';

type Overlap = AddressPlan['overlaps'][number];

const names: Readonly<Record<PlannedRange['kind'], string>> = {
	node: 'node',
	'cluster-pods': 'cluster pods',
	'node-pods': 'node pods',
	services: 'services',
	bridge: 'bridge',
	route: 'route',
};

/** Below this many columns names are short. */
const narrow = 60;

const nameOf = ({kind}: PlannedRange, {width}: ViewContext): string =>
	width < narrow ? names[kind].replace('cluster pods', 'all pods').replace('node pods', 'own pods') : names[kind];

const nameWidth = ({width}: ViewContext): number => (width < narrow ? 8 : 12);

const placeOf = ({at}: PlannedRange): string => `${at.source}:${at.line}`;

/** The failure that is about two ranges: it rests on both; else on one of them. */
const failureOf = ({first, second}: Overlap, context: ViewContext): Finding | undefined => {
	const ofSecond = new Set(failuresAt([second.at], context));
	const both = failuresAt([first.at], context).find((finding) => ofSecond.has(finding));
	const isOfAddresses = ({rule}: Finding): boolean => context.scene.groups.get(rule) === 'addresses';
	return both ?? failuresAt([first.at, second.at], context).find(isOfAddresses);
};

/** Mark and word of an overlap: those of the failure about it; an overlap that no rule holds against the node is only worth knowing. */
const overlapMark = (failure: Finding | undefined, {pen}: ViewContext): Span => {
	const {text, tone} = badgeOf(failure ?? {status: 'fail', severity: 'info'}, pen.ascii);
	return pen.words(text, tone);
};

/** Widths of the columns before the drawing, and of the drawing. */
const widthsOf = (extents: readonly Extent[], context: ViewContext): {readonly cidr: number; readonly axis: number} => {
	const longest = Math.max(0, ...extents.map(({range}) => range.cidr.length));
	const cidr = Math.min(longest, Math.max(15, Math.floor(context.width * 0.4)));
	return {cidr, axis: Math.max(3, context.width - 2 - nameWidth(context) - 1 - cidr - 1)};
};

/** The first addresses of the axis' parts, where there is room for them. */
const labelsOf = ({axis, ranges}: Drawing): string =>
	axis.parts
		.map(({from, to, first}) => {
			const label = ranges.find((range) => range.first === first)?.range.cidr ?? '';
			const room = to - from + 1;
			return (label.length <= room ? label : '').padEnd(room);
		})
		.join(' ')
		.trimEnd();

const drawnRow = (drawn: DrawnRange, cidrWidth: number, own: readonly Overlap[], context: ViewContext): Row => {
	const {pen, node} = context;
	const {range} = drawn;
	const [overlap] = own;
	const failure = own.map((each) => failureOf(each, context)).find((each) => each !== undefined);
	const raw = rawAt(range.at, node);
	const mark = overlapMark(failure, context);
	return {
		key: `drawn ${range.kind} ${range.cidr}`,
		line: [
			overlap === undefined ? gap(2) : column(pen.words(`${mark.text.split(' ')[0]}`, mark.tone), 2),
			column(pen.words(nameOf(range, context)), nameWidth(context)),
			gap(1),
			column(pen.quote(range.cidr), cidrWidth),
			gap(1),
			drawn.columns === null
				? pen.words('(too far off to be drawn)', 'quiet')
				: pen.words(drawnMarks(drawn), overlap === undefined ? undefined : mark.tone),
		],
		opens: failure === undefined ? raw : {screen: 'finding', subject: findingKey(failure)},
		raw,
		copies: range.cidr,
	};
};

/** One range within another, in marks. */
const insetOf = (one: Extent, other: Extent, width: number): string => {
	const [outer, inner] = one.last - one.first >= other.last - other.first ? [one, other] : [other, one];
	const axis = layAxis([outer], width);
	const columns = axis.columnsOf(outer);
	const shared = axis.columnsOf(inner);
	return shared === null ? '' : `[${drawnMarks({columns, shared: [shared], isDeclared: true})}]`;
};

const relation = (one: Extent, other: Extent): string => {
	if (one.first === other.first && one.last === other.last) {
		return 'is the same range as';
	}
	return one.first <= other.first && other.last <= one.last ? 'contains' : 'lies inside';
};

const overlapRows = (overlap: Overlap, byCidr: ReadonlyMap<string, Extent>, context: ViewContext): readonly Row[] => {
	const {pen, width, node} = context;
	const failure = failureOf(overlap, context);
	const opensOf = (raw: Target): Target =>
		failure === undefined ? raw : {screen: 'finding', subject: findingKey(failure)};
	const [one, other] = [byCidr.get(overlap.first.cidr), byCidr.get(overlap.second.cidr)];
	const said = one === undefined || other === undefined ? 'overlaps' : relation(one, other);
	const indent = width < narrow ? 2 : severityWidth;
	const key = `overlap ${overlap.first.kind} ${overlap.first.cidr} ${overlap.second.kind} ${overlap.second.cidr}`;
	const rangeRow = (range: PlannedRange, side: string): Row => ({
		key: `${key} ${side}`,
		line: [
			gap(indent),
			pen.quote(`${nameOf(range, context)} ${range.cidr}, ${range.owner}`),
			gap(2),
			pen.quote(placeOf(range), 'quiet'),
		],
		opens: rawAt(range.at, node),
		raw: rawAt(range.at, node),
		copies: placeOf(range),
	});
	return [
		{
			key,
			line: [
				column(overlapMark(failure, context), severityWidth),
				pen.quote(`${overlap.first.cidr} ${said} ${overlap.second.cidr}`),
				pen.words(failure === undefined ? '' : `  ${failure.rule}`, 'quiet'),
			],
			opens: opensOf(rawAt(overlap.first.at, node)),
			raw: rawAt(overlap.first.at, node),
		},
		...(one === undefined || other === undefined
			? []
			: [{line: [gap(indent), pen.words(insetOf(one, other, Math.min(64, width - indent - 2)))]}]),
		rangeRow(overlap.first, 'first'),
		rangeRow(overlap.second, 'second'),
	];
};

/** The drawing of one family and its overlaps. */
const familyRows = (
	family: 4 | 6,
	plan: AddressPlan,
	extents: readonly Extent[],
	context: ViewContext,
): readonly Row[] => {
	const {pen} = context;
	const own = extents.filter(({range}) => range.family === family);
	const overlaps = plan.overlaps.filter(({first}) => first.family === family);
	if (own.length === 0) {
		return [];
	}
	const widths = widthsOf(own, context);
	const drawing = drawPlan(own, overlaps, widths.axis);
	const before = 2 + nameWidth(context) + 1 + widths.cidr + 1;
	const labels = labelsOf(drawing);
	const firsts = Map.groupBy(overlaps, ({first}) => keyOf(first));
	const seconds = Map.groupBy(overlaps, ({second}) => keyOf(second));
	const byCidr = new Map(own.map((extent) => [extent.range.cidr, extent]));
	return [
		{
			key: `IPv${family}`,
			line: [column(pen.words(`IPv${family}`, 'heading'), before), pen.quote(labels, 'quiet')],
		},
		{line: [gap(before), pen.words(axisMarks(drawing.axis), 'quiet')]},
		...drawing.ranges.map((drawn) =>
			drawnRow(
				drawn,
				widths.cidr,
				[...(firsts.get(keyOf(drawn.range)) ?? []), ...(seconds.get(keyOf(drawn.range)) ?? [])],
				context,
			),
		),
		{line: []},
		...overlaps.flatMap((overlap) => overlapRows(overlap, byCidr, context)),
		...(overlaps.length === 0 ? [] : [{line: []}]),
	];
};

/** Each range with who says so and where. */
const saidRows = ({ranges, clusterDns}: AddressPlan, context: ViewContext): readonly Row[] => {
	const {pen, node, width} = context;
	const longest = Math.min(Math.max(0, ...ranges.map(({cidr}) => cidr.length)), Math.max(15, Math.floor(width * 0.4)));
	const said = ranges.map(
		(range): Row => ({
			key: `said ${range.kind} ${range.cidr} ${range.owner}`,
			line: [
				column(pen.words(nameOf(range, context)), nameWidth(context)),
				gap(1),
				column(pen.quote(range.cidr), longest),
				gap(1),
				pen.words(`${range.provenance} by `, 'quiet'),
				pen.quote(range.owner),
				gap(2),
				pen.quote(placeOf(range), 'quiet'),
			],
			opens: rawAt(range.at, node),
			raw: rawAt(range.at, node),
			copies: range.cidr,
		}),
	);
	const dns = clusterDns.map(({address, at}): Row => {
		const raw: Target = rawAt(at, node);
		return {
			key: `dns ${address}`,
			line: [
				column(pen.words(width < narrow ? 'DNS' : 'cluster DNS'), nameWidth(context)),
				gap(1),
				column(pen.quote(address), longest),
				gap(1),
				pen.quote(`${at.source}:${at.line}`, 'quiet'),
			],
			opens: raw,
			raw,
			copies: address,
		};
	});
	return [{key: 'said', line: [pen.words('WHO SAYS SO', 'heading')]}, ...said, ...dns];
};

const legend =
	'# declared, = inferred, X shared with a range that must not overlap; at / addresses are left out, and each part has its own scale';

/** The address plan: every range over one axis for each family, what overlaps, and who says so. */
export const addressesView = (context: ViewContext): View => {
	const {pen, scene, node, width, once} = context;
	const plan = scene.report.conclusions.find((each) => each.node === node)?.addressPlan ?? null;
	if (plan === null) {
		return {
			title: [pen.words('Addresses', 'heading')],
			lead: notKnown('The address plan', ['interfaces', 'routes', 'processes', 'staticPods'], context),
			rows: listRows([]),
			tail: [],
		};
	}
	const count = plan.overlaps.length;
	const rows = once(plan, `rows ${width}`, () => {
		const extents = plan.ranges.flatMap(extentOf);
		return [
			...familyRows(4, plan, extents, context),
			...familyRows(6, plan, extents, context),
			...saidRows(plan, context),
		];
	});
	return {
		title: [
			pen.words('Addresses', 'heading'),
			gap(2),
			count === 0 ? pen.words('+ no overlap') : pen.words(`! ${count} overlap${count === 1 ? '' : 's'}`, 'warning'),
		],
		lead: [],
		rows: listRows(rows),
		tail: wrapSpan(pen.words(legend, 'quiet'), width),
		start: Math.max(
			0,
			rows.findIndex(({opens}) => opens !== undefined),
		),
	};
};

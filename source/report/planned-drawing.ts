import type {AddressPlan, PlannedRange} from '../model/conclusions.ts';
import type {Extent} from '../model/scene.ts';
import {parseCidr} from '../net/cidr.ts';
import {type Axis, type AxisGrain, type Columns, layAxis} from './address-axis.ts';

/** A range of the plan as it is drawn: once, however many say it. */
export type DrawnRange = Extent & {
	/** Null where there is no room on the axis for addresses so far off. */
	readonly columns: Columns | null;
	/** Columns of what it shares with ranges that it must not share with. */
	readonly shared: readonly Columns[];
	readonly isDeclared: boolean;
};

/** The ranges of one family over one axis, in the order of their addresses, the wider first. */
export type Drawing = {readonly axis: Axis; readonly ranges: readonly DrawnRange[]};

/** A planned range as numbers; nothing where it is none. */
export const extentOf = (range: PlannedRange): readonly Extent[] => {
	const cidr = parseCidr(range.cidr);
	return cidr === null ? [] : [{range, first: cidr.first, last: cidr.last}];
};

const kinds: readonly PlannedRange['kind'][] = ['node', 'services', 'cluster-pods', 'node-pods', 'bridge', 'route'];

/** What a range of the plan is drawn under: however many say it, it is one. */
export const keyOf = ({kind, cidr}: PlannedRange): string => `${kind} ${cidr}`;

/** What two stretches share: the smaller of two ranges, for one lies in the other. */
const common = (one: Extent, other: Extent): Pick<Extent, 'first' | 'last'> => ({
	first: one.first > other.first ? one.first : other.first,
	last: one.last < other.last ? one.last : other.last,
});

const byAddress = (one: Extent, other: Extent): number =>
	one.first !== other.first
		? one.first < other.first
			? -1
			: 1
		: one.last !== other.last
			? one.last > other.last
				? -1
				: 1
			: kinds.indexOf(one.range.kind) - kinds.indexOf(other.range.kind);

/** Ranges that overlap what they must not, by their key. */
const partnersOf = (
	overlaps: AddressPlan['overlaps'],
	byKey: ReadonlyMap<string, Extent>,
): ReadonlyMap<string, readonly Extent[]> => {
	const partners = new Map<string, Extent[]>();
	const add = (range: PlannedRange, partner: PlannedRange): void => {
		const extent = byKey.get(keyOf(partner));
		const known = partners.get(keyOf(range)) ?? [];
		if (extent !== undefined) {
			known.push(extent);
			partners.set(keyOf(range), known);
		}
	};
	for (const {first, second} of overlaps) {
		add(first, second);
		add(second, first);
	}
	return partners;
};

/** Draws the ranges of one family in `width` columns. Where not all fit, those that overlap others win, then nodes, services and pods. */
export const drawPlan = (
	extents: readonly Extent[],
	overlaps: AddressPlan['overlaps'],
	width: number,
	grain?: AxisGrain,
): Drawing => {
	const byKey = new Map<string, Extent>();
	const declared = new Set<string>();
	for (const extent of extents) {
		const key = keyOf(extent.range);
		byKey.set(key, byKey.get(key) ?? extent);
		if (extent.range.provenance === 'declared') {
			declared.add(key);
		}
	}
	const partners = partnersOf(overlaps, byKey);
	const rank = ({range}: Extent): number => kinds.indexOf(range.kind) - (partners.has(keyOf(range)) ? kinds.length : 0);
	const axis = layAxis(
		[...byKey.values()].sort((one, other) => rank(one) - rank(other)),
		width,
		grain,
	);
	return {
		axis,
		ranges: [...byKey.values()].sort(byAddress).map((extent) => ({
			...extent,
			columns: axis.columnsOf(extent),
			shared: (partners.get(keyOf(extent.range)) ?? []).flatMap(
				(partner) => axis.columnsOf(common(extent, partner)) ?? [],
			),
			isDeclared: declared.has(keyOf(extent.range)),
		})),
	};
};

/** A range in marks: `#` declared, `=` inferred, `X` where it shares addresses that it must not share. */
export const drawnMarks = ({
	columns,
	shared,
	isDeclared,
}: Pick<DrawnRange, 'columns' | 'shared' | 'isDeclared'>): string => {
	if (columns === null) {
		return '';
	}
	const own = isDeclared ? '#' : '=';
	const marks = Array.from({length: columns.to + 1}, (_, at): string => (at < columns.from ? ' ' : own));
	for (const {from, to} of shared) {
		marks.fill('X', from, to + 1);
	}
	return marks.join('');
};

/** The axis in marks: `|---|/|---|`. */
export const axisMarks = ({parts}: Axis): string =>
	parts.map(({from, to}) => `|${'-'.repeat(Math.max(0, to - from - 1))}|`).join('/');

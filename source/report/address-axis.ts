/** A stretch of addresses, from its first to its last. */
export type Stretch = {readonly first: bigint; readonly last: bigint};

/** Columns of the drawing, from the first to the last, counted from 0. */
export type Columns = {readonly from: number; readonly to: number};

/** A part of the axis: addresses that are drawn to one scale. Between two parts addresses are left out. */
export type AxisPart = Stretch & Columns;

/** The axis of a drawing. Addresses grow from left to right over its parts; each part has its own scale. */
export type Axis = {
	readonly parts: readonly AxisPart[];
	/** The columns of what lies in one part; null for what lies in none. */
	readonly columnsOf: (stretch: Stretch) => Columns | null;
};

/** The fewest columns of a part, and those between two parts, where a mark says that addresses are left out. */
export type AxisGrain = {readonly least: number; readonly between: number};

/** In letters. */
const letters: AxisGrain = {least: 3, between: 1};

/** Stretches that share addresses become one. In ascending order. */
const merge = (stretches: readonly Stretch[]): readonly Stretch[] => {
	const merged: Stretch[] = [];
	for (const next of [...stretches].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
		const before = merged.at(-1);
		if (before !== undefined && next.first <= before.last) {
			merged[merged.length - 1] = {first: before.first, last: next.last > before.last ? next.last : before.last};
		} else {
			merged.push({first: next.first, last: next.last});
		}
	}
	return merged;
};

/**
 * Lays out an axis of `width` columns on which every stretch can be seen: ranges lie so far apart (10.96.0.0/12, 192.168.1.0/24, all of IPv6)
 * that on one scale most would be thinner than a column. So what overlaps is one part, with as many columns as any other, and what lies
 * between is left out. Where there is no room for all parts the first of `stretches` win.
 */
export const layAxis = (stretches: readonly Stretch[], width: number, {least, between} = letters): Axis => {
	const most = Math.max(1, Math.floor((width + between) / (least + between)));
	const all = merge(stretches);
	const kept = new Set<Stretch>();
	for (const stretch of stretches) {
		if (kept.size === Math.min(most, all.length)) {
			break;
		}
		const home = all.find((each) => each.first <= stretch.first && stretch.last <= each.last);
		if (home !== undefined) {
			kept.add(home);
		}
	}
	const shown = all.filter((each) => kept.has(each));
	const room = Math.max(shown.length, width - between * (shown.length - 1));
	let from = 0;
	const parts = shown.map((stretch, index): AxisPart => {
		const columns = Math.floor((room * (index + 1)) / shown.length) - Math.floor((room * index) / shown.length);
		const part = {...stretch, from, to: from + columns - 1};
		from += columns + between;
		return part;
	});
	return {
		parts,
		columnsOf: ({first, last}) => {
			const part = parts.find((each) => each.first <= first && last <= each.last);
			if (part === undefined) {
				return null;
			}
			const columns = BigInt(part.to - part.from + 1);
			const size = part.last - part.first + 1n;
			const columnOf = (address: bigint): number => part.from + Number(((address - part.first) * columns) / size);
			return {from: columnOf(first), to: columnOf(last)};
		},
	};
};

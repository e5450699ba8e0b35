import type {MeaningArea} from '../../model/difference.ts';
import type {Inspection, MeaningStatement} from '../../model/scene.ts';

/** What a node says to a statement: it (by its value), that it does not hold there, or nothing, where the area is not known. */
export type Cell =
	| {readonly kind: 'there'; readonly statement: MeaningStatement}
	| {readonly kind: 'absent'}
	| {readonly kind: 'unknown'};

/** A statement on all nodes that are compared, in their order. */
export type Compared = {
	readonly area: MeaningArea;
	readonly key: string;
	readonly cells: readonly Cell[];
	/** Whether nodes that know of it differ, or are the same in what must be unique. What is not known counts as neither. */
	readonly differs: boolean;
	readonly clashes: boolean;
};

/** An area on all nodes that are compared. */
export type ComparedArea = {
	readonly area: MeaningArea;
	readonly rows: readonly Compared[];
	/** The nodes that were read and do not know of it, by their index. */
	readonly unknown: readonly number[];
};

const text = (cell: Cell): string | null => (cell.kind === 'there' ? cell.statement.value : null);

/** Whether two nodes that know of it differ in a statement. */
export const cellsDiffer = (one: Cell, other: Cell): boolean =>
	one.kind !== 'unknown' && other.kind !== 'unknown' && text(one) !== text(other);

/** Whether two nodes are the same in what must be unique. */
export const cellsClash = (one: Cell, other: Cell): boolean =>
	one.kind === 'there' && other.kind === 'there' && one.statement.unique === true && text(one) === text(other);

const anyPair = (cells: readonly Cell[], holds: (one: Cell, other: Cell) => boolean): boolean =>
	cells.some((one, index) => cells.slice(index + 1).some((other) => holds(one, other)));

/** Nodes side by side, area by area; null for a node of which nothing is known (yet). */
export const comparedAreas = (inspections: readonly (Inspection | null)[]): readonly ComparedArea[] => {
	const meanings = inspections.map((inspection) => inspection?.meaning() ?? null);
	const areas = [...new Set(meanings.flatMap((meaning) => Object.keys(meaning ?? {})))] as MeaningArea[];
	return areas.map((area): ComparedArea => {
		const known = meanings.map((meaning) => {
			const statements = meaning?.[area] ?? null;
			return statements && new Map(statements.map((statement) => [statement.key, statement]));
		});
		const keys = new Set(known.flatMap((statements) => [...(statements?.keys() ?? [])]));
		const rows = [...keys].map((key): Compared => {
			const cells = known.map((statements): Cell => {
				const statement = statements?.get(key);
				if (statement !== undefined) {
					return {kind: 'there', statement};
				}
				return {kind: statements === null ? 'unknown' : 'absent'};
			});
			return {area, key, cells, differs: anyPair(cells, cellsDiffer), clashes: anyPair(cells, cellsClash)};
		});
		return {
			area,
			rows,
			unknown: meanings.flatMap((meaning, index) => (meaning !== null && meaning[area] === null ? [index] : [])),
		};
	});
};

/** How many statements there are of each kind. One may differ between some nodes and clash between others; the same are those that all know alike. */
export const comparedCounts = (
	areas: readonly ComparedArea[],
): {readonly differ: number; readonly clash: number; readonly same: number; readonly unknown: number} => {
	const counts = {differ: 0, clash: 0, same: 0, unknown: 0};
	for (const {cells, differs, clashes} of areas.flatMap(({rows}) => rows)) {
		const isUnknown = cells.some(({kind}) => kind === 'unknown');
		counts.differ += differs ? 1 : 0;
		counts.clash += clashes ? 1 : 0;
		counts.unknown += isUnknown ? 1 : 0;
		counts.same += differs || clashes || isUnknown ? 0 : 1;
	}
	return counts;
};

import type {Scene} from '../model/scene.ts';
import type {Filters} from './filters.ts';
import type {Line, Pen} from './span.ts';
import type {Spot, Target} from './target.ts';

/** A row of a list or text. */
export type Row = {
	readonly line: Line;
	/** What stands before the line and after it, and stays where it is when the line is moved to the side. */
	readonly before?: Line | undefined;
	readonly after?: Line | undefined;
	/** What the row is known by from pass to pass. */
	readonly key?: string;
	/** What Enter looks at. */
	readonly opens?: Target | undefined;
	/** What `y` copies, as it stood on the node; else the row as shown. */
	readonly copies?: string;
	/** What `o` looks at: the output line that the row rests on. */
	readonly raw?: Target | undefined;
};

/** Rows that are made when they are shown: there may be 100,000. */
export type Rows = {
	readonly count: number;
	readonly at: (index: number) => Row;
	/** The index of the row with that key, or -1. */
	readonly indexOf: (key: string) => number;
	/** The text of a row that a search looks at; that of its line where it is left out. */
	readonly textAt?: (index: number) => string;
	/** Where the rows have a faster way to search than row by row: as `findRow`. */
	readonly find?: (words: string, from: number, step: 1 | -1) => number;
};

/** What a screen shows, from top to bottom; the rows scroll, all else stands. */
export type View = {
	/** What is looked at, for the first line. */
	readonly title: Line;
	readonly lead: readonly Line[];
	readonly rows: Rows;
	/** Below the rows: what goes with the row under the cursor, or a summary. Dropped first where the screen is low. */
	readonly tail: readonly Line[];
	/** Beside the rows on a wide screen (120 columns and more): what goes with the row under the cursor. */
	readonly aside?: readonly Line[] | undefined;
	/** Where the cursor begins when the screen is opened; the first row where it is left out. */
	readonly start?: number | undefined;
	/** How many columns the rows can be moved to the side at most; any number where it is left out. */
	readonly mostPan?: number | undefined;
	/** Nodes that the view looks into, beside the one that is looked at. */
	readonly needs?: readonly string[] | undefined;
};

/** Gives what `make` made of `owner` the first time it was asked for under this name. */
export type Once = <T>(owner: object, name: string, make: () => T) => T;

/** What a view is made of. */
export type ViewContext = {
	readonly scene: Scene;
	readonly spot: Spot;
	/** The node that is looked at. */
	readonly node: string;
	readonly filters: Filters;
	readonly pen: Pen;
	/** Columns for the rows, without the cursor's two; those of the aside are not among them. */
	readonly width: number;
	/** Columns of the aside; 0 where there is none. */
	readonly asideWidth: number;
	/** Now, in ms since 1970. */
	readonly now: number;
	/** What is costly to make of something is made once for it, under a name, and kept as long as it is there. */
	readonly once: Once;
};

/** Makes what a screen shows. */
export type ViewOf = (context: ViewContext) => View;

/** Rows that are there already. */
export const listRows = (rows: readonly Row[]): Rows => ({
	count: rows.length,
	at: (index) => rows[index] ?? {line: []},
	indexOf: (key) => rows.findIndex((row) => row.key === key),
});

/** Lines as rows on which nothing can be opened. */
export const textRows = (lines: readonly Line[]): readonly Row[] => lines.map((line) => ({line}));

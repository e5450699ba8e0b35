import type {Format} from '../model/collector.ts';
import type {PastedLine} from './paste-lines.ts';
import {unwrapLines} from './unwrap-lines.ts';

/** Lines read as one format: the rows as they parse (unwrapped, without common indent), and the indexes of rows that do not. */
export type Fit = {
	readonly format: Format;
	readonly rows: readonly PastedLine[];
	readonly bad: ReadonlySet<number>;
};

type Attempt = Fit & {readonly records: number};

const textOf = (rows: readonly PastedLine[]): string => rows.map(({text}) => text).join('\n');

const attempt = (format: Format, rows: readonly PastedLine[]): Attempt => {
	const parsed = format.parse({name: '', text: textOf(rows)});
	const bad = new Set(parsed.unparsed.map(({line}) => line - 1));
	return {format, rows, bad, records: parsed.value.length};
};

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** The lines without the blanks that all of them begin with; null where there are none. */
export const dedent = (lines: readonly PastedLine[]): readonly PastedLine[] | null => {
	const filled = lines.filter(({text}) => text.trim() !== '');
	const indent = filled.reduce((least, {text}) => Math.min(least, indentOf(text)), Number.POSITIVE_INFINITY);
	return indent === 0 || indent === Number.POSITIVE_INFINITY
		? null
		: lines.map(({number, text}) => ({number, text: text.slice(indent)}));
};

const isBetter = (one: Attempt, other: Attempt): boolean => {
	if (one.records === 0 || other.records === 0) {
		return one.records > 0 && other.records === 0;
	}
	return one.bad.size < other.bad.size;
};

/** Whether what was joined is now understood; a few rows may be odd for reasons of their own. */
const joinedWell = ({rows, bad}: Attempt): boolean => {
	const joined = [...rows.keys()].filter((index) => (rows[index]?.joined?.length ?? 0) > 0);
	return joined.filter((index) => bad.has(index)).length <= joined.length / 10;
};

/**
 * Reads lines as a format: as they are, without their common indent, and with wrapped lines joined where that makes more of them parse.
 * Null where nothing of the format is in them, not even its titles.
 */
export const fitFormat = (format: Format, lines: readonly PastedLine[]): Fit | null => {
	let best = attempt(format, lines);
	const flush = best.records > 0 && best.bad.size === 0 ? null : dedent(lines);
	if (flush !== null) {
		const dedented = attempt(format, flush);
		best = isBetter(dedented, best) ? dedented : best;
	}
	// A document that is broken as a whole may be reported at one line or none.
	const broken = best.records === 0 ? new Set(best.rows.keys()) : best.bad;
	for (const rows of unwrapLines(best.rows, broken)) {
		const unwrapped = attempt(format, rows);
		best = joinedWell(unwrapped) && isBetter(unwrapped, best) ? unwrapped : best;
	}
	// Titles without a row are understood as well.
	const isEmpty = best.bad.size === 0 && format.recognise(textOf(best.rows)) >= 0.5;
	return best.records > 0 || isEmpty ? best : null;
};

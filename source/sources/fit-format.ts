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

const attempt = (format: Format, rows: readonly PastedLine[]): Attempt => {
	const parsed = format.parse({name: '', text: rows.map(({text}) => text).join('\n')});
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

/**
 * Reads lines as a format: as they are, without their common indent, and with wrapped lines joined where that makes more of them parse.
 * Null where nothing of the format is in them.
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
		best = isBetter(unwrapped, best) ? unwrapped : best;
	}
	return best.records > 0 ? best : null;
};

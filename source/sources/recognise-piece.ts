import type {Format} from '../model/collector.ts';
import {bestFormat} from './best-format.ts';
import {type Fit, fitFormat} from './fit-format.ts';
import {groupRuns, type Run} from './group-runs.ts';
import {isProse, readsLikeProse} from './is-prose.ts';
import {groupPaste, type PasteGroup} from './paste-groups.ts';
import {isBlankLine, type PastedLine, trimBlankLines} from './paste-lines.ts';
import {splitJson} from './split-json.ts';

/** Rows of one format, cut out of a paste. */
export type RecognisedPiece = {readonly format: Format; readonly rows: readonly PastedLine[]};

/** Neighbouring lines that are no format's, and what was expected in their place. */
export type Leftover = {readonly lines: readonly PastedLine[]; readonly expected: string};

/** What became of some lines: every one that is not blank is in a piece or left over. */
export type Recognised = {readonly pieces: readonly RecognisedPiece[]; readonly leftovers: readonly Leftover[]};

const anything = 'the output of a command that kdiag reads, or one of its files';

/** So many runs of rows that one format did not understand are offered to the others. */
const offerLimit = 50;

const leftOver = (lines: readonly PastedLine[], expected = anything): Recognised => {
	const trimmed = trimBlankLines(lines);
	return {pieces: [], leftovers: trimmed.length === 0 ? [] : [{lines: trimmed, expected}]};
};

const merge = (all: readonly Recognised[]): Recognised => ({
	pieces: all.flatMap(({pieces}) => pieces),
	leftovers: all.flatMap(({leftovers}) => leftovers),
});

const pieceOf = (format: Format, rows: readonly PastedLine[]): Recognised => {
	const trimmed = trimBlankLines(rows);
	return {pieces: trimmed.length === 0 ? [] : [{format, rows: trimmed}], leftovers: []};
};

/** Rows that a format did not understand, in runs; blank rows between two of them belong to the run. */
const badRuns = ({rows, bad}: Fit): readonly Run<boolean>[] => {
	let last = false;
	return groupRuns(rows, (row, index) => {
		last = isBlankLine(row) ? last : bad.has(index);
		return last;
	});
};

/** What a format did not understand is another's, or talk; else it stays where it is, and the format's parser reports it. */
const partFit = (fit: Fit, formats: readonly Format[], depth: number): Recognised => {
	const kept: PastedLine[] = [];
	const others: Recognised[] = [];
	let offers = fit.bad.size < fit.rows.length && depth > 0 ? offerLimit : 0;
	for (const {label: isBad, start, end} of badRuns(fit)) {
		const rows = fit.rows.slice(start, end);
		if (!isBad) {
			kept.push(...rows);
			continue;
		}
		const inside = offers > 0 ? recogniseLines(rows, formats, [], depth - 1) : null;
		offers--;
		if (inside !== null && inside.pieces.length > 0) {
			others.push(inside);
			continue;
		}
		for (const run of groupRuns(rows, (row) => !isBlankLine(row) && readsLikeProse(row.text))) {
			const some = rows.slice(run.start, run.end);
			if (run.label) {
				others.push(leftOver(some));
			} else {
				kept.push(...some);
			}
		}
	}
	return merge([pieceOf(fit.format, kept), ...others]);
};

const recogniseGroup = (
	lines: readonly PastedLine[],
	group: PasteGroup,
	formats: readonly Format[],
	depth: number,
): Recognised => {
	const {format, start, end, sureEnd, paragraphs} = group;
	if (format === null) {
		return leftOver(lines.slice(start, end));
	}
	// What was only taken along may break a document: then it has to do without.
	for (const stop of new Set([end, sureEnd])) {
		const fit = fitFormat(format, lines.slice(start, stop));
		if (fit !== null) {
			return merge([partFit(fit, formats, depth), leftOver(lines.slice(stop, end))]);
		}
	}
	const broken = `${format.title}, whole and unchanged`;
	if (paragraphs.length === 1) {
		return leftOver(lines.slice(start, end), broken);
	}
	// Two documents one after the other are each whole.
	const ends = [...paragraphs.slice(1).map(([next]) => next), end];
	const parts = paragraphs.map(([from], index) => {
		const some = lines.slice(from, ends[index]);
		const fit = fitFormat(format, some);
		return fit === null ? leftOver(some, broken) : partFit(fit, formats, depth);
	});
	return merge(parts);
};

/** Finds the formats in lines: the whole as one where it is, else paragraph by paragraph. */
const recogniseLines = (
	lines: readonly PastedLine[],
	formats: readonly Format[],
	named: readonly Format[],
	depth: number,
): Recognised => {
	const whole = bestFormat(lines, formats, named);
	const fit = whole === null ? null : fitFormat(whole, lines);
	if (fit !== null && fit.bad.size === 0) {
		return pieceOf(fit.format, fit.rows);
	}
	return merge(groupPaste(lines, formats, named).map((group) => recogniseGroup(lines, group, formats, depth)));
};

/** Where talk at the end of a command's output begins: the question or heading that comes next. */
const talkStart = (lines: readonly PastedLine[]): number =>
	lines.findLastIndex((line) => !isBlankLine(line) && !isProse(line.text)) + 1;

const recogniseBody = (
	lines: readonly PastedLine[],
	formats: readonly Format[],
	named: readonly Format[],
): Recognised => {
	const trimmed = trimBlankLines(lines);
	if (trimmed.length === 0) {
		return {pieces: [], leftovers: []};
	}
	const end = named.length === 0 ? trimmed.length : talkStart(trimmed);
	const fits = named.map((format) => fitFormat(format, trimmed.slice(0, end))).filter((fit) => fit !== null);
	const [best] = fits.toSorted((one, other) => one.bad.size - other.bad.size);
	if (best === undefined) {
		return recogniseLines(trimmed, formats, named, 2);
	}
	return merge([partFit(best, formats, 2), leftOver(trimmed.slice(end))]);
};

/**
 * Finds the formats in lines between two marks of a paste. `named` are the formats that their command prints, likeliest first: one of them is taken
 * where it understands anything at all; without them, or where none does, the content decides. A JSON document ends with its last brace, whatever
 * comes after it.
 */
export const recognisePiece = (
	lines: readonly PastedLine[],
	formats: readonly Format[],
	named: readonly Format[],
): Recognised => merge(splitJson(lines).map((some) => recogniseBody(some, formats, named)));

import {renderLine} from './render-line.ts';

/**
 * A line of a pasted file: its 1-based number there, and its text without what copying added. `joined` holds the numbers of the lines that a screen
 * had wrapped off it and that are part of the text again.
 */
export type PastedLine = {readonly number: number; readonly text: string; readonly joined?: readonly number[]};

/** Whether nothing but blanks stands in a line. */
export const isBlankLine = ({text}: PastedLine): boolean => text.trim() === '';

/** Lines without blank ones at the beginning and the end. */
export const trimBlankLines = (lines: readonly PastedLine[]): readonly PastedLine[] => {
	const first = lines.findIndex((line) => !isBlankLine(line));
	const last = lines.findLastIndex((line) => !isBlankLine(line));
	return first === -1 ? [] : lines.slice(first, last + 1);
};

const quote = /^ {0,3}> ?/;

/** cat(1) -n and nl(1) write the number right-aligned in six columns, then a tab, which copying turns into two blanks. */
const gutter = /^(?= *\d)[ \d]{6}(?:\t| {2}|$)/;

const gutterNumber = (text: string): number => Number.parseInt(text.slice(0, 6), 10);

/** Runs of neighbouring lines of which each continues the one before. */
const runs = (
	lines: readonly PastedLine[],
	continues: (line: PastedLine, before: PastedLine | undefined) => boolean,
	starts: (line: PastedLine) => boolean,
): readonly (readonly [number, number])[] => {
	const found: [number, number][] = [];
	let index = 0;
	while (index < lines.length) {
		const first = lines[index];
		let end = index + 1;
		if (first !== undefined && starts(first)) {
			for (let next = lines[end]; next !== undefined && continues(next, lines[end - 1]); next = lines[end]) {
				end++;
			}
			found.push([index, end]);
		}
		index = end;
	}
	return found;
};

const replaceRuns = (
	lines: readonly PastedLine[],
	found: readonly (readonly [number, number])[],
	least: number,
	replace: (text: string) => string,
): readonly PastedLine[] => {
	const result = [...lines];
	for (const [start, end] of found) {
		for (let index = start; index < end && end - start >= least; index++) {
			const line = lines[index];
			if (line !== undefined) {
				result[index] = {number: line.number, text: replace(line.text)};
			}
		}
	}
	return result;
};

const unquote = (lines: readonly PastedLine[]): readonly PastedLine[] => {
	const quoted = (line: PastedLine): boolean => quote.test(line.text);
	return replaceRuns(lines, runs(lines, quoted, quoted), 2, (text) => text.replace(quote, ''));
};

const withoutGutter = (lines: readonly PastedLine[]): readonly PastedLine[] => {
	const numbered = (line: PastedLine): boolean => gutter.test(line.text);
	const next = (line: PastedLine, before: PastedLine | undefined): boolean =>
		numbered(line) && before !== undefined && gutterNumber(line.text) === gutterNumber(before.text) + 1;
	return replaceRuns(lines, runs(lines, next, numbered), 3, (text) => text.replace(gutter, ''));
};

/**
 * The lines of a pasted text: line ends of any system, colours and overwritten characters as a screen shows them, `> ` of quoted mail and
 * Markdown and the numbers of `cat -n` taken off. Every line of the file is there once, with its number.
 */
export const pasteLines = (text: string): readonly PastedLine[] => {
	// Only files of very old editors have nothing but carriage returns.
	const raw = text.includes('\n') ? text.split('\n') : text.replace(/\r$/, '').split('\r');
	if (raw.length > 1 && raw.at(-1) === '') {
		raw.pop();
	}
	const lines = raw.map((line, index) => ({number: index + 1, text: renderLine(line)}));
	return withoutGutter(unquote(lines));
};

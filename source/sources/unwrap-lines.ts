import {isProse} from './is-prose.ts';
import {isBlankLine, type PastedLine} from './paste-lines.ts';

/** Screens narrower than this are not worth guessing at; wider lines are no screen's. */
const narrowest = 40;
const widest = 400;

/** Widths that terminals start with: one line of exactly that length may already be a wrapped one. */
const usual: ReadonlySet<number> = new Set([80, 100, 120, 132, 160]);

const isBlank = (line: PastedLine | undefined): boolean => line === undefined || isBlankLine(line);

/** Joins each line with the one before where `joins` says so; a joined line keeps the number of its first. */
const join = (
	lines: readonly PastedLine[],
	joins: (index: number) => boolean,
	width: number,
): readonly PastedLine[] => {
	const rows: {number: number; parts: string[]; joined: number[]}[] = [];
	for (const [index, line] of lines.entries()) {
		const row = rows.at(-1);
		if (row !== undefined && joins(index)) {
			// Copying drops the blanks at the end of a line; where it did, the wrapped part still starts in a new column.
			row.parts.push((row.parts.pop() ?? '').padEnd(width), line.text);
			row.joined.push(line.number);
		} else {
			rows.push({number: line.number, parts: [line.text], joined: []});
		}
	}
	return rows.map(({number, parts, joined}) => ({number, text: parts.join(''), joined}));
};

/**
 * Ways in which lines that a screen wrapped may have stood, likeliest first; the caller keeps the one that parses. `bad` holds the indexes of lines
 * that did not parse as they are. Empty where nothing looks wrapped.
 */
export const unwrapLines = (
	lines: readonly PastedLine[],
	bad: ReadonlySet<number>,
): readonly (readonly PastedLine[])[] => {
	const width = lines.reduce((most, line) => Math.max(most, line.text.length), 0);
	if (bad.size === 0 || width < narrowest || width > widest) {
		return [];
	}
	const full = (index: number): boolean => lines[index]?.text.length === width;
	const continues = (index: number): boolean => {
		const line = lines[index];
		return line !== undefined && !isBlank(line) && !isProse(line.text);
	};
	const exact = lines.filter((_, index) => full(index)).length;
	const found: (readonly PastedLine[])[] = [];
	if (exact >= 2 || usual.has(width)) {
		const after = (index: number): boolean => full(index - 1) && continues(index);
		found.push(join(lines, (index) => after(index) && (bad.has(index) || bad.has(index - 1)), width));
		found.push(join(lines, after, width));
	}
	const filled = lines.filter((line) => !isBlank(line)).length;
	const strays = [...bad].every(continues);
	if (strays && bad.size >= 3 && bad.size >= filled / 4) {
		found.push(join(lines, (index) => bad.has(index) && !isBlank(lines[index - 1]), width));
	}
	return found;
};

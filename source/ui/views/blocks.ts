import {unescapeVisible} from '../../report/escape-visible.ts';
import {searchPattern} from '../rows.ts';
import {lineText} from '../span.ts';
import type {Row, Rows} from '../view.ts';

/** Some rows of a longer list: made when they are shown, and searched in a way of their own. */
export type Block = {
	readonly count: number;
	readonly at: (index: number) => Row;
	/** The first row (with a step of -1 the last) of those from `from` to before `to` that a pattern matches; -1 for none. */
	readonly find: (pattern: RegExp, from: number, to: number, step: 1 | -1) => number;
	/** The row of a line of an output, by its number; -1 where it is not here. */
	readonly ofLine?: (line: number) => number;
};

/** A few rows that are there already. */
export const rowsBlock = (rows: readonly Row[]): Block => ({
	count: rows.length,
	at: (index) => rows[index] ?? {line: []},
	find: (pattern, from, to, step) => {
		for (let index = step > 0 ? from : to - 1; index >= from && index < to; index += step) {
			const row = rows[index];
			if (row !== undefined && pattern.test(lineText(row.line))) {
				return index;
			}
		}
		return -1;
	},
});

/** The row of a line of an output among blocks one after another; undefined where none of them has it. */
export const rowOfLine = (blocks: readonly Block[], line: number): number | undefined => {
	let first = 0;
	for (const {count, ofLine} of blocks) {
		const found = ofLine?.(line) ?? -1;
		if (found >= 0) {
			return first + found;
		}
		first += count;
	}
	return undefined;
};

/** The index of the last block that begins at a row or before it. */
const blockAt = (firsts: readonly number[], row: number): number => {
	let [low, high] = [0, firsts.length - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((firsts[middle] ?? 0) <= row) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}
	return low;
};

/** Blocks one after another as rows; empty ones are to be left out. What is searched for may be written as the screen shows it, `\x00` too. */
export const joinBlocks = (blocks: readonly Block[]): Rows => {
	const firsts: number[] = [];
	let count = 0;
	for (const block of blocks) {
		firsts.push(count);
		count += block.count;
	}
	const findBetween = (pattern: RegExp, from: number, to: number, step: 1 | -1): number => {
		const [low, high] = [blockAt(firsts, from), blockAt(firsts, to - 1)];
		for (let index = step > 0 ? low : high; index >= low && index <= high; index += step) {
			const [block, first] = [blocks[index], firsts[index] ?? 0];
			const found =
				block === undefined || to <= from
					? -1
					: block.find(pattern, Math.max(0, from - first), Math.min(block.count, to - first), step);
			if (found >= 0) {
				return first + found;
			}
		}
		return -1;
	};
	return {
		count,
		at: (row) => {
			const index = blockAt(firsts, row);
			return blocks[index]?.at(row - (firsts[index] ?? 0)) ?? {line: []};
		},
		indexOf: () => -1,
		find: (words, from, step) => {
			const pattern = searchPattern(unescapeVisible(words));
			const [ahead, behind] =
				step > 0
					? ([
							[from + 1, count],
							[0, Math.min(count, from + 1)],
						] as const)
					: ([
							[0, from],
							[from, count],
						] as const);
			const found = findBetween(pattern, ahead[0], ahead[1], step);
			return found >= 0 ? found : findBetween(pattern, behind[0], behind[1], step);
		},
	};
};

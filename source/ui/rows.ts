import {lineText} from './span.ts';
import type {Spot} from './target.ts';
import type {Rows} from './view.ts';

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** How many columns a key moves text to the side. */
export const panStep = 8;

/** The row under the cursor: the one with its key, wherever it has gone; else the one at its index, or the nearest. */
export const cursorRow = ({cursor, key}: Spot, rows: Rows): number => {
	// Looked at first: most often it has not moved, there may be 100,000 others, and of two with the same key it is the right one.
	const isThere = key !== null && cursor < rows.count && rows.at(cursor).key === key;
	const found = isThere || key === null ? -1 : rows.indexOf(key);
	return found >= 0 ? found : clamp(cursor, 0, Math.max(0, rows.count - 1));
};

/** The first row that is shown, so that the cursor's row is among the `height` rows and none is wasted. */
export const topRow = (top: number, cursor: number, height: number, count: number): number => {
	const least = cursor - height + 1;
	return clamp(clamp(top, least, cursor), 0, Math.max(0, count - height));
};

/** The place with its cursor on a row. */
export const moveTo = (spot: Spot, row: number, rows: Rows, height: number): Spot => {
	const cursor = clamp(row, 0, Math.max(0, rows.count - 1));
	const key = rows.count > 0 ? (rows.at(cursor).key ?? null) : null;
	return {...spot, cursor, key, top: topRow(spot.top, cursor, height, rows.count)};
};

/** The text of a row that a search looks at. */
export const rowText = (rows: Rows, index: number): string => rows.textAt?.(index) ?? lineText(rows.at(index).line);

/** What is searched for as a pattern: words, not an expression. Upper and lower case are the same. */
export const searchPattern = (words: string): RegExp =>
	new RegExp(words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'iu');

/** The next row (or with a step of -1 the previous) that holds the words, from the one after `from` on and around; -1 for none. Upper and lower case are the same. */
export const findRow = (rows: Rows, words: string, from: number, step: 1 | -1): number => {
	if (rows.find !== undefined) {
		return rows.find(words, from, step);
	}
	const pattern = searchPattern(words);
	for (let distance = 1; distance <= rows.count; distance += 1) {
		const index = (((from + step * distance) % rows.count) + rows.count) % rows.count;
		if (pattern.test(rowText(rows, index))) {
			return index;
		}
	}
	return -1;
};

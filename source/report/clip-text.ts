import {escapeVisible} from './escape-visible.ts';

const encoder = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** The beginning of a long text, so that it takes at most so many bytes when it is shown, and how much is missing. */
export const clipText = (text: string, mostBytes: number): string => {
	// A letter takes a byte at least, so that of a very long text only the beginning is looked at.
	if (text.length <= mostBytes && byteLength(escapeVisible(text)) <= mostBytes) {
		return text;
	}
	let [fits, tooMany] = [0, Math.min(text.length, mostBytes) + 1];
	while (tooMany - fits > 1) {
		const middle = (fits + tooMany) >> 1;
		if (byteLength(escapeVisible(text.slice(0, middle))) <= mostBytes) {
			fits = middle;
		} else {
			tooMany = middle;
		}
	}
	// Half of a letter is none.
	const kept = text.slice(0, fits).replace(/[\uD800-\uDBFF]$/, '');
	return `${kept} … (${text.length - kept.length} more letters)`;
};

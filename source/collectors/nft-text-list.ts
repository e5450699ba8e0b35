import type {NftMapEntry} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {isAtEnd, type NftCursor, takeIf, takeText, wordAt} from './nft-cursor.ts';

/** What may follow an element's key and is not part of it, with the number of words after it. */
const elementOptions: ReadonlyMap<string, number> = new Map([
	...([
		['timeout', 1],
		['expires', 1],
		['comment', 1],
		['packets', 1],
		['bytes', 1],
		['counter', 0],
	] as const),
	...([
		['last', 2],
		['used', 1],
	] as const),
]);

type Half = {readonly text: string; readonly comment: string | null};

/** One side of an element, up to `:` or `,`; keeps the comment and leaves out counters and times. */
const half = (cursor: NftCursor): Half => {
	const words: string[] = [];
	let comment: string | null = null;
	while (!isAtEnd(cursor)) {
		const word = wordAt(cursor);
		if (word === ',' || word === '}' || word === ':') {
			break;
		}
		const count = words.length === 0 ? undefined : elementOptions.get(word);
		if (count === undefined) {
			words.push(takeText(cursor));
		} else if (word === 'comment') {
			cursor.at++;
			comment = takeText(cursor);
		} else {
			cursor.at += 1 + count;
		}
	}
	return {text: words.join(' '), comment};
};

/** The elements of a list in braces, the cursor behind its opening brace; `at` tells where an element stands by its line. */
export const listEntries = (cursor: NftCursor, at: (line: number) => Place): readonly NftMapEntry[] => {
	const entries: NftMapEntry[] = [];
	while (!isAtEnd(cursor) && !takeIf(cursor, '}')) {
		const line = cursor.tokens[cursor.at]?.line ?? 0;
		const before = cursor.at;
		const key = half(cursor);
		const value = takeIf(cursor, ':') ? half(cursor) : {text: '', comment: null};
		takeIf(cursor, ',');
		if (key.text !== '') {
			entries.push({key: key.text, value: value.text, comment: key.comment ?? value.comment, at: at(line)});
		}
		if (cursor.at === before) {
			cursor.at++;
		}
	}
	return entries;
};

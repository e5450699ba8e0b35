import type {NftMapEntry} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {isAtEnd, type NftCursor, noteStrange, takeIf, takeText, wordAt} from './nft-cursor.ts';

type Half = {readonly text: string; readonly comment: string | null};

const ends: ReadonlySet<string> = new Set([',', '}', ':']);

/** A key or value: words joined by dots, or a verdict with its chain. */
const takeValue = (cursor: NftCursor): string => {
	if (!cursor.tokens[cursor.at]?.quoted && !/^[!-~]+$/.test(wordAt(cursor))) {
		noteStrange(cursor);
	}
	const word = wordAt(cursor);
	let text = takeText(cursor);
	if (word === 'jump' || word === 'goto') {
		text += ` ${takeText(cursor)}`;
	}
	while (takeIf(cursor, '.')) {
		text += ` . ${takeText(cursor)}`;
	}
	return text;
};

/** One side of an element, up to `:` or `,`. Keeps its comment; counters, limits and times, which follow the value, are left out. */
const half = (cursor: NftCursor): Half => {
	const line = cursor.tokens[cursor.at]?.line;
	const text = ends.has(wordAt(cursor)) ? '' : takeValue(cursor);
	let comment: string | null = null;
	while (!isAtEnd(cursor) && !ends.has(wordAt(cursor))) {
		const token = cursor.tokens[cursor.at];
		if (token?.line !== line) {
			// nft breaks lines behind a comma only: what stood there was no element.
			break;
		}
		if (takeIf(cursor, 'comment')) {
			comment = takeText(cursor);
			continue;
		}
		if (!token?.quoted && !/^[a-z0-9]/.test(wordAt(cursor))) {
			noteStrange(cursor);
		}
		cursor.at++;
	}
	return {text, comment};
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
		if (key.text !== '' && !cursor.strange.includes(line)) {
			entries.push({key: key.text, value: value.text, comment: key.comment ?? value.comment, at: at(line)});
		}
		if (cursor.at === before) {
			cursor.at++;
		}
	}
	return entries;
};

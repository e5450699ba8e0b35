import type {NftToken} from './nft-tokens.ts';
import {shortHex} from './nft-value.ts';

/** The tokens of a line, how far they are read, and the lines on which something stood that is not nft's (0-based). */
export type NftCursor = {readonly tokens: readonly NftToken[]; at: number; readonly strange: number[]};

/** A cursor at a token of a line. */
export const newCursor = (tokens: readonly NftToken[], at = 0): NftCursor => ({tokens, at, strange: []});

/** Notes that the token at hand is not nft's. */
export const noteStrange = (cursor: NftCursor): void => {
	const line = cursor.tokens[cursor.at]?.line;
	if (line !== undefined && !cursor.strange.includes(line)) {
		cursor.strange.push(line);
	}
};

/** The word `ahead` tokens on; empty for quoted text, which is never a keyword, and at the end. */
export const wordAt = (cursor: NftCursor, ahead = 0): string => {
	const token = cursor.tokens[cursor.at + ahead];
	return token === undefined || token.quoted ? '' : token.text;
};

/** Takes the next token's text, hexadecimal numbers in their one spelling. */
export const takeText = (cursor: NftCursor): string => {
	const token = cursor.tokens[cursor.at];
	if (token === undefined) {
		return '';
	}
	cursor.at++;
	return token.quoted || !token.text.includes('0x') ? token.text : shortHex(token.text);
};

/** Takes the next token with its quotes. */
export const takeQuoted = (cursor: NftCursor): string => {
	const isQuoted = cursor.tokens[cursor.at]?.quoted ?? false;
	const text = takeText(cursor);
	return isQuoted ? `"${text}"` : text;
};

/** Takes the next word if it is `word`. */
export const takeIf = (cursor: NftCursor, word: string): boolean => {
	if (wordAt(cursor) !== word) {
		return false;
	}
	cursor.at++;
	return true;
};

/** Whether nothing is left. */
export const isAtEnd = (cursor: NftCursor): boolean => cursor.at >= cursor.tokens.length;

/** Takes the texts up to one of `stops` at this depth of braces and joins them by blanks. */
export const takeUntil = (cursor: NftCursor, stops: ReadonlySet<string>): string => {
	const words: string[] = [];
	for (let depth = 0; !isAtEnd(cursor); ) {
		const word = wordAt(cursor);
		if (depth === 0 && stops.has(word)) {
			break;
		}
		depth += word === '{' ? 1 : word === '}' ? -1 : 0;
		words.push(takeText(cursor));
	}
	return words.join(' ');
};

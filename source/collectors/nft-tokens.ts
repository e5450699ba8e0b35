/** A word, mark or quoted text of nft's output. `quoted` text is data, whatever it looks like. */
export type NftToken = {readonly text: string; readonly quoted: boolean; readonly line: number};

/** What stands on one line of nft's output, or on several where braces or quotes are open. */
export type NftLine = {
	readonly tokens: readonly NftToken[];
	/** What follows `#`: `handle 12`, or a comment of its own. */
	readonly remark: string | null;
	/** 0-based number of its first line. */
	readonly line: number;
};

/** A comment in nft holds 128 bytes: a quote that is still open after so many characters belongs to a line that was cut. */
const longestQuoted = 1200;

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13;

type Scanner = {readonly text: string; at: number; line: number};

const closeOf = (scanner: Scanner): number => {
	const {text, at} = scanner;
	const found = text.indexOf('"', at + 1);
	const close = found < 0 ? text.length : found;
	if (found >= 0 && close - at <= longestQuoted) {
		return close;
	}
	// The rest of a line that was cut. Looks no further than the next quote, so that many of them stay linear.
	const newline = text.slice(at, close).indexOf('\n');
	return newline < 0 ? close : at + newline;
};

const countNewlines = (text: string): number => text.split('\n').length - 1;

/** Whether a word ends before the character at `at`. A comma inside a word belongs to it: `established,related`. */
const endsWord = (text: string, at: number): boolean => {
	const code = text.charCodeAt(at);
	if (isBlank(code) || code === 10 || code === 59) {
		return true;
	}
	const next = text.charCodeAt(at + 1);
	return code === 44 && (isBlank(next) || next === 10 || Number.isNaN(next));
};

/** One token; quotes inside a word are taken out (`"08:00"-"17:00"`). */
const nextToken = (scanner: Scanner): NftToken => {
	const {text, line} = scanner;
	let start = scanner.at;
	if (endsWord(text, start)) {
		scanner.at++;
		return {text: text.slice(start, scanner.at), quoted: false, line};
	}
	let made = '';
	let quoted = false;
	do {
		if (text.charCodeAt(scanner.at) === 34) {
			const close = closeOf(scanner);
			const inside = text.slice(scanner.at + 1, close);
			made += text.slice(start, scanner.at) + inside;
			scanner.line += countNewlines(inside);
			start = text.charCodeAt(close) === 34 ? close + 1 : close;
			scanner.at = start;
			quoted = true;
		} else {
			scanner.at++;
		}
	} while (scanner.at < text.length && !endsWord(text, scanner.at));
	return {text: made + text.slice(start, scanner.at), quoted, line};
};

const skipBlanks = (scanner: Scanner): void => {
	while (isBlank(scanner.text.charCodeAt(scanner.at))) {
		scanner.at++;
	}
};

const takeRemark = (scanner: Scanner): string => {
	const end = scanner.text.indexOf('\n', scanner.at);
	const remark = scanner.text.slice(scanner.at + 1, end < 0 ? scanner.text.length : end).trim();
	scanner.at = end < 0 ? scanner.text.length : end;
	return remark;
};

const isOpen = (token: NftToken): boolean => !token.quoted && token.text === '{';
const isClose = (token: NftToken): boolean => !token.quoted && token.text === '}';

/** Only the elements of a set run over lines. */
const goesOn = (tokens: readonly NftToken[], depth: number): boolean => {
	const [first] = tokens;
	return depth > 0 && first !== undefined && !first.quoted && first.text === 'elements';
};

/** The lines of nft's output: joined where a list goes on over several lines. */
export const nftLines = (text: string): readonly NftLine[] => {
	const scanner: Scanner = {text, at: 0, line: 0};
	const lines: NftLine[] = [];
	let tokens: NftToken[] = [];
	let remark: string | null = null;
	let depth = 0;
	const finish = (): void => {
		if (tokens.length > 0 || remark !== null) {
			lines.push({tokens, remark, line: tokens[0]?.line ?? scanner.line});
		}
		tokens = [];
		remark = null;
		depth = 0;
	};
	for (skipBlanks(scanner); scanner.at < text.length; skipBlanks(scanner)) {
		const code = text.charCodeAt(scanner.at);
		if (code === 10) {
			if (!goesOn(tokens, depth)) {
				finish();
			}
			scanner.at++;
			scanner.line++;
		} else if (code === 35) {
			remark = takeRemark(scanner);
		} else {
			const token = nextToken(scanner);
			tokens.push(token);
			depth += isOpen(token) ? 1 : isClose(token) ? -1 : 0;
		}
	}
	finish();
	return lines;
};

import type {IptablesRule, RuleOption} from '../model/facts/iptables.ts';
import type {Place} from '../model/place.ts';
import {closingQuote, isPrintedBare, opensOption, optionOf, takesAnyValue, unescapeValue} from './iptables-option.ts';

/** A rule while it is read. */
export type RuleDraft = {-readonly [K in keyof IptablesRule]: IptablesRule[K]};

/** What reading the rules of one text keeps: options seen before, by their text, since rules repeat them thousands of times, and where the last rule ended. */
export type RuleReader = {
	readonly text: string;
	readonly plain: Map<string, RuleOption>;
	readonly negated: Map<string, RuleOption>;
	readonly matches: RuleOption[];
	readonly targetOptions: RuleOption[];
	inTarget: boolean;
	/** The chain of the last rule: the rules of a chain stand together. */
	chain: string;
	/** Where the last rule ends: a newline or the end of the text. */
	end: number;
	quotedFrom: number;
	quotedTo: number;
	lineEnd: number;
};

/** A reader for the rules of one text. */
export const newRuleReader = (text: string): RuleReader => ({
	text,
	plain: new Map(),
	negated: new Map(),
	matches: [],
	targetOptions: [],
	inTarget: false,
	chain: '',
	end: 0,
	quotedFrom: -1,
	quotedTo: -1,
	lineEnd: 0,
});

const mostCached = 20_000;
const none: readonly RuleOption[] = [];
const blank = 32;
const bang = 33;
const quote = 34;
const dash = 45;

const skipBlanks = (text: string, from: number, end: number): number => {
	let at = from;
	while (at < end && text.charCodeAt(at) === blank) {
		at++;
	}
	return at;
};

const wordEnd = (text: string, from: number, end: number): number => {
	const next = text.indexOf(' ', from);
	return next < 0 || next > end ? end : next;
};

/** The name of an option whose value differs from rule to rule, so that remembering it would cost more than it saves; null for others. */
const rareNameAt = (text: string, from: number): string | null => {
	switch (text.charCodeAt(from + 1)) {
		case 100:
			return text.charCodeAt(from + 2) === blank ? '-d' : null;
		case 115:
			return text.charCodeAt(from + 2) === blank ? '-s' : null;
		case dash:
			return text.startsWith('--to-destination ', from)
				? '--to-destination'
				: text.startsWith('--probability ', from)
					? '--probability'
					: null;
		default:
			return null;
	}
};

const fresh = (text: string, from: number, end: number, negated: boolean): RuleOption | null => {
	const name = rareNameAt(text, from);
	if (name === null || end <= from + name.length + 1) {
		return null;
	}
	const value = from + name.length + 1;
	const next = text.indexOf(' ', value);
	return next < 0 || next >= end ? {name, negated, values: [text.slice(value, end)]} : null;
};

const cached = (reader: RuleReader, text: string, negated: boolean): RuleOption => {
	const map = negated ? reader.negated : reader.plain;
	const known = map.get(text);
	if (known !== undefined) {
		return known;
	}
	const option = optionOf(text, negated);
	if (map.size < mostCached) {
		map.set(text, option);
	}
	return option;
};

/** The end of the line in which `at` stands, without the carriage return of CRLF. */
export const lineEndAt = (text: string, at: number): number => {
	const next = text.indexOf('\n', at);
	const end = next < 0 ? text.length : next;
	return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
};

/** The end of a quoted value, over lines if need be, or -1. Remembers the first of an option. */
const passQuoted = (reader: RuleReader, open: number): number => {
	const close = closingQuote(reader.text, open, reader.lineEnd);
	if (close < 0) {
		return -1;
	}
	if (reader.quotedFrom < 0) {
		reader.quotedFrom = open + 1;
		reader.quotedTo = close;
	}
	if (close > reader.lineEnd) {
		reader.lineEnd = lineEndAt(reader.text, close);
	}
	return close + 1;
};

/** Whether the word at `at` ends the option whose name it follows after `values` values. */
const endsOption = (reader: RuleReader, start: number, nameEnd: number, at: number, values: number): boolean => {
	const {text, lineEnd} = reader;
	if (!opensOption(text, at, lineEnd)) {
		return false;
	}
	// `--mark ! 0x1` of old versions: the negation belongs to the option before it unless an option follows.
	const isOldNegation = values === 0 && text.charCodeAt(at) === bang;
	if (isOldNegation && text.charCodeAt(skipBlanks(text, at + 1, lineEnd)) !== dash) {
		return false;
	}
	return values > 0 || !takesAnyValue(text.slice(start, nameEnd));
};

const isComment = (text: string, at: number): boolean => text.startsWith('--comment ', at);

/** Where the option that starts at `start` ends, or -1 where a quote does not close. */
const optionEnd = (reader: RuleReader, start: number): number => {
	const {text} = reader;
	const nameEnd = wordEnd(text, start, reader.lineEnd);
	let end = nameEnd;
	let at = skipBlanks(text, nameEnd, reader.lineEnd);
	reader.quotedFrom = -1;
	for (let values = 0; at < reader.lineEnd && !endsOption(reader, start, nameEnd, at, values); values++) {
		if (text.charCodeAt(at) === quote && (isComment(text, start) || !isPrintedBare(text.slice(start, nameEnd)))) {
			end = passQuoted(reader, at);
			if (end < 0) {
				return -1;
			}
		} else {
			end = wordEnd(text, at, reader.lineEnd);
		}
		at = skipBlanks(text, end, reader.lineEnd);
	}
	return end;
};

const isShortMatch = (name: string): boolean =>
	name === '-m' || name === '-s' || name === '-d' || name === '-p' || name === '-i' || name === '-o' || name === '-f';

const add = (reader: RuleReader, rule: RuleDraft, option: RuleOption): boolean => {
	const {name, values} = option;
	if (name === '-A' || name === '-j' || name === '-g') {
		return false;
	}
	if (name === '-c') {
		rule.packets = Number(values[0]);
		rule.bytes = Number(values[1]);
		return Number.isFinite(rule.packets) && Number.isFinite(rule.bytes);
	}
	// People type matches behind the target; iptables-save prints it last.
	reader.inTarget = reader.inTarget && !isShortMatch(name);
	(reader.inTarget ? reader.targetOptions : reader.matches).push(option);
	return true;
};

/** Adds the option at `from`, a comment to the rule's comment. Several comments of one rule are joined by newlines. */
const addAt = (reader: RuleReader, rule: RuleDraft, from: number, end: number, negated: boolean): boolean => {
	const {text} = reader;
	if (isComment(text, from)) {
		const comment =
			reader.quotedFrom >= 0
				? unescapeValue(text.slice(reader.quotedFrom, reader.quotedTo))
				: text.slice(skipBlanks(text, from + 9, end), end);
		rule.comment = rule.comment === null ? comment : `${rule.comment}\n${comment}`;
		return true;
	}
	const second = text.charCodeAt(from + 1);
	if ((second === 103 || second === 106) && text.charCodeAt(from + 2) === blank) {
		rule.target = text.slice(skipBlanks(text, from + 2, end), end);
		rule.isGoto = second === 103;
		reader.inTarget = true;
		return rule.target !== '' && !rule.target.includes(' ');
	}
	const option = fresh(text, from, end, negated);
	if (option !== null) {
		return add(reader, rule, option);
	}
	const key = text.slice(from, end);
	return key === '-m comment' || add(reader, rule, cached(reader, key, negated));
};

const takeAll = (options: RuleOption[]): readonly RuleOption[] => {
	if (options.length === 0) {
		return none;
	}
	// A copy has no spare room, which an array that was pushed to has.
	const all = options.slice();
	options.length = 0;
	return all;
};

const readOptions = (reader: RuleReader, rule: RuleDraft, start: number): string | null => {
	const {text} = reader;
	let at = skipBlanks(text, start, reader.lineEnd);
	while (at < reader.lineEnd) {
		const negated = text.charCodeAt(at) === bang;
		const from = negated ? skipBlanks(text, at + 1, reader.lineEnd) : at;
		if (text.charCodeAt(from) !== dash) {
			return 'an option of iptables, such as -s, -m or -j';
		}
		const end = optionEnd(reader, from);
		if (end < 0) {
			return 'a closing quote';
		}
		if (!addAt(reader, rule, from, end, negated)) {
			return 'one rule on a line, with a target after -j';
		}
		at = skipBlanks(text, end, reader.lineEnd);
	}
	return null;
};

/**
 * The rule whose `-A CHAIN …` stands at `start` of the text, or what was expected there and not found. `-m comment` stands in `comment` alone.
 * Quotes come first: a comment may hold ` -j ` and newlines, and so look like rules of its own.
 */
export const ruleAt = (reader: RuleReader, start: number, lineEnd: number, at: Place): RuleDraft | string => {
	const {text} = reader;
	const chainStart = skipBlanks(text, start + 2, lineEnd);
	const chainEnd = wordEnd(text, chainStart, lineEnd);
	if (chainEnd === chainStart) {
		return 'the name of a chain after -A';
	}
	if (chainEnd - chainStart !== reader.chain.length || !text.startsWith(reader.chain, chainStart)) {
		reader.chain = text.slice(chainStart, chainEnd);
	}
	const rule: RuleDraft = {
		chain: reader.chain,
		target: null,
		isGoto: false,
		matches: none,
		targetOptions: none,
		comment: null,
		packets: null,
		bytes: null,
		at,
	};
	reader.inTarget = false;
	reader.lineEnd = lineEnd;
	const failure = readOptions(reader, rule, chainEnd);
	rule.matches = takeAll(reader.matches);
	rule.targetOptions = takeAll(reader.targetOptions);
	reader.end = reader.lineEnd;
	return failure ?? rule;
};

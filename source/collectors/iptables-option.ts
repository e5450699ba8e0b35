import type {RuleOption} from '../model/facts/iptables.ts';

/** Options whose first value may look like an option or a negation: names and free text that someone else chose. */
const takesAny: ReadonlySet<string> = new Set([
	...['-A', '-I', '-N', '-P', '-j', '-g', '-m', '-i', '-o', '--comment', '--name', '--match-set', '--add-set'],
	...['--del-set', '--map-set', '--physdev-in', '--physdev-out', '--nfacct-name', '--hashlimit-name'],
	...['--log-prefix', '--nflog-prefix', '--ulog-prefix', '--string', '--hex-string', '--cgroup', '--path'],
]);

/** Options whose value iptables-save prints without quotes whatever it holds, so that a quote in it is a letter. */
const printedBare: ReadonlySet<string> = new Set([
	...['-i', '-o', '--match-set', '--add-set', '--del-set', '--map-set', '--physdev-in', '--physdev-out'],
	...['--name', '--nfacct-name', '--hashlimit-name'],
]);

/** A comment of netfilter holds 256 bytes, each of which may be escaped: a longer quoted text over several lines is a broken line. */
const longestOverLines = 600;

const blank = 32;
const newline = 10;
const carriageReturn = 13;
const quote = 34;
const backslash = 92;
const dash = 45;
const bang = 33;

/**
 * Where a quoted value that opens at `open` closes, or -1. It may hold newlines: a comment is free text (iptables-extensions(8)).
 * A quote behind an odd number of backslashes is a letter.
 */
export const closingQuote = (text: string, open: number, lineEnd: number): number => {
	const limit = Math.max(lineEnd, Math.min(text.length, open + longestOverLines));
	for (let index = text.indexOf('"', open + 1); index >= 0 && index < limit; index = text.indexOf('"', index + 1)) {
		let escapes = index - 1;
		while (escapes > open && text.charCodeAt(escapes) === backslash) {
			escapes--;
		}
		if ((index - escapes) % 2 === 1) {
			const after = index + 1 < text.length ? text.charCodeAt(index + 1) : newline;
			// A quote in the middle of a word closes nothing: the text was cut and this one opens another value.
			return after === blank || after === newline || after === carriageReturn ? index : -1;
		}
	}
	return -1;
};

/** Takes the backslashes of iptables-save out of a quoted value: `pod\'s` is `pod's`. */
export const unescapeValue = (text: string): string => (text.includes('\\') ? text.replace(/\\([\s\S])/g, '$1') : text);

/** Whether an option takes its next word whatever that looks like. */
export const takesAnyValue = (name: string): boolean => takesAny.has(name);

/** Whether quotes mean nothing in the value of an option. */
export const isPrintedBare = (name: string): boolean => printedBare.has(name);

/** Whether a word that starts at `start` opens the next option or its negation. */
export const opensOption = (text: string, start: number, end: number): boolean => {
	const code = text.charCodeAt(start);
	return code === dash || (code === bang && (start + 1 === end || text.charCodeAt(start + 1) === blank));
};

/** The words of an option's text, which has no newline outside quotes: its name and values, quotes and escapes taken off. */
const wordsOf = (text: string): readonly string[] => {
	const words: string[] = [];
	let at = 0;
	while (at < text.length) {
		if (text.charCodeAt(at) === blank) {
			at++;
			continue;
		}
		const isQuoted = text.charCodeAt(at) === quote && words.length > 0 && !printedBare.has(words[0] ?? '');
		const close = isQuoted ? closingQuote(text, at, text.length) : -1;
		const next = text.indexOf(' ', at);
		const end = close >= 0 ? close + 1 : next < 0 ? text.length : next;
		words.push(close >= 0 ? unescapeValue(text.slice(at + 1, close)) : text.slice(at, end));
		at = end;
	}
	return words;
};

const noValues: readonly string[] = [];

/** An option from its text (`--dport 6443`). Old spellings negate behind the name: `--mark ! 0x1`. */
export const optionOf = (text: string, negated: boolean): RuleOption => {
	const first = text.indexOf(' ');
	if (first < 0) {
		return {name: text, negated, values: noValues};
	}
	if (text.charCodeAt(first + 1) !== quote && !text.includes(' ', first + 1)) {
		return {name: text.slice(0, first), negated, values: [text.slice(first + 1)]};
	}
	const [name = '', ...values] = wordsOf(text);
	const isNegatedInside = values.length > 1 && values[0] === '!';
	return {name, negated: negated || isNegatedInside, values: isNegatedInside ? values.slice(1) : values};
};

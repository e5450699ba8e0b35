import {escapeVisible} from './escape-visible.ts';

/** The longest run of backticks in a text. */
const longestRun = (text: string): number =>
	(text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);

/** Code of what is escaped already (CommonMark 6.1). */
const codeOf = (shown: string): string => {
	const fence = '`'.repeat(longestRun(shown) + 1);
	// A blank at each end is taken away by readers, and a backtick there would belong to the fence.
	const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
	return shown.trim() === '' ? '` `' : `${fence}${pad}${shown}${pad}${fence}`;
};

/** A value in a line of Markdown, so that nothing in it is a mark, a link, a mention or an emoji. */
export const inlineCode = (text: string): string => codeOf(escapeVisible(text));

/** Lines as a block whose fence is longer than any in it. Each is set in by two blanks: robots of issue trackers obey lines that begin with a slash. */
export const fencedBlock = (kind: 'text' | 'sh', lines: readonly string[]): string => {
	const shown = lines.map((line) => (kind === 'text' ? `  ${escapeVisible(line)}` : escapeVisible(line)));
	const longest = shown.reduce((most, line) => Math.max(most, longestRun(line)), 2);
	const fence = '`'.repeat(longest + 1);
	return [`${fence}${kind}`, ...shown, fence].join('\n');
};

/** Words that no Markdown, no issue tracker and no chat makes anything of, with the signs of a sentence around them. */
const plainWord = /^["'‘“(]*\p{L}[\p{L}\p{N}]*(?:['’-]\p{L}+)*["'’”)]*[.,;:!?…]*$/u;
const plainNumber = /^[(]*\p{Nd}{1,6}[)]*[.,;:!?…]*$/u;
const plainSign = /^(?:[-–→…=+/])$/u;
/** Trackers link what looks like a commit. */
const likeCommit = /[0-9a-f]{7}/i;

const isPlain = (word: string, isFirst: boolean): boolean =>
	!likeCommit.test(word) && (plainWord.test(word) || (!isFirst && (plainNumber.test(word) || plainSign.test(word))));

/** A word, or words that a sentence quotes as code (`ip rule`), with the signs around them. */
const piece = /(["'‘“(]*)`([^`]+)`(["'’”)]*[.,;:!?…]*)(?= |$)|[^ ]+/gu;

const proseOf = (word: string, isFirst: boolean): string => {
	if (isPlain(word, isFirst)) {
		return word;
	}
	const [, before = '', value = '', after = ''] = /^(["'‘“(]*)(.*?)(["'’”)]*[.,;:!?…]*)$/u.exec(word) ?? [];
	return value === '' ? codeOf(word) : `${before}${codeOf(value)}${after}`;
};

/** A sentence in which words and values of a node are mixed: whatever is not a plain word stands as code, with the signs that end it outside. */
export const markdownProse = (text: string): string =>
	[...escapeVisible(text).matchAll(piece)]
		.map(([word, before = '', quoted, after = ''], index) =>
			quoted === undefined ? proseOf(word, index === 0) : `${before}${codeOf(quoted)}${after}`,
		)
		.join(' ');

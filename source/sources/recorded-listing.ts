/** What a listing says an entry is; `unknown` where it was printed without `-l`. */
export type ListedKind = 'directory' | 'link' | 'file' | 'unknown';

/**
 * A folder as a recorded `ls` printed it. `hidden`: names with a leading dot were listed too. `whole`: every line was understood, so a name
 * that is not there was not on the node.
 */
export type Listing = {
	readonly names: ReadonlyMap<string, ListedKind>;
	readonly hidden: boolean;
	readonly whole: boolean;
};

/** The listings of one recorded `ls` command (ls(1)), and the operands that it said do not exist. */
export type ListingOutput = {
	/** By path, for operands that were printed with a header. */
	readonly headed: ReadonlyMap<string, Listing>;
	/** The listing of the one operand, printed without a header. */
	readonly only: Listing | null;
	/** Paths that `ls` could not find. */
	readonly missing: readonly string[];
};

const kinds: Readonly<Record<string, ListedKind>> = {d: 'directory', l: 'link'};

/** The words of a line with where the rest begins after each; stops after `limit` words. */
const wordsOf = (line: string, limit: number): readonly {readonly word: string; readonly end: number}[] => {
	const words: {word: string; end: number}[] = [];
	let index = 0;
	while (words.length < limit && index < line.length) {
		while (line[index] === ' ') {
			index++;
		}
		const start = index;
		while (index < line.length && line[index] !== ' ') {
			index++;
		}
		if (index > start) {
			words.push({word: line.slice(start, index), end: index});
		}
	}
	return words;
};

/** How many words the date takes: `Nov 21 04:35`, `2026-11-21 04:35`, `2026-11-21 04:35:07.1 +0000`, `?`. */
const dateWords = (words: readonly {readonly word: string}[], from: number): number => {
	const [first, , third] = words.slice(from, from + 3).map(({word}) => word);
	if (first === '?') {
		return 1;
	}
	if (first?.length === 10 && first[4] === '-') {
		return third !== undefined && (third[0] === '+' || third[0] === '-') && third.length === 5 ? 3 : 2;
	}
	return 3;
};

const longEntry = (line: string): readonly [string, ListedKind] | null => {
	const type = line[0] ?? '';
	if (!'-dlbcps?D'.includes(type)) {
		return null;
	}
	const words = wordsOf(line, 9);
	// Devices print "major, minor" in the place of the size.
	const size = words[4]?.word.endsWith(',') === true ? 6 : 5;
	const last = words[size + dateWords(words, size) - 1];
	if (last === undefined || last.end + 1 >= line.length) {
		return null;
	}
	const rest = line.slice(last.end + 1);
	const arrow = type === 'l' ? rest.indexOf(' -> ') : -1;
	return [arrow === -1 ? rest : rest.slice(0, arrow), kinds[type] ?? 'file'];
};

const listingOf = (lines: readonly string[], long: boolean, hidden: boolean): Listing => {
	const names = new Map<string, ListedKind>();
	let whole = !long;
	let understood = true;
	for (const line of lines) {
		if (line === '') {
			continue;
		}
		if (long && /^total \d/.test(line)) {
			// `ls -l` prints a total even for an empty folder; without it the output was cut.
			whole = true;
			continue;
		}
		const entry = long ? longEntry(line) : ([line, 'unknown'] as const);
		if (entry === null) {
			understood = false;
		} else if (entry[0] !== '.' && entry[0] !== '..') {
			names.set(...entry);
		}
	}
	return {names, hidden, whole: whole && understood};
};

const missingOperand = (line: string): string | null => {
	const suffix = ': No such file or directory';
	if (!line.startsWith('ls: ') || !line.endsWith(suffix)) {
		return null;
	}
	const middle = line.slice('ls: '.length, -suffix.length).replace(/^cannot access /, '');
	return middle.replace(/^['"‘]/, '').replace(/['"’]$/, '');
};

/**
 * Reads the output of `ls [-l…] FOLDER…`. `isOperand` says whether a path was asked for: a file name in a folder could imitate a header.
 */
export const parseListing = (
	stdout: string,
	stderr: string,
	flags: string,
	isOperand: (path: string) => boolean,
): ListingOutput => {
	const long = flags.includes('l');
	const hidden = /[aA]/.test(flags);
	const lines = stdout.split('\n');
	const headed = new Map<string, Listing>();
	const starts = lines.flatMap((line, index) =>
		line.startsWith('/') && line.endsWith(':') && isOperand(line.slice(0, -1)) ? [index] : [],
	);
	for (const [order, start] of starts.entries()) {
		const section = lines.slice(start + 1, starts[order + 1] ?? lines.length);
		headed.set((lines[start] ?? '').slice(0, -1), listingOf(section, long, hidden));
	}
	const missing = stderr
		.split('\n')
		.map(missingOperand)
		.filter((path) => path !== null)
		.filter(isOperand);
	return {headed, only: starts.length === 0 ? listingOf(lines, long, hidden) : null, missing};
};

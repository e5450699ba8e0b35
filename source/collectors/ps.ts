import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Process} from '../model/facts/process.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {toInteger} from './socket-endpoint.ts';
import {endOfWord, linesOf, skipBlanks} from './words.ts';

/** Which words of a row are what. The command is the rest of the line behind `before` words. */
type Columns = {
	readonly pid: number;
	readonly parent: number;
	readonly user: number;
	readonly state: number;
	readonly before: number;
};

const commandHeads = new Set(['COMMAND', 'CMD', 'ARGS']);

/** Reads the line of column heads of ps(1), whatever `-o` chose; null for other lines. */
const readHeader = (line: string): Columns | null => {
	const heads = line.trim().split(/\s+/);
	const last = heads.at(-1) ?? '';
	if (!heads.includes('PID') || !commandHeads.has(last) || heads.length > 40) {
		return null;
	}
	const find = (...names: readonly string[]): number => heads.findIndex((head) => names.includes(head));
	return {
		pid: find('PID'),
		parent: find('PPID'),
		user: find('USER', 'UID', 'RUSER', 'EUSER'),
		state: find('STAT', 'S'),
		before: heads.length - 1,
	};
};

const efColumns: Columns = {user: 0, pid: 1, parent: 2, state: -1, before: 7};
const auxColumns: Columns = {user: 0, pid: 1, parent: -1, state: 7, before: 10};
const eoColumns: Columns = {pid: 0, parent: 1, user: 2, state: -1, before: 3};

/** The columns of rows without a header (grep output), by what the words look like: `ps aux`, `ps -ef` or `ps -eo pid,ppid,user,args`. */
const guessColumns = (line: string): Columns | null => {
	const words = line.trim().split(/\s+/, 11);
	const isNumber = (index: number): boolean => toInteger(words[index] ?? '') !== null;
	const isShare = (index: number): boolean => /^\d+\.\d+$/.test(words[index] ?? '');
	if (isNumber(1) && isShare(2) && isShare(3) && isNumber(4) && words.length === 11) {
		return auxColumns;
	}
	if (isNumber(1) && isNumber(2) && isNumber(3) && /^[\d:-]+$/.test(words[6] ?? '')) {
		return efColumns;
	}
	return isNumber(0) && isNumber(1) && words.length >= 4 && !isNumber(2) ? eoColumns : null;
};

/** `[kthreadd]` is how ps shows a process without arguments. */
const nameOf = (argv: readonly string[]): string => {
	const [first = ''] = argv;
	if (argv.length === 1 && first.startsWith('[') && first.includes(']')) {
		return first.slice(1, first.lastIndexOf(']'));
	}
	const base = first.slice(first.lastIndexOf('/') + 1);
	return (base.endsWith(':') ? base.slice(0, -1) : base).slice(0, 15);
};

const readRow = (line: string, columns: Columns, at: Place): Process | null => {
	const words: string[] = [];
	let index = skipBlanks(line, 0);
	while (words.length < columns.before && index < line.length) {
		const end = endOfWord(line, index);
		words.push(line.slice(index, end));
		index = skipBlanks(line, end);
	}
	const pid = toInteger(words[columns.pid] ?? '');
	// Trees of `ps f` and `ps -H` indent the command with `\_`.
	const command = line
		.slice(index)
		.replace(/^[\s|\\_]+(?=\S)/, '')
		.trimEnd();
	if (pid === null || command === '' || words.length < columns.before) {
		return null;
	}
	const argv = command.split(' ').filter((word) => word !== '');
	const kernel = argv.length === 1 && command.startsWith('[') && command.endsWith(']');
	return {
		pid,
		parent: toInteger(words[columns.parent] ?? ''),
		name: nameOf(argv),
		argv: kernel ? [] : argv,
		executable: null,
		state: words[columns.state]?.slice(0, 1) ?? null,
		user: words[columns.user] ?? null,
		startSeconds: null,
		cgroup: null,
		pod: null,
		networkNamespace: null,
		hostNetwork: null,
		pidNamespaces: null,
		at,
	};
};

/** Processes as ps(1) lists them: `ps aux`, `ps -ef`, `ps -eo pid,ppid,user,args -ww`, other columns as long as the command is the last, rows of grep. Arguments are split at blanks: ps does not keep them apart. */
export const parsePs = (part: Part): Parsed<readonly Process[]> => {
	const value: Process[] = [];
	const unparsed: Unparsed[] = [];
	let columns: Columns | null = null;
	for (const [index, line] of linesOf(part.text).entries()) {
		if (line.trim() === '') {
			continue;
		}
		const header = readHeader(line.slice(0, 2000));
		if (header !== null) {
			columns = header;
			continue;
		}
		const at = {source: part.name, line: lineNumber(part, index)};
		const process = columns === null ? null : readRow(line, columns, at);
		const guessed = columns === null ? guessColumns(line.slice(0, 2000)) : null;
		const found = process ?? (guessed === null ? null : readRow(line, guessed, at));
		if (found === null) {
			unparsed.push({...at, text: line, expected: 'a process: the columns of the header, the command last'});
		} else {
			value.push(found);
		}
	}
	return {value, unparsed};
};

const recognise = (text: string): number => {
	const lines = text.slice(0, 4096).split('\n', 20);
	if (lines.some((line) => readHeader(line) !== null)) {
		return 1;
	}
	const [first = ''] = lines.filter((line) => line.trim() !== '');
	const columns = guessColumns(first);
	return columns === null ? 0 : columns === eoColumns ? 0.3 : 0.8;
};

/** `ps aux`, `ps -ef`, `ps -eo pid,ppid,user,args -ww`: ps(1). */
export const psFormat: Format = {name: 'ps', title: 'Processes (ps)', recognise, parse: parsePs};

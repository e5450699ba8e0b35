import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';

/** A line of a long listing (ls(1)). `directory` is null where neither a header nor the command names it; `size` in bytes. */
export type ListedFile = {
	readonly directory: string | null;
	readonly name: string;
	readonly type: 'file' | 'directory' | 'link' | 'other';
	/** Permissions as printed: `rwxr-xr-x`, with a trailing `.`, `+` or `@` where there is one. */
	readonly mode: string;
	readonly size: number | null;
	readonly target: string | null;
	readonly at: Place;
};

const types: Readonly<Record<string, ListedFile['type']>> = {'-': 'file', d: 'directory', l: 'link'};
const longestLine = 8192;
const modePattern = /^[-dlbcpsD][-rwxsStTlL]{9}[.+@]?$|^[-dlbcpsD?]\?{9}$/;
const datePattern =
	/^(?:[A-Za-z]{3} +[0-9]{1,2} +(?:[0-9]{1,2}:[0-9]{2}|[0-9]{4})|[0-9]{1,2} +[A-Za-z]{3} +(?:[0-9]{1,2}:[0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{2}-[0-9]{2} +[0-9]{2}:[0-9]{2}(?::[0-9.]{2,20})?(?: [-+][0-9]{4})?|\?) /;

/** The directory that a command line lists: its only operand. */
const operandOf = (command: string): string | null => {
	const [program, ...words] = command.split(' ');
	const operands = words.filter((word) => word !== '' && !word.startsWith('-'));
	const isFolder = program === 'ls' && operands.length === 1 && !/ -[A-Za-z]*d/.test(command);
	return isFolder ? (operands[0] ?? null) : null;
};

const skipWord = (line: string, index: number): number => {
	const blank = line.indexOf(' ', index);
	let next = blank < 0 ? line.length : blank;
	while (line[next] === ' ') {
		next++;
	}
	return next;
};

const unquote = (name: string): string =>
	name.length > 1 && (name[0] === "'" || name[0] === '"') && name.endsWith(name[0]) ? name.slice(1, -1) : name;

const parseEntry = (line: string, directory: string | null, at: Place): ListedFile | null => {
	const [mode = ''] = line.split(' ', 1);
	if (!modePattern.test(mode)) {
		return null;
	}
	let index = 0;
	for (let field = 0; field < 4; field++) {
		index = skipWord(line, index);
	}
	const sizeWord = line.slice(index).split(' ', 1)[0] ?? '';
	index = skipWord(line, index);
	// Devices print `major, minor` where others have a size.
	index = sizeWord.endsWith(',') ? skipWord(line, index) : index;
	const rest = line.slice(index);
	const [date] = datePattern.exec(rest) ?? [];
	if (date === undefined || rest.length === date.length) {
		return null;
	}
	const label = rest.slice(date.length);
	const arrow = mode.startsWith('l') ? label.indexOf(' -> ') : -1;
	return {
		directory,
		name: unquote(arrow < 0 ? label : label.slice(0, arrow)),
		type: types[mode[0] ?? ''] ?? 'other',
		mode: mode.slice(1),
		size: /^[0-9]{1,15}$/.test(sizeWord) ? Number(sizeWord) : null,
		target: arrow < 0 ? null : unquote(label.slice(arrow + 4)),
		at,
	};
};

/** Reads `ls -l`, `ls -la` and `ls -ld`, of one folder or of several with headers; dates in the classic or an ISO style. */
export const parseLs = (part: Part): Parsed<readonly ListedFile[]> => {
	const value: ListedFile[] = [];
	const unparsed: Unparsed[] = [];
	let directory = operandOf(part.name);
	for (const [index, raw] of part.text.split('\n').entries()) {
		const line = raw.trimEnd();
		const at: Place = {source: part.name, line: lineNumber(part, index)};
		if (line === '' || /^total [0-9.,]+[KMGT]?$/.test(line)) {
			continue;
		}
		const entry = line.length > longestLine ? null : parseEntry(line, directory, at);
		if (entry !== null) {
			value.push(entry);
		} else if (line.startsWith('/') && line.endsWith(':')) {
			directory = line.length > 2 ? line.slice(0, -1) : '/';
		} else if (!line.startsWith('ls: ')) {
			unparsed.push({...at, text: raw, expected: 'a line of `ls -l`: mode, links, owner, group, size, date, name'});
		}
	}
	return {value, unparsed};
};

/** The text of `ls -l`. */
export const lsFormat: Format = {
	name: 'ls',
	title: 'Long listing of folders (ls -l)',
	recognise: (text) => {
		const lines = text.slice(0, 4096).split('\n').slice(0, 40);
		const rows = lines.filter((line) => modePattern.test(line.split(' ', 1)[0] ?? '')).length;
		return rows > 0 && rows * 2 >= lines.filter((line) => line.trim() !== '').length - 3 ? 0.9 : 0;
	},
	parse: parseLs,
};

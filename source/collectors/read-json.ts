import type {Document, Entry, Tree, TreeProblem} from './tree.ts';

/** Deeper than any file of Kubernetes, and shallow enough for the call stack. */
const deepest = 200;

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;

type Cursor = {
	readonly text: string;
	readonly isOneLine: boolean;
	index: number;
	line: number;
	lineStart: number;
	problem: TreeProblem | null;
};

const fail = (cursor: Cursor, message: string, index = cursor.index): null => {
	cursor.problem ??= {line: cursor.line, column: index - cursor.lineStart + 1, message};
	return null;
};

const skipBlanks = (cursor: Cursor): void => {
	for (;;) {
		const code = cursor.text.charCodeAt(cursor.index);
		if (code === 10) {
			cursor.line++;
			cursor.lineStart = cursor.index + 1;
		} else if (code !== 32 && code !== 9 && code !== 13) {
			return;
		}
		cursor.index++;
	}
};

const found = (cursor: Cursor): string => {
	const code = cursor.text.codePointAt(cursor.index);
	return code === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(code));
};

const readString = (cursor: Cursor): string | null => {
	const start = cursor.index;
	let end = start + 1;
	for (let code = cursor.text.charCodeAt(end); code !== 34; code = cursor.text.charCodeAt(end)) {
		if (Number.isNaN(code) || code < 32) {
			return fail(cursor, 'the string that starts here has no end on its line');
		}
		end += code === 92 ? 2 : 1;
	}
	cursor.index = end + 1;
	const raw = cursor.text.slice(start, end + 1);
	try {
		return JSON.parse(raw) as string;
	} catch {
		return fail(cursor, 'the string that starts here has an escape that JSON does not know', start);
	}
};

const readWord = (cursor: Cursor, line: number, path: {readonly path?: string}): Tree | null => {
	for (const [word, value] of [
		['true', true],
		['false', false],
		['null', null],
	] as const) {
		if (cursor.text.startsWith(word, cursor.index)) {
			cursor.index += word.length;
			return {kind: 'scalar', value, line, ...path};
		}
	}
	numberPattern.lastIndex = cursor.index;
	const [digits] = numberPattern.exec(cursor.text) ?? [];
	if (digits === undefined) {
		return fail(cursor, `expected a value, found ${found(cursor)}`);
	}
	cursor.index += digits.length;
	return {kind: 'scalar', value: Number(digits), line, ...path};
};

/** Steps over the comma between two members; false at the closing bracket, null where neither stands. */
const nextMember = (cursor: Cursor, close: string): boolean | null => {
	skipBlanks(cursor);
	if (cursor.text[cursor.index] === close) {
		cursor.index++;
		return false;
	}
	if (cursor.text[cursor.index] !== ',') {
		return fail(cursor, `expected "," or "${close}", found ${found(cursor)}`);
	}
	const comma: TreeProblem = {
		line: cursor.line,
		column: cursor.index - cursor.lineStart + 1,
		message: `a comma before "${close}" is not allowed`,
	};
	cursor.index++;
	skipBlanks(cursor);
	if (cursor.text[cursor.index] === close) {
		cursor.problem ??= comma;
		return null;
	}
	return true;
};

/** Steps into a list or map; false where it is empty. */
const enter = (cursor: Cursor, close: string): boolean => {
	cursor.index++;
	skipBlanks(cursor);
	if (cursor.text[cursor.index] === close) {
		cursor.index++;
		return false;
	}
	return true;
};

const readList = (cursor: Cursor, pointer: string, depth: number): readonly Tree[] | null => {
	const items: Tree[] = [];
	for (let more: boolean | null = enter(cursor, ']'); more; more = nextMember(cursor, ']')) {
		const item = readValue(cursor, `${pointer}/${items.length}`, depth + 1);
		if (item === null) {
			return null;
		}
		items.push(item);
	}
	return cursor.problem === null ? items : null;
};

const readMap = (cursor: Cursor, pointer: string, depth: number): ReadonlyMap<string, Entry> | null => {
	const entries = new Map<string, Entry>();
	for (let more: boolean | null = enter(cursor, '}'); more; more = nextMember(cursor, '}')) {
		if (cursor.text[cursor.index] !== '"') {
			return fail(cursor, `expected a key in double quotes, found ${found(cursor)}`);
		}
		const {line} = cursor;
		const key = readString(cursor);
		if (key === null) {
			return null;
		}
		skipBlanks(cursor);
		if (cursor.text[cursor.index] !== ':') {
			return fail(cursor, `expected ":" after the key, found ${found(cursor)}`);
		}
		cursor.index++;
		const value = readValue(cursor, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
		if (value === null) {
			return null;
		}
		entries.set(key, {line, value});
	}
	return cursor.problem === null ? entries : null;
};

const readValue = (cursor: Cursor, pointer: string, depth: number): Tree | null => {
	skipBlanks(cursor);
	const {line} = cursor;
	const path = cursor.isOneLine && pointer !== '' ? {path: pointer} : {};
	if (depth > deepest) {
		return fail(cursor, 'nested too deeply');
	}
	switch (cursor.text[cursor.index]) {
		case '{': {
			const entries = readMap(cursor, pointer, depth);
			return entries && {kind: 'map', entries, line, ...path};
		}
		case '[': {
			const items = readList(cursor, pointer, depth);
			return items && {kind: 'list', items, line, ...path};
		}
		case '"': {
			const value = readString(cursor);
			return value === null ? null : {kind: 'scalar', value, line, ...path};
		}
		default:
			return readWord(cursor, line, path);
	}
};

/**
 * Reads JSON by the letter of RFC 8259, with the line of every value. Of equal keys the last counts, as in Go.
 * The first error has its line and column; a comma too many is shown where it stands.
 */
export const readJson = (text: string): Document => {
	const isOneLine = !text.trimEnd().includes('\n');
	const cursor: Cursor = {text, isOneLine, index: 0, line: 1, lineStart: 0, problem: null};
	const tree = readValue(cursor, '', 0);
	if (tree !== null) {
		skipBlanks(cursor);
		if (cursor.index < text.length) {
			fail(cursor, `expected the end of the text, found ${found(cursor)}`);
		}
	}
	return {tree, problem: cursor.problem};
};

import type {Entry, Scalar, Tree} from './tree.ts';

type Row = {readonly line: number; readonly indent: number; readonly text: string};

/** Where the reading stands: rows that are not blank and no comment. */
type Cursor = {readonly rows: Row[]; index: number};

const deepest = 50;
const integerPattern = /^(?:0|-?[1-9][0-9]{0,14})$/;
const numberPattern = /^[-+]?(?:[0-9][0-9_]*$|0[xo]|\.[0-9]|[0-9]+\.?[0-9]*(?:[eE]|$)|\.(?:inf|Inf|INF|nan|NaN|NAN)$)/;
const keyPattern = /^[A-Za-z/][A-Za-z0-9_./-]*$/;
const wordPattern = /^(?:true|True|TRUE|false|False|FALSE|null|Null|NULL)$/;
const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
	['true', true],
	['false', false],
	['null', null],
]);

/** The rows of a text, or null where a character or a mark of a document needs the full reader. */
const rowsOf = (text: string): Row[] | null => {
	const rows: Row[] = [];
	const lines = text.split('\n');
	let isBegun = false;
	for (const [i, raw] of lines.entries()) {
		const line = raw.trimEnd();
		const content = line.trimStart();
		if (!/^[\x20-\x7e]*\r?$/.test(raw)) {
			return null;
		}
		if (content === '' || content.startsWith('#')) {
			continue;
		}
		// The mark may stand once, before the document: a second one begins another.
		if (line === '---' && rows.length === 0 && !isBegun) {
			isBegun = true;
			continue;
		}
		if (line.startsWith('---') || line.startsWith('...')) {
			return null;
		}
		rows.push({line: i + 1, indent: line.length - content.length, text: content});
	}
	return rows;
};

const readPlain = (text: string): {readonly value: Scalar} | null => {
	const isOperator = /^[-?:]/.test(text) && (text.length === 1 || text[1] === ' ');
	if (isOperator || /^[[\]{}&*!|>'"%@`,#~]/.test(text) || /: | #|:$/.test(text)) {
		return null;
	}
	if (integerPattern.test(text)) {
		return {value: Number(text)};
	}
	if (wordPattern.test(text)) {
		const value = words.get(text);
		return value === undefined ? null : {value};
	}
	return numberPattern.test(text) ? null : {value: text};
};

const readScalar = (text: string, line: number): Tree | null => {
	if (text === '{}') {
		return {kind: 'map', entries: new Map(), line};
	}
	if (text === '[]') {
		return {kind: 'list', items: [], line};
	}
	const quote = text[0];
	if (quote === '"' || quote === "'") {
		const inner = text.slice(1, -1);
		const isWhole = text.length > 1 && text.endsWith(quote) && !inner.includes(quote) && !inner.includes('\\');
		return isWhole ? {kind: 'scalar', value: inner, line} : null;
	}
	const plain = readPlain(text);
	return plain && {kind: 'scalar', value: plain.value, line};
};

/** A scalar must not go on in the next row. */
const readLeaf = (cursor: Cursor, text: string, row: Row): Tree | null => {
	const next = cursor.rows[cursor.index];
	return next !== undefined && next.indent > row.indent ? null : readScalar(text, row.line);
};

const isItem = (row: Row | undefined): boolean => row?.text.startsWith('- ') ?? false;

const readItems = (cursor: Cursor, indent: number, depth: number): Tree | null => {
	const items: Tree[] = [];
	const line = cursor.rows[cursor.index]?.line ?? 1;
	for (let row = cursor.rows[cursor.index]; row?.indent === indent && isItem(row); row = cursor.rows[cursor.index]) {
		const rest = row.text.slice(2).trimStart();
		const inner: Row = {line: row.line, indent: indent + row.text.length - rest.length, text: rest};
		let item: Tree | null;
		if (splitKey(rest) === null) {
			cursor.index++;
			item = isItem(inner) ? null : readLeaf(cursor, rest, row);
		} else {
			cursor.rows[cursor.index] = inner;
			item = readEntries(cursor, inner.indent, depth + 1);
		}
		if (item === null) {
			return null;
		}
		items.push(item);
	}
	return {kind: 'list', items, line};
};

const splitKey = (text: string): {readonly key: string; readonly rest: string} | null => {
	const colon = text.indexOf(':');
	const key = text.slice(0, colon);
	const isKey = colon > 0 && (text[colon + 1] ?? ' ') === ' ' && keyPattern.test(key) && !wordPattern.test(key);
	return isKey ? {key, rest: text.slice(colon + 1).trimStart()} : null;
};

const readBelow = (cursor: Cursor, row: Row, depth: number): Tree | null => {
	const next = cursor.rows[cursor.index];
	if (next !== undefined && isItem(next) && next.indent >= row.indent) {
		return readItems(cursor, next.indent, depth + 1);
	}
	if (next !== undefined && next.indent > row.indent) {
		return readEntries(cursor, next.indent, depth + 1);
	}
	return {kind: 'scalar', value: null, line: row.line};
};

const readEntries = (cursor: Cursor, indent: number, depth: number): Tree | null => {
	const entries = new Map<string, Entry>();
	const line = cursor.rows[cursor.index]?.line ?? 1;
	if (depth > deepest) {
		return null;
	}
	for (
		let row = cursor.rows[cursor.index];
		row !== undefined && row.indent >= indent;
		row = cursor.rows[cursor.index]
	) {
		const pair = splitKey(row.text);
		if (row.indent !== indent || pair === null || entries.has(pair.key)) {
			return null;
		}
		cursor.index++;
		const value = pair.rest === '' ? readBelow(cursor, row, depth) : readLeaf(cursor, pair.rest, row);
		if (value === null) {
			return null;
		}
		entries.set(pair.key, {line: row.line, value});
	}
	return {kind: 'map', entries, line};
};

/**
 * Reads the YAML that Kubernetes' own tools write: block maps and lists, plain and simply quoted scalars of one line.
 * Null for everything else, which the full reader then reads: reading the files of a control-plane node costs 1 ms so, and 30 ms through it.
 */
export const readSimpleYaml = (text: string): Tree | null => {
	const rows = rowsOf(text);
	const [first] = rows ?? [];
	if (rows === null || first === undefined) {
		return null;
	}
	const cursor: Cursor = {rows, index: 0};
	const tree = isItem(first) ? readItems(cursor, first.indent, 0) : readEntries(cursor, first.indent, 0);
	return cursor.index === rows.length ? tree : null;
};

import {parse, TomlError} from 'smol-toml';
import {lineNumber, type Part} from '../model/capture.ts';
import type {Place} from '../model/place.ts';

/** A TOML document: the value under a path of keys, and the line on which its last key is set (of its table where that cannot be told). */
export type TomlTree = {
	readonly valueAt: (path: readonly string[]) => unknown;
	readonly placeOf: (path: readonly string[]) => Place;
};

/** Why a text is not TOML, the line (as evidence names it) and what stands there. */
export type TomlProblem = {readonly line: number; readonly message: string; readonly text: string};

const longest = 1_048_576;

const lookUp = (document: unknown, path: readonly string[]): unknown => {
	let value = document;
	for (const key of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
			return undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	return value;
};

/** The keys of a dotted key: `plugins."io.containerd.grpc.v1.cri".cni`. */
const splitDotted = (text: string): readonly string[] => {
	const keys: string[] = [];
	let key = '';
	let quote = '';
	for (const character of text) {
		if (quote !== '') {
			quote = character === quote ? '' : quote;
			key += quote === '' ? '' : character;
		} else if (character === '"' || character === "'") {
			quote = character;
		} else if (character === '.') {
			keys.push(key);
			key = '';
		} else if (character !== ' ' && character !== '\t') {
			key += character;
		}
	}
	return [...keys, key];
};

/** The line (index) of each table header and of each key, by path. */
const indexLines = (text: string): ReadonlyMap<string, number> => {
	const index = new Map<string, number>();
	let table: readonly string[] = [];
	for (const [i, raw] of text.split('\n').entries()) {
		const line = raw.trim();
		const equals = line.indexOf('=');
		if (line.startsWith('[') && line.includes(']')) {
			const inner = line.replace(/^\[\[?/, '');
			table = splitDotted(inner.slice(0, inner.lastIndexOf(']')).replace(/\]$/, ''));
			index.set(table.join('\0'), i);
		} else if (equals > 0 && !line.startsWith('#') && line.length < 4096) {
			const path = [...table, ...splitDotted(line.slice(0, equals))].join('\0');
			if (!index.has(path)) {
				index.set(path, i);
			}
		}
	}
	return index;
};

const describe = (error: unknown): {readonly line: number; readonly message: string} =>
	error instanceof TomlError
		? {line: error.line, message: (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')}
		: {line: 1, message: 'nested too deeply'};

/** Reads TOML 1.0. Never throws; a text that does not parse is an empty document with the first problem. */
export const readToml = (part: Part): {readonly tree: TomlTree; readonly problem: TomlProblem | null} => {
	let document: unknown = null;
	let problem: TomlProblem | null = null;
	try {
		document = part.text.length > longest ? null : parse(part.text.replaceAll('\r\n', '\n'));
	} catch (error) {
		const {line, message} = describe(error);
		const text = part.text.split('\n')[line - 1]?.trimEnd() ?? '';
		problem = {line: lineNumber(part, line - 1), message, text};
	}
	if (document === null && problem === null) {
		problem = {line: 1, message: `longer than ${longest} characters`, text: ''};
	}
	let lines: ReadonlyMap<string, number> | null = null;
	const placeOf = (path: readonly string[]): Place => {
		lines ??= indexLines(part.text);
		const own = lines.get(path.join('\0')) ?? lines.get(path.slice(0, -1).join('\0')) ?? 0;
		return {source: part.name, line: lineNumber(part, own)};
	};
	return {tree: {valueAt: (path) => lookUp(document, path), placeOf}, problem};
};

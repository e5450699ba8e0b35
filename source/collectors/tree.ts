import {lineNumber, type Part} from '../model/capture.ts';
import type {Place} from '../model/place.ts';

/** A value that JSON and YAML have in common, without its inside. */
export type Scalar = string | number | boolean | null;

/** A key of a map with the line (1-based) of the key. */
export type Entry = {readonly line: number; readonly value: Tree};

/**
 * A value read from JSON or YAML with the line (1-based) at which it starts.
 * `path` (RFC 6901) is set where one line holds a whole document, so that the line alone says nothing.
 */
export type Tree = {readonly line: number; readonly path?: string} & (
	| {readonly kind: 'scalar'; readonly value: Scalar}
	| {readonly kind: 'list'; readonly items: readonly Tree[]}
	| {readonly kind: 'map'; readonly entries: ReadonlyMap<string, Entry>}
);

/** Why a text is not the format it should be, and where (both 1-based). */
export type TreeProblem = {readonly line: number; readonly column: number; readonly message: string};

/** What a reader of JSON or YAML returns: what could be read, and the first thing that is wrong. */
export type Document = {readonly tree: Tree | null; readonly problem: TreeProblem | null};

/** The entry under a path of keys, or null. */
export const entryAt = (tree: Tree | null | undefined, ...keys: readonly string[]): Entry | null => {
	let entry: Entry | null = tree ? {line: tree.line, value: tree} : null;
	for (const key of keys) {
		entry = entry?.value.kind === 'map' ? (entry.value.entries.get(key) ?? null) : null;
	}
	return entry;
};

/** The value under a path of keys, or null. */
export const treeAt = (tree: Tree | null | undefined, ...keys: readonly string[]): Tree | null =>
	entryAt(tree, ...keys)?.value ?? null;

/** The text under a path of keys; null where there is none or it is no text. */
export const textAt = (tree: Tree | null | undefined, ...keys: readonly string[]): string | null => {
	const value = treeAt(tree, ...keys);
	return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
};

/** The items of the list under a path of keys; empty where there is none. */
export const itemsAt = (tree: Tree | null | undefined, ...keys: readonly string[]): readonly Tree[] => {
	const value = treeAt(tree, ...keys);
	return value?.kind === 'list' ? value.items : [];
};

/** The texts of the list under a path of keys; items that are no text are left out. */
export const textsAt = (tree: Tree | null | undefined, ...keys: readonly string[]): readonly string[] =>
	itemsAt(tree, ...keys)
		.map((item) => textAt(item))
		.filter((text) => text !== null);

/** Where a value stands in its part. */
export const placeIn = (part: Part, at: {readonly line: number; readonly path?: string}): Place => ({
	source: part.name,
	line: lineNumber(part, at.line - 1),
	...(at.path === undefined ? {} : {path: at.path}),
});

/** The value as plain data. Objects have no prototype, so that a key of the text can be any word. */
export const plainValue = (tree: Tree): unknown => {
	if (tree.kind === 'scalar') {
		return tree.value;
	}
	if (tree.kind === 'list') {
		return tree.items.map(plainValue);
	}
	const plain: Record<string, unknown> = Object.create(null);
	for (const [key, entry] of tree.entries) {
		plain[key] = plainValue(entry.value);
	}
	return plain;
};

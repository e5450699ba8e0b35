import {
	type Document as FullDocument,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	type ParsedNode,
	parseAllDocuments,
} from 'yaml';
import {readJson} from './read-json.ts';
import {readSimpleYaml} from './read-simple-yaml.ts';
import type {Document, Entry, Scalar, Tree, TreeProblem} from './tree.ts';

const longest = 262_144;
const deepest = 100;
const mostNodes = 100_000;
const mostOpen = 1000;
const aliasCost = 1000;
const longestMessage = 200;

type Walk = {readonly document: FullDocument.Parsed; readonly lines: LineCounter; left: number};

const lineOf = (walk: Walk, node: {range?: readonly number[] | null | undefined}): number =>
	walk.lines.linePos(node.range?.[0] ?? 0).line || 1;

const scalarOf = (value: unknown): Scalar =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
		? value
		: String(value);

/** The node as a tree; null past the limits, so that aliases of aliases cannot grow. */
const toTree = (walk: Walk, node: unknown, depth: number): Tree | null => {
	walk.left--;
	if (walk.left < 0 || depth > deepest) {
		return null;
	}
	if (isAlias(node)) {
		// Finding an anchor walks the document, so that few are worth it.
		walk.left -= aliasCost;
		return toTree(walk, node.resolve(walk.document), depth + 1);
	}
	if (isMap<ParsedNode, ParsedNode | null>(node)) {
		const entries = new Map<string, Entry>();
		for (const {key, value} of node.items) {
			const line = lineOf(walk, key);
			const tree = value === null ? ({kind: 'scalar', value: null, line} as const) : toTree(walk, value, depth + 1);
			if (tree === null) {
				return null;
			}
			entries.set(isScalar(key) ? String(key.value) : String(key), {line, value: tree});
		}
		return {kind: 'map', entries, line: lineOf(walk, node)};
	}
	if (isSeq<ParsedNode>(node)) {
		const items = node.items.map((item) => toTree(walk, item, depth + 1));
		return items.includes(null) ? null : {kind: 'list', items: items as readonly Tree[], line: lineOf(walk, node)};
	}
	return isScalar<unknown>(node)
		? {kind: 'scalar', value: scalarOf(node.value), line: lineOf(walk, node)}
		: {kind: 'scalar', value: null, line: 1};
};

/** A cheap look at the nesting, because the library needs seconds for a text that is nothing but brackets. */
const isTooDeep = (text: string): boolean => {
	let depth = 0;
	let marks = 0;
	for (let i = 0; i < text.length; i++) {
		const character = text[i];
		if (character === '[' || character === '{') {
			depth++;
		} else if (character === ']' || character === '}') {
			depth--;
		} else if (character === '\n') {
			marks = 0;
		} else if ((character === '-' || character === '?') && text[i + 1] === ' ') {
			marks++;
		}
		if (depth > mostOpen || marks > mostOpen) {
			return true;
		}
	}
	return false;
};

const tooMuch = (message: string): Document => ({tree: null, problem: {line: 1, column: 1, message}});

/** The library's words for the commonest slip tell nobody that a colon is missing. */
const messageOf = (error: {readonly code: string; readonly message: string}): string =>
	error.code === 'MULTILINE_IMPLICIT_KEY'
		? 'a key has no colon after it'
		: (error.message.split('\n')[0] ?? '').slice(0, longestMessage);

const readFull = (text: string): Document => {
	const lines = new LineCounter();
	const documents = parseAllDocuments(text, {lineCounter: lines, prettyErrors: false, logLevel: 'silent'});
	const document = [...documents].find((each) => each.contents !== null || each.errors.length > 0);
	if (document === undefined) {
		return {tree: null, problem: null};
	}
	const [error] = document.errors;
	let problem: TreeProblem | null = null;
	if (error !== undefined) {
		const {line, col} = lines.linePos(error.pos[0]);
		problem = {
			line: line || 1,
			column: col || 1,
			message: messageOf(error),
		};
	}
	const tree = document.contents === null ? null : toTree({document, lines, left: mostNodes}, document.contents, 0);
	return tree === null && problem === null ? tooMuch('too many or too deeply nested values') : {tree, problem};
};

/**
 * Reads the first document of a YAML text, or JSON, with the line of every value. Never throws.
 * No merge keys, no tags of its own, limits on size, depth and aliases. What could be read of a broken text is returned beside the problem.
 */
export const readYaml = (text: string): Document => {
	if (text.trimStart().startsWith('{')) {
		const json = readJson(text);
		if (json.problem === null) {
			return json;
		}
	}
	const simple = readSimpleYaml(text);
	if (simple !== null) {
		return {tree: simple, problem: null};
	}
	if (text.length > longest) {
		return tooMuch(`longer than ${longest} characters: no file of Kubernetes is`);
	}
	if (isTooDeep(text)) {
		return tooMuch('nested too deeply');
	}
	try {
		return readFull(text);
	} catch {
		// The library recurses; only the call stack can end here.
		return tooMuch('nested too deeply');
	}
};

import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {CniConfigFile, CniProblem} from '../model/facts/cni.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {toCniPlugin} from './cni-plugin.ts';
import {readJson} from './read-json.ts';
import {entryAt, itemsAt, placeIn, type Tree, textAt} from './tree.ts';

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const longest = 1_048_576;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a folder of network configurations holds is one plugin in a `.conf` or `.json`, and a list of them in a `.conflist`. */
const shapeProblem = (part: Part, tree: Tree, isList: boolean): CniProblem | null => {
	const type = entryAt(tree, 'type');
	if (isList && /\.(?:conf|json)$/.test(part.name) && type === null) {
		return {
			message: 'a list of plugins belongs in a .conflist file',
			at: placeIn(part, entryAt(tree, 'plugins') ?? tree),
		};
	}
	if (!isList && part.name.endsWith('.conflist')) {
		const message = type === null ? 'it has no plugins' : 'a single plugin belongs in a .conf file, not in a .conflist';
		return {message, at: placeIn(part, type ?? tree)};
	}
	return null;
};

const nameProblem = (part: Part, tree: Tree): CniProblem | null => {
	const entry = entryAt(tree, 'name');
	const name = textAt(entry?.value);
	if (entry === null || name === null || name === '') {
		return {message: 'it has no name', at: placeIn(part, entry ?? tree)};
	}
	return namePattern.test(name)
		? null
		: {message: 'its name has characters that a network may not have', at: placeIn(part, entry)};
};

const pluginProblems = (part: Part, tree: Tree, isList: boolean): readonly CniProblem[] => {
	const plugins = itemsAt(tree, 'plugins');
	if (isList && plugins.length === 0) {
		return [{message: 'its list of plugins is empty', at: placeIn(part, entryAt(tree, 'plugins') ?? tree)}];
	}
	const untyped = (isList ? plugins : [tree]).filter((plugin) => !textAt(plugin, 'type'));
	return untyped.map((plugin) => ({message: 'a plugin has no type', at: placeIn(part, plugin)}));
};

const problemsOf = (part: Part, tree: Tree, isList: boolean): readonly CniProblem[] => {
	const shape = shapeProblem(part, tree, isList);
	const name = nameProblem(part, tree);
	// A file of the wrong shape lacks plugins or types only because of that.
	const plugins = shape === null ? pluginProblems(part, tree, isList) : [];
	return [shape, name, ...plugins].filter((problem) => problem !== null);
};

const syntaxProblem = (part: Part): {readonly tree: Tree | null; readonly problem: CniProblem | null} => {
	const first: Place = {source: part.name, line: lineNumber(part, 0)};
	if (part.text.trim() === '') {
		return {tree: null, problem: {message: 'it is empty: truncated, or being written', at: first}};
	}
	if (part.text.length > longest) {
		return {tree: null, problem: {message: `it is longer than ${longest} characters`, at: first}};
	}
	const {tree, problem} = readJson(part.text);
	if (problem !== null) {
		const message = `not valid JSON, line ${problem.line} column ${problem.column}: ${problem.message}`;
		return {tree: null, problem: {message, at: placeIn(part, problem)}};
	}
	return tree?.kind === 'map'
		? {tree, problem: null}
		: {tree: null, problem: {message: 'it is no JSON object', at: first}};
};

/**
 * Reads a CNI network configuration and what is wrong with it, by the rules of JSON and of the specification
 * (https://www.cni.dev/docs/spec/#section-1-network-configuration-format). A broken file is a record too.
 */
export const parseCniConfig = (part: Part): Parsed<readonly CniConfigFile[]> => {
	const {tree, problem} = syntaxProblem(part);
	const plugins = entryAt(tree, 'plugins');
	const isList = plugins?.value.kind === 'list';
	const named = entryAt(tree, 'name');
	const at = problem?.at ?? (named === null ? {source: part.name, line: lineNumber(part, 0)} : placeIn(part, named));
	const parsed = tree === null ? [] : isList ? itemsAt(tree, 'plugins') : entryAt(tree, 'type') === null ? [] : [tree];
	const value: CniConfigFile = {
		file: baseName(part.name),
		path: part.name,
		name: textAt(named?.value),
		cniVersion: textAt(tree, 'cniVersion'),
		isList,
		plugins: parsed.map((plugin) => toCniPlugin(part, plugin)),
		problems: problem === null && tree !== null ? problemsOf(part, tree, isList) : problem === null ? [] : [problem],
		at,
	};
	const text =
		problem === null ? '' : (part.text.split('\n').find((_, i) => lineNumber(part, i) === problem.at.line) ?? '');
	const unparsed: readonly Unparsed[] =
		problem === null
			? []
			: [{...problem.at, text: text.trimEnd().slice(0, 1000), expected: 'a network configuration in JSON'}];
	return {value: [value], unparsed};
};

/** The text of a CNI network configuration. */
export const cniConfigFormat: Format = {
	name: 'cni-config',
	title: 'CNI network configuration',
	recognise: (text) => {
		const sample = text.slice(0, 16_384);
		const isObject = sample.trimStart().startsWith('{');
		return isObject && sample.includes('"cniVersion"') && /"(?:type|plugins)"/.test(sample) ? 0.95 : 0;
	},
	parse: parseCniConfig,
};

import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Flag, StaticContainer, StaticPod} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {readFlags} from '../model/read-flags.ts';
import {readYaml} from './read-yaml.ts';
import {entryAt, itemsAt, placeIn, type Tree, textAt, treeAt} from './tree.ts';

const shells = new Set(['sh', 'bash', 'dash', 'ash']);

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const wordsOf = (container: Tree): readonly Tree[] => [...itemsAt(container, 'command'), ...itemsAt(container, 'args')];

/** The flags of a command; of the script where a shell runs one (`sh -c "exec kube-proxy --flag"`). */
const flagsOf = (part: Part, words: readonly {readonly text: string; readonly tree: Tree}[]): readonly Flag[] => {
	const script = words.findIndex(({text}) => text === '-c' || text === '-ec') + 1;
	const target = words[script];
	if (shells.has(baseName(words[0]?.text ?? '')) && script > 0 && target !== undefined) {
		return readFlags(target.text.split(/\s+/), placeIn(part, target.tree));
	}
	const texts = words.map(({text}) => text);
	return readFlags(texts, (index) => placeIn(part, words[index]?.tree ?? {line: 1}));
};

const toContainer = (part: Part, container: Tree): StaticContainer => {
	const words = wordsOf(container).map((tree) => ({
		// Kubernetes wants strings here; a number or boolean is shown as it was read.
		text: tree.kind === 'scalar' ? String(tree.value) : '',
		tree,
	}));
	const name = entryAt(container, 'name');
	return {
		name: textAt(container, 'name') ?? '',
		image: textAt(container, 'image'),
		command: words.map(({text}) => text),
		flags: flagsOf(part, words),
		at: placeIn(part, name ?? container),
	};
};

const faultOf = (tree: Tree | null): string | null => {
	if (tree?.kind !== 'map') {
		return tree === null ? 'the file is empty' : 'it is not a map';
	}
	const kind = textAt(tree, 'kind');
	if (kind !== 'Pod') {
		return kind === null ? 'it has no kind, and so is no Pod' : `its kind is ${kind}, not Pod`;
	}
	return itemsAt(tree, 'spec', 'containers').length === 0 ? 'it has no containers' : null;
};

/**
 * Reads a static pod manifest, YAML or JSON (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/).
 * Kubelet reads every file of the folder whatever its name, the first document of it.
 */
export const parseStaticPod = (part: Part): Parsed<readonly StaticPod[]> => {
	const {tree, problem} = readYaml(part.text);
	const fault = problem === null ? faultOf(tree) : `line ${problem.line}: ${problem.message}`;
	const name = entryAt(tree, 'metadata', 'name');
	const first: Place = {source: part.name, line: lineNumber(part, 0)};
	const at = problem !== null ? placeIn(part, problem) : name === null ? first : placeIn(part, name);
	const isHostNetwork = treeAt(tree, 'spec', 'hostNetwork');
	const line = problem === null ? null : (part.text.split('\n')[problem.line - 1] ?? '').trimEnd();
	const unparsed: readonly Unparsed[] =
		line === null ? [] : [{...at, text: line, expected: `a Pod in YAML: ${problem?.message}`}];
	const pod: StaticPod = {
		file: baseName(part.name),
		path: part.name,
		name: textAt(tree, 'metadata', 'name'),
		namespace: textAt(tree, 'metadata', 'namespace'),
		hostNetwork: isHostNetwork?.kind === 'scalar' && isHostNetwork.value === true,
		containers: itemsAt(tree, 'spec', 'containers').map((container) => toContainer(part, container)),
		problem: fault,
		at,
	};
	return {value: [pod], unparsed};
};

/** The text of a Pod manifest. */
export const staticPodFormat: Format = {
	name: 'static-pod',
	title: 'Manifest of a static pod',
	recognise: (text) => {
		const sample = text.slice(0, 65_536);
		return /(?:^|[{,]\s{0,8})"?kind"?\s{0,2}:\s{0,4}"?Pod\b/m.test(sample) && /\bcontainers"?:/.test(sample) ? 0.9 : 0;
	},
	parse: parseStaticPod,
};

import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {ConfigFile} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {type KubeletSettings, kubeletFields} from './kubelet-fields.ts';
import {readYaml} from './read-yaml.ts';
import {entryAt, placeIn, type Tree, textAt} from './tree.ts';

/** A value of a file, still of any type, and where it stands. */
export type FileValue = {readonly value: unknown; readonly at: Place};

/** A KubeletConfiguration as it stands: the settings that it names. `state` of `file` is `invalid` where kubelet would refuse it. */
export type KubeletFile = {
	readonly file: ConfigFile;
	readonly kind: string | null;
	readonly settings: {readonly [K in keyof KubeletSettings]?: FileValue};
	readonly at: Place;
};

type Fault = {readonly at: Place; readonly problem: string};

/** A list is shown at its first item, where the value stands, not at its key. */
const placeOfValue = (part: Part, line: number, value: Tree): Place =>
	placeIn(part, value.kind === 'list' ? (value.items[0] ?? {...value, line}) : value.path ? value : {line});

const isZero = (value: unknown): boolean => value === '' || value === 0;

const readSettings = (
	part: Part,
	tree: Tree | null,
): {readonly settings: KubeletFile['settings']; readonly fault: Fault | null} => {
	const settings: {[name: string]: FileValue} = {};
	let fault: Fault | null = null;
	for (const [name, {keys, read, type, zeroIsDefault}] of Object.entries(kubeletFields)) {
		const entry = keys === null ? null : entryAt(tree, ...keys);
		if (entry === null || (entry.value.kind === 'scalar' && entry.value.value === null)) {
			continue;
		}
		const at = placeOfValue(part, entry.line, entry.value);
		const value = read(entry.value);
		if (value === undefined) {
			fault ??= {at, problem: `${keys?.join('.')} must be ${type}`};
		} else if (!zeroIsDefault || !isZero(value)) {
			settings[name] = {value, at};
		}
	}
	return {settings, fault};
};

const faultOf = (part: Part, tree: Tree | null): Fault | null => {
	if (tree?.kind !== 'map') {
		return {at: {source: part.name, line: 1}, problem: tree === null ? 'the file is empty' : 'it is not a map'};
	}
	const kind = entryAt(tree, 'kind');
	return kind !== null && textAt(kind.value) !== 'KubeletConfiguration'
		? {at: placeIn(part, kind), problem: 'its kind is not KubeletConfiguration'}
		: null;
};

/**
 * Reads a KubeletConfiguration, YAML or JSON (https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/).
 * What can be read of a broken file is kept beside the problem.
 */
export const parseKubeletConfig = (part: Part): Parsed<readonly KubeletFile[]> => {
	const {tree, problem} = readYaml(part.text);
	const read = readSettings(part, tree);
	const broken: Fault | null = problem && {at: placeIn(part, problem), problem: problem.message};
	const fault = broken ?? faultOf(part, tree) ?? read.fault;
	const at = fault?.at ?? {source: part.name, line: lineNumber(part, 0)};
	const file: ConfigFile = {
		path: part.name,
		state: fault === null ? 'read' : 'invalid',
		problem: fault === null ? null : `line ${fault.at.line}: ${fault.problem}`,
		at,
	};
	const line = problem === null ? null : (part.text.split('\n')[problem.line - 1] ?? '');
	const unparsed: readonly Unparsed[] =
		line === null ? [] : [{...at, text: line.trimEnd(), expected: `a KubeletConfiguration in YAML: ${fault?.problem}`}];
	return {value: [{file, kind: textAt(tree, 'kind'), settings: read.settings, at}], unparsed};
};

/** The text of a KubeletConfiguration. */
export const kubeletConfigFormat: Format = {
	name: 'kubelet-config',
	title: "kubelet's configuration file",
	recognise: (text) =>
		/(?:^|[{,]\s{0,8})"?kind"?\s{0,2}:\s{0,4}"?KubeletConfiguration\b/m.test(text.slice(0, 65_536)) ? 1 : 0,
	parse: parseKubeletConfig,
};

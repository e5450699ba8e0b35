import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {ConfigFile, KubeProxyConfig, Setting} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {readYaml} from './read-yaml.ts';
import {entryAt, placeIn, type Scalar, type Tree, textAt} from './tree.ts';

/** A KubeProxyConfiguration as it stands; settings that it does not name are null. */
export type KubeProxyFile = {
	readonly file: ConfigFile;
	readonly settings: {readonly [K in Exclude<keyof KubeProxyConfig, 'files'>]: KubeProxyConfig[K] | null};
	readonly at: Place;
};

type Finder = {
	readonly scalar: <T extends Scalar>(
		isType: (value: Scalar) => value is T,
		...keys: readonly string[]
	) => Setting<T> | null;
	readonly list: (...keys: readonly string[]) => Setting<readonly string[]> | null;
};

const isText = (value: Scalar): value is string => typeof value === 'string';
const isNumber = (value: Scalar): value is number => typeof value === 'number';
const isTruth = (value: Scalar): value is boolean => typeof value === 'boolean';

const finder = (part: Part, tree: Tree | null): Finder => ({
	scalar: (isType, ...keys) => {
		const entry = entryAt(tree, ...keys);
		const value = entry?.value.kind === 'scalar' ? entry.value.value : null;
		return entry !== null && isType(value) ? {value, from: 'file', at: placeIn(part, entry)} : null;
	},
	list: (...keys) => {
		const entry = entryAt(tree, ...keys);
		if (entry?.value.kind !== 'list') {
			return null;
		}
		const value = entry.value.items.map((item) => textAt(item)).filter((item) => item !== null);
		return {value, from: 'file', at: placeIn(part, entry.value.items[0] ?? entry)};
	},
});

const splitList = (setting: Setting<string> | null): Setting<readonly string[]> | null =>
	setting && {...setting, value: setting.value.split(',').filter((item) => item !== '')};

const settingsOf = ({scalar, list}: Finder): KubeProxyFile['settings'] => {
	const mode = scalar(isText, 'mode');
	// Each mode reads its own section.
	const section = mode?.value === 'nftables' ? 'nftables' : 'iptables';
	return {
		mode,
		clusterCidrs: splitList(scalar(isText, 'clusterCIDR')),
		healthzBindAddress: scalar(isText, 'healthzBindAddress'),
		metricsBindAddress: scalar(isText, 'metricsBindAddress'),
		detectLocalMode: scalar(isText, 'detectLocalMode'),
		nodePortAddresses: list('nodePortAddresses'),
		masqueradeBit: scalar(isNumber, section, 'masqueradeBit'),
		masqueradeAll: scalar(isTruth, section, 'masqueradeAll'),
		hostnameOverride: scalar(isText, 'hostnameOverride'),
		conntrackMaxPerCore: scalar(isNumber, 'conntrack', 'maxPerCore'),
		conntrackMin: scalar(isNumber, 'conntrack', 'min'),
	};
};

const faultOf = (tree: Tree | null): string | null => {
	if (tree?.kind !== 'map') {
		return tree === null ? 'the file is empty' : 'it is not a map';
	}
	return textAt(tree, 'kind') === 'KubeProxyConfiguration' ? null : 'its kind is not KubeProxyConfiguration';
};

/** Reads a KubeProxyConfiguration, YAML or JSON (https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/). */
export const parseKubeProxyConfig = (part: Part): Parsed<readonly KubeProxyFile[]> => {
	const {tree, problem} = readYaml(part.text);
	const fault = problem?.message ?? faultOf(tree);
	const at: Place = problem === null ? {source: part.name, line: lineNumber(part, 0)} : placeIn(part, problem);
	const file: ConfigFile = {
		path: part.name,
		state: fault === null ? 'read' : 'invalid',
		problem: fault === null ? null : `line ${at.line}: ${fault}`,
		at,
	};
	const line = problem === null ? null : (part.text.split('\n')[problem.line - 1] ?? '').trimEnd();
	const unparsed: readonly Unparsed[] =
		line === null ? [] : [{...at, text: line, expected: `a KubeProxyConfiguration in YAML: ${fault}`}];
	return {value: [{file, settings: settingsOf(finder(part, tree)), at}], unparsed};
};

/** The text of kube-proxy's config.conf. */
export const kubeProxyConfigFormat: Format = {
	name: 'kube-proxy-config',
	title: "kube-proxy's configuration file",
	recognise: (text) =>
		/(?:^|[{,]\s{0,8})"?kind"?\s{0,2}:\s{0,4}"?KubeProxyConfiguration\b/m.test(text.slice(0, 65_536)) ? 1 : 0,
	parse: parseKubeProxyConfig,
};

import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {ConfigFile, ContainerdConfig, Setting} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {readToml, type TomlTree} from './read-toml.ts';

/** One config.toml of containerd, as it stands: settings that it does not name are null. `imports` are globs of further files. */
export type ContainerdFile = {
	readonly file: ConfigFile;
	readonly version: number | null;
	readonly imports: readonly string[];
	readonly settings: {
		readonly [K in Exclude<keyof ContainerdConfig, 'files' | 'version'>]: ContainerdConfig[K] | null;
	};
	readonly at: Place;
};

/** Where the CRI plugin's tables stand in versions 3, 2 and 1 of the format. */
const runtimeTables = [
	['plugins', 'io.containerd.cri.v1.runtime'],
	['plugins', 'io.containerd.grpc.v1.cri'],
	['plugins', 'cri'],
] as const;

type Read<T> = (value: unknown) => T | null;

const asText: Read<string> = (value) => (typeof value === 'string' ? value : null);
const asTexts: Read<readonly string[]> = (value) =>
	Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
const asNumber: Read<number> = (value) => (typeof value === 'number' ? value : null);
const asBoolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : null);
const asFolders: Read<readonly string[]> = (value) => (typeof value === 'string' && value !== '' ? [value] : null);

/** The first of some keys that has a value of the right type. */
const settingOf = <T>(tree: TomlTree, paths: readonly (readonly string[])[], read: Read<T>): Setting<T> | null => {
	for (const path of paths) {
		const value = read(tree.valueAt(path));
		if (value !== null) {
			return {value, from: 'file', at: tree.placeOf(path)};
		}
	}
	return null;
};

const under = (...keys: readonly string[]): readonly (readonly string[])[] =>
	runtimeTables.map((table) => [...table, ...keys]);

const settingsOf = (tree: TomlTree): ContainerdFile['settings'] => {
	const runtime = settingOf(tree, under('containerd', 'default_runtime_name'), asText)?.value ?? 'runc';
	const options = under('containerd', 'runtimes', runtime, 'options', 'SystemdCgroup');
	const lists = settingOf(tree, under('cni', 'bin_dirs'), asTexts);
	return {
		disabledPlugins: settingOf(tree, [['disabled_plugins']], asTexts),
		confDir: settingOf(tree, under('cni', 'conf_dir'), asText),
		binDirs: lists !== null && lists.value.length > 0 ? lists : settingOf(tree, under('cni', 'bin_dir'), asFolders),
		maxConfNum: settingOf(tree, under('cni', 'max_conf_num'), asNumber),
		systemdCgroup: settingOf(tree, [...options, ...under('systemd_cgroup')], asBoolean),
		streamAddress: settingOf(tree, under('stream_server_address'), asText),
	};
};

/**
 * Reads a config.toml of containerd in version 1, 2 or 3 (https://github.com/containerd/containerd/blob/main/docs/cri/config.md).
 * A file that does not parse is a record too, with the reason.
 */
export const parseContainerdConfig = (part: Part): Parsed<readonly ContainerdFile[]> => {
	const {tree, problem} = readToml(part);
	const at: Place = {source: part.name, line: problem?.line ?? 1};
	const file: ConfigFile = {
		path: part.name,
		state: problem === null ? 'read' : 'invalid',
		problem: problem === null ? null : `line ${problem.line}: ${problem.message}`,
		at,
	};
	const unparsed: readonly Unparsed[] =
		problem === null ? [] : [{...at, text: problem.text, expected: `TOML: ${problem.message}`}];
	const value: ContainerdFile = {
		file,
		version: asNumber(tree.valueAt(['version'])),
		imports: asTexts(tree.valueAt(['imports'])) ?? [],
		settings: settingsOf(tree),
		at,
	};
	return {value: [value], unparsed};
};

/** The text of containerd's config.toml. */
export const containerdConfigFormat: Format = {
	name: 'containerd-config',
	title: "containerd's config.toml",
	recognise: (text) => {
		const sample = text.slice(0, 8192);
		return /^\s{0,40}\[plugins\.["']?(?:io\.containerd|cri)/m.test(sample) || /^disabled_plugins\s{0,8}=/m.test(sample)
			? 0.95
			: 0;
	},
	parse: parseContainerdConfig,
};

import type {Capture} from '../model/capture.ts';
import {defineCollector, type InputSlot, type KnownFacts} from '../model/collector.ts';
import type {ConfigFile, ContainerdConfig, Setting} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import type {Input} from '../model/input.ts';
import {mayBeOfNode} from '../model/may-be-of-node.ts';
import type {Unparsed} from '../model/place.ts';
import {lastFlag, readFlags} from '../model/read-flags.ts';
import {type ContainerdFile, parseContainerdConfig} from './containerd-file.ts';
import {notHere, partialOf, unavailable} from './gaps.ts';

const usual = '/etc/containerd/config.toml';

/** Where distributions keep it that bring their own containerd. */
const others = [
	'/var/lib/rancher/k3s/agent/etc/containerd/config.toml',
	'/var/lib/rancher/rke2/agent/etc/containerd/config.toml',
	'/var/snap/microk8s/current/args/containerd.toml',
];

const dropIns: Readonly<Record<string, string>> = {
	[usual]: '/etc/containerd/conf.d',
	[others[0] ?? '']: '/var/lib/rancher/k3s/agent/etc/containerd/config-v3.toml.d',
	[others[1] ?? '']: '/var/lib/rancher/rke2/agent/etc/containerd/config-v3.toml.d',
};

const isContainerd = (process: Process): boolean =>
	process.name === 'containerd' && mayBeOfNode(process) && process.pod === null;

const configOf = (process: Process): string | null => {
	const flags = readFlags(process.argv, process.at);
	return (lastFlag(flags, 'config') ?? lastFlag(flags, 'c'))?.value ?? null;
};

/** The path that the running containerd was given. Docker starts one of its own, which Kubernetes does not use. */
const givenPath = (known: KnownFacts): string | null =>
	(known.processes ?? [])
		.filter(isContainerd)
		.map(configOf)
		.find((path) => path?.startsWith('/') && !path.includes('/docker/')) ?? null;

const folderFor = (known: KnownFacts): string => dropIns[givenPath(known) ?? usual] ?? '/etc/containerd/conf.d';

const inputsFor = (known: KnownFacts): readonly InputSlot[] => {
	const given = givenPath(known);
	const paths = given === null ? [usual, ...others] : [given];
	return [
		paths.map((file): Input => ({file, format: 'containerd-config'})),
		{directory: folderFor(known), match: '*.toml', format: 'containerd-config'},
	];
};

/** A later file sets over an earlier one. */
const pick = <K extends keyof ContainerdFile['settings']>(
	files: readonly ContainerdFile[],
	name: K,
	fallback: ContainerdConfig[K]['value'],
): ContainerdConfig[K] => {
	const found = files.findLast((file) => file.settings[name] !== null)?.settings[name];
	const byDefault: Setting<ContainerdConfig[K]['value']> = {value: fallback, from: 'default', at: null};
	return (found ?? byDefault) as ContainerdConfig[K];
};

const effective = (files: readonly ContainerdFile[], states: readonly ConfigFile[]): ContainerdConfig => ({
	files: states,
	version: files[0]?.version ?? null,
	disabledPlugins: pick(files, 'disabledPlugins', []),
	confDir: pick(files, 'confDir', '/etc/cni/net.d'),
	binDirs: pick(files, 'binDirs', ['/opt/cni/bin']),
	maxConfNum: pick(files, 'maxConfNum', 1),
	systemdCgroup: pick(files, 'systemdCgroup', false),
	streamAddress: pick(files, 'streamAddress', '127.0.0.1'),
});

/** Imports that were not looked at, because they lie elsewhere than drop-ins usually do. */
const unreadImports = (files: readonly ContainerdFile[], folder: string): string | null => {
	const unread = files.flatMap((file) => file.imports).filter((glob) => glob !== `${folder}/*.toml`);
	return unread.length === 0 ? null : `files that containerd imports were not read: ${unread.slice(0, 5).join(', ')}`;
};

const readAll = (
	main: Capture | undefined,
	folder: Capture | undefined,
	directory: string,
): {readonly files: readonly ContainerdFile[]; readonly unparsed: readonly Unparsed[]} => {
	const parsed = (main?.parts ?? []).map(parseContainerdConfig);
	const files = parsed.flatMap(({value}) => value);
	const names = new Set(files.map((file) => file.file.path));
	const imports = files.some((file) => file.imports.includes(`${directory}/*.toml`));
	const further = imports
		? (folder?.parts ?? []).filter((part) => !names.has(part.name)).map(parseContainerdConfig)
		: [];
	return {
		files: [...files, ...further.flatMap(({value}) => value)],
		unparsed: [...parsed, ...further].flatMap(({unparsed}) => unparsed),
	};
};

/**
 * containerd's effective configuration: config.toml and the drop-ins that it imports. A file that does not exist means containerd's defaults
 * (https://github.com/containerd/containerd/blob/main/docs/cri/config.md).
 */
export const containerdConfig = defineCollector({
	fact: 'containerdConfig',
	title: "containerd's configuration",
	after: ['processes'],
	inputs: inputsFor,
	collect: ([main, folder], known) => {
		const path = givenPath(known) ?? usual;
		if (main?.failure && main.failure.kind !== 'missing') {
			return unavailable(main.failure);
		}
		if (main?.failure && known.processes?.some(isContainerd) !== true) {
			return notHere('containerd neither runs nor has a configuration here');
		}
		const directory = folderFor(known);
		const {files, unparsed} = readAll(main, folder, directory);
		const missing: ConfigFile = {path, state: 'missing', problem: null, at: {source: path, line: 1}};
		const states = files.length === 0 ? [missing] : files.map(({file}) => file);
		const invalid = states.find(({state}) => state === 'invalid');
		const imports = unreadImports(files, directory);
		const needsFolder = files.some((file) => file.imports.length > 0);
		const partial = invalid
			? `${invalid.path} is not valid`
			: (imports ?? partialOf(needsFolder ? [main, folder] : [main]));
		return {value: effective(files, states), unparsed, partial};
	},
});

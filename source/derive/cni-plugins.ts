import type {CniChain} from '../model/conclusions.ts';
import type {CniConfigFile, CniPlugin} from '../model/facts/cni.ts';
import type {Facts} from '../model/facts.ts';

type Plugin = CniChain['plugins'][number];
type Wanted = Omit<Plugin, 'binary'>;

/** A value inside a plugin's JSON: the text at `delegate.type` and the like. */
const textAt = (options: unknown, ...path: readonly string[]): string | null => {
	let value = options;
	for (const key of path) {
		value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
	}
	return typeof value === 'string' ? value : null;
};

/** What flannel's plugin hands over to: a bridge with host-local, unless its configuration names others. */
const flannelDelegate = ({options, at}: CniPlugin): readonly Wanted[] => {
	const ipam = textAt(options, 'delegate', 'ipam', 'type') ?? 'host-local';
	return [
		{type: textAt(options, 'delegate', 'type') ?? 'bridge', ipam, at},
		{type: ipam, ipam: null, at},
	];
};

/** The bridge that a plugin makes; null where it makes none. */
export const bridgeOf = ({type, options}: CniPlugin): string | null => {
	if (type === 'bridge') {
		return textAt(options, 'bridge') ?? 'cni0';
	}
	if (type === 'flannel') {
		return (textAt(options, 'delegate', 'type') ?? 'bridge') === 'bridge'
			? (textAt(options, 'delegate', 'bridge') ?? 'cni0')
			: null;
	}
	return type === 'weave-net' ? 'weave' : null;
};

/** Every program that the runtime calls for a configuration, each once: plugins, their IPAM and their delegates. */
const wantedOf = (file: CniConfigFile): readonly Wanted[] => {
	const wanted = file.plugins.flatMap((plugin): readonly Wanted[] => [
		...(plugin.type === null ? [] : [{type: plugin.type, ipam: plugin.ipamType, at: plugin.at}]),
		...(plugin.ipamType === null ? [] : [{type: plugin.ipamType, ipam: null, at: plugin.at}]),
		...(plugin.type === 'flannel' ? flannelDelegate(plugin) : []),
		...plugin.delegates.map((type) => ({type, ipam: null, at: plugin.at})),
	]);
	return wanted.filter((one, index) => wanted.findIndex((other) => other.type === one.type) === index);
};

const binaryOf = (type: string, binaries: Facts['cniBinaries'] | undefined, allKnown: boolean): Plugin['binary'] => {
	const found = binaries?.binaries.filter((binary) => binary.name === type) ?? [];
	if (found.length > 0) {
		return found.some((binary) => binary.executable) ? 'present' : 'not-executable';
	}
	const isListed = (binaries?.directories.length ?? 0) + (binaries?.missing.length ?? 0) > 0;
	return allKnown && isListed ? 'missing' : 'unknown';
};

/** The programs of a configuration with what is known of each one's executable. */
export const pluginsOf = (
	file: CniConfigFile,
	binaries: Facts['cniBinaries'] | undefined,
	allKnown: boolean,
): readonly Plugin[] => wantedOf(file).map((one) => ({...one, binary: binaryOf(one.type, binaries, allKnown)}));

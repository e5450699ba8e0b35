import type {Part} from '../model/capture.ts';
import type {CniPlugin} from '../model/facts/cni.ts';
import {parseCidr} from '../net/cidr.ts';
import {entryAt, itemsAt, placeIn, plainValue, type Tree, textAt, treeAt} from './tree.ts';

/** The IPAM plugin of a plugin's configuration; flannel and multus have it in what they delegate to. */
const ipamTypeOf = (plugin: Tree): string | null => textAt(plugin, 'ipam', 'type') || null;

/** Plugins that flannel starts: bridge with host-local, unless its `delegate` says otherwise. */
const flannelDelegates = (plugin: Tree): readonly string[] => [
	textAt(plugin, 'delegate', 'type') ?? 'bridge',
	textAt(plugin, 'delegate', 'ipam', 'type') ?? 'host-local',
];

/** Plugins that multus starts: each a configuration of its own, single or with `plugins`. */
const listedDelegates = (plugin: Tree): readonly string[] =>
	itemsAt(plugin, 'delegates')
		.flatMap((delegate) => [delegate, ...itemsAt(delegate, 'plugins')])
		.flatMap((delegate) => [textAt(delegate, 'type'), ipamTypeOf(delegate)])
		.filter((type) => type !== null);

const delegatesOf = (plugin: Tree): readonly string[] => {
	const flannel = textAt(plugin, 'type') === 'flannel' ? flannelDelegates(plugin) : [];
	return [...new Set([...flannel, ...listedDelegates(plugin)])];
};

const mtuOf = (plugin: Tree): number | null => {
	const own = treeAt(plugin, 'mtu') ?? treeAt(plugin, 'delegate', 'mtu');
	const value = own?.kind === 'scalar' ? own.value : null;
	// Some plugins (aws-cni) take it as a string.
	const mtu = typeof value === 'string' && /^[0-9]{1,5}$/.test(value) ? Number(value) : value;
	return typeof mtu === 'number' && Number.isInteger(mtu) && mtu > 0 ? mtu : null;
};

const rangesOf = (ipam: Tree | null): readonly Tree[] =>
	itemsAt(ipam, 'ranges').flatMap((set) => (set.kind === 'list' ? set.items : [set]));

/** Ranges as host-local takes them; words such as `usePodCidr` are no range. */
const subnetsOf = (plugin: Tree): readonly string[] => {
	const ipams = [treeAt(plugin, 'ipam'), treeAt(plugin, 'delegate', 'ipam')];
	const subnets = ipams
		.flatMap((ipam) => [ipam, ...rangesOf(ipam)])
		.map((range) => textAt(range, 'subnet'))
		.filter((subnet) => subnet?.includes('/') && parseCidr(subnet) !== null);
	return [...new Set(subnets)] as readonly string[];
};

const capabilitiesOf = (plugin: Tree): readonly string[] => {
	const capabilities = treeAt(plugin, 'capabilities');
	return capabilities?.kind === 'map'
		? [...capabilities.entries]
				.filter(([, {value}]) => value.kind === 'scalar' && value.value === true)
				.map(([name]) => name)
		: [];
};

const optionsOf = (plugin: Tree): Readonly<Record<string, unknown>> =>
	plugin.kind === 'map' ? (plainValue(plugin) as Readonly<Record<string, unknown>>) : Object.create(null);

/** A plugin of a network configuration (https://www.cni.dev/docs/spec/#plugin-configuration-objects); shown at its type. */
export const toCniPlugin = (part: Part, plugin: Tree): CniPlugin => {
	const type = entryAt(plugin, 'type');
	const at = plugin.path === undefined && type !== null ? placeIn(part, type) : placeIn(part, plugin);
	return {
		type: textAt(type?.value) || null,
		ipamType: ipamTypeOf(plugin),
		mtu: mtuOf(plugin),
		subnets: subnetsOf(plugin),
		delegates: delegatesOf(plugin),
		capabilities: capabilitiesOf(plugin),
		options: optionsOf(plugin),
		at,
	};
};

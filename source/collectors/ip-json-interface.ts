import type {Part} from '../model/capture.ts';
import type {Address, Interface, Vxlan} from '../model/facts/interface.ts';
import {parseAddress} from '../net/address.ts';
import {emptyInterface} from './empty-interface.ts';
import {usualScope} from './ip-address-line.ts';
import {numberAt} from './number-at.ts';
import {itemsAt, placeIn, type Tree, textAt, textsAt, treeAt} from './tree.ts';

/** Keys of an address that are no flags. All others are flags, and printed only where they are set. */
const addressKeys = new Set([
	'family',
	'local',
	'address',
	'prefixlen',
	'scope',
	'broadcast',
	'anycast',
	'label',
	'metric',
	'protocol',
	'valid_life_time',
	'preferred_life_time',
	'index',
	'dev',
]);

const normal = (text: string | null): string | null => (text === null ? null : (parseAddress(text)?.text ?? text));

const addressOf = (tree: Tree, part: Part): Address | null => {
	const local = textAt(tree, 'local');
	const prefix = numberAt(tree, 'prefixlen');
	const parsed = local === null ? null : parseAddress(local);
	if (local === null || parsed === null || prefix === null || tree.kind !== 'map') {
		return null;
	}
	return {
		family: local.includes(':') ? 6 : 4,
		address: parsed.text,
		prefix,
		scope: textAt(tree, 'scope') ?? usualScope(parsed.text),
		peer: normal(textAt(tree, 'address')),
		broadcast: textAt(tree, 'broadcast'),
		label: textAt(tree, 'label'),
		flags: [...tree.entries.keys()].filter((key) => !addressKeys.has(key)),
		at: placeIn(part, tree),
	};
};

const vxlanOf = (tree: Tree): Vxlan | null => {
	const data = treeAt(tree, 'linkinfo', 'info_data');
	if (textAt(tree, 'linkinfo', 'info_kind') !== 'vxlan') {
		return null;
	}
	return {
		id: numberAt(data, 'id'),
		local: textAt(data, 'local') ?? textAt(data, 'local6'),
		device: textAt(data, 'link'),
		port: numberAt(data, 'port'),
	};
};

const slaveKindOf = (tree: Tree): string | null => {
	const kind = textAt(tree, 'linkinfo', 'info_slave_kind');
	return kind === null ? null : `${kind}_slave`;
};

const namespaceOf = (tree: Tree): string | null => {
	const id = numberAt(tree, 'link_netnsid');
	return textAt(tree, 'link_netns') ?? (id === null ? null : String(id));
};

/** The interface that an object of `ip -j addr` or `ip -j link` is; null when it is none. */
export const interfaceOfJson = (tree: Tree, part: Part): Interface | null => {
	const name = textAt(tree, 'ifname');
	if (name === null || (itemsAt(tree, 'flags').length === 0 && treeAt(tree, 'operstate') === null)) {
		return null;
	}
	const addresses = itemsAt(tree, 'addr_info').map((item) => addressOf(item, part));
	return {
		...emptyInterface(name, placeIn(part, tree)),
		index: numberAt(tree, 'ifindex'),
		flags: textsAt(tree, 'flags'),
		mtu: numberAt(tree, 'mtu'),
		state: textAt(tree, 'operstate'),
		linkType: textAt(tree, 'link_type'),
		mac: textAt(tree, 'address'),
		master: textAt(tree, 'master'),
		parent: textAt(tree, 'link'),
		peerIndex: numberAt(tree, 'link_index'),
		networkNamespace: namespaceOf(tree),
		detailed: treeAt(tree, 'promiscuity') !== null,
		kind: textAt(tree, 'linkinfo', 'info_kind'),
		slaveKind: slaveKindOf(tree),
		vxlan: vxlanOf(tree),
		alternativeNames: textsAt(tree, 'altnames'),
		alias: textAt(tree, 'ifalias'),
		addresses: addresses.filter((address) => address !== null),
	};
};

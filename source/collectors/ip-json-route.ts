import type {Part} from '../model/capture.ts';
import type {NextHop, Route} from '../model/facts/route.ts';
import {numberAt} from './number-at.ts';
import {everywhere, readDestination} from './route-destination.ts';
import {itemsAt, placeIn, type Tree, textAt, textsAt, treeAt} from './tree.ts';

const viaOf = (tree: Tree): string | null => textAt(tree, 'gateway') ?? textAt(tree, 'via', 'host');

const nextHopOf = (tree: Tree): NextHop => ({
	via: viaOf(tree),
	device: textAt(tree, 'dev'),
	weight: numberAt(tree, 'weight'),
});

/** The family of a `default` route: addresses in it tell, or `pref`, which only IPv6 routes have. */
const familyOf = (tree: Tree): 4 | 6 => {
	const other = textAt(tree, 'via', 'family');
	if (other !== null) {
		return other === 'inet6' ? 4 : 6;
	}
	const hops = itemsAt(tree, 'nexthops').map((hop) => textAt(hop, 'gateway'));
	const address = [textAt(tree, 'from'), textAt(tree, 'gateway'), textAt(tree, 'prefsrc'), ...hops].find(
		(text) => text !== null,
	);
	return address?.includes(':') || treeAt(tree, 'pref') !== null ? 6 : 4;
};

/** The route that an object of `ip -j route` is; null when it is none. */
export const routeOfJson = (tree: Tree, part: Part): Route | null => {
	const target = textAt(tree, 'dst');
	// An IP tunnel has a `dst` of its own in the same object, so which of the two was read cannot be told.
	const isTwice = /^ip6?$/.test(textAt(tree, 'encap') ?? '');
	if (target === null || isTwice || treeAt(tree, 'flags') === null) {
		return null;
	}
	const family = familyOf(tree);
	const destination = target === 'default' ? {family, destination: everywhere(family)} : readDestination(target);
	const metrics = itemsAt(tree, 'metrics')[0] ?? null;
	return destination === null
		? null
		: {
				...destination,
				type: textAt(tree, 'type') ?? 'unicast',
				via: viaOf(tree),
				device: textAt(tree, 'dev'),
				source: textAt(tree, 'prefsrc'),
				protocol: textAt(tree, 'protocol'),
				scope: textAt(tree, 'scope'),
				metric: numberAt(tree, 'metric'),
				table: textAt(tree, 'table') ?? 'main',
				mtu: numberAt(metrics, 'mtu'),
				flags: textsAt(tree, 'flags'),
				nextHops: itemsAt(tree, 'nexthops').map(nextHopOf),
				at: placeIn(part, tree),
			};
};

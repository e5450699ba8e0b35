import type {NodeAddress, PlannedRange} from '../model/conclusions.ts';
import type {Route} from '../model/facts/route.ts';
import {isLinkLocal} from '../net/address.ts';
import {type Cidr, contains, containsAddress, parseCidr} from '../net/cidr.ts';

/** Protocols that CNI products mark their routes with. */
const ofProducts: ReadonlySet<string> = new Set(['bird', '80', 'bgp', 'zebra', 'cilium']);

const isMulticast = (text: string): boolean => /^(22[4-9]|23\d)\./.test(text) || /^ff/i.test(text);

/** Whether a route leads to pods of another node: it lies in a pod range and goes to a machine of the node's own network. */
const isToPods = (route: Route, destination: Cidr, pods: readonly Cidr[], nodes: readonly Cidr[]): boolean =>
	pods.some((range) => contains(range, destination)) &&
	route.via !== null &&
	nodes.some((range) => containsAddress(range, route.via ?? ''));

/** Ranges that the pod network routes by links of its own. A route inside one of them takes its traffic, wherever it leads; one as wide as all pods says nothing. */
const routedByPodNetwork = (
	routes: readonly Route[],
	physical: readonly string[],
	pods: readonly Cidr[],
): readonly Cidr[] =>
	routes.flatMap((route) => {
		const cidr = route.table === 'main' && route.device !== null ? parseCidr(route.destination) : null;
		return cidr !== null &&
			!physical.includes(route.device ?? '') &&
			pods.some((range) => range.prefix < cidr.prefix && contains(range, cidr))
			? [cidr]
			: [];
	});

const isPlanned = (route: Route, destination: Cidr): boolean =>
	route.table === 'main' &&
	['unicast', 'blackhole', 'unreachable', 'prohibit'].includes(route.type) &&
	destination.prefix > 0 &&
	!isLinkLocal(destination.text.split('/')[0] ?? '') &&
	!isMulticast(destination.text) &&
	!ofProducts.has(route.protocol ?? '');

/**
 * Ranges that routes of the machine take: not the default route, not those that the pod network made,
 * not the node's own network. `pods` and `nodes` are the ranges of pods and nodes.
 */
export const plannedRoutes = (
	routes: readonly Route[],
	{physical}: NodeAddress,
	pods: readonly Cidr[],
	nodes: readonly Cidr[],
): readonly PlannedRange[] => {
	const ofPodNetwork = routedByPodNetwork(routes, physical, pods);
	return routes.flatMap((route): readonly PlannedRange[] => {
		const destination = parseCidr(route.destination);
		const device = route.device ?? route.nextHops[0]?.device ?? null;
		if (
			destination === null ||
			!isPlanned(route, destination) ||
			(device !== null && !physical.includes(device)) ||
			nodes.some((range) => contains(range, destination)) ||
			(isToPods(route, destination, pods, nodes) &&
				!ofPodNetwork.some((range) => range.prefix < destination.prefix && contains(range, destination)))
		) {
			return [];
		}
		const owner = route.via === null ? (device ?? route.type) : `${device ?? ''} via ${route.via}`.trim();
		return [
			{
				kind: 'route',
				cidr: destination.text,
				family: route.family,
				provenance: 'declared',
				owner: `route ${owner}`,
				at: route.at,
			},
		];
	});
};

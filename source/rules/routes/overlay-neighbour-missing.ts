import {podNetworkAgent} from '../../derive/pod-network-agent.ts';
import {deviceOf, viaOf} from '../../derive/route-parts.ts';
import type {ForwardingEntry, Neighbour, Route} from '../../model/facts/route.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isWildcard} from '../../net/address.ts';

/** VXLAN interfaces whose agent writes the neighbours down: Calico's too. */
const isTunnel = (device: string | null): device is string =>
	device !== null && /^(flannel(-v6)?\.\d+|vxlan(-v6)?\.calico)$/.test(device);

/** A subnet of pods on another node, its end of the overlay, and what is known of that end. */
type Peer = {
	readonly route: Route;
	readonly device: string;
	readonly gateway: string;
	readonly neighbour: Neighbour | undefined;
};

/** With a link-layer address, or in a state that needs none. */
const isKnown = ({neighbour}: Peer): boolean =>
	neighbour !== undefined && (neighbour.mac !== null || /PERMANENT|NOARP|REACHABLE/.test(neighbour.state));

const peersOf = (routes: readonly Route[], neighbours: readonly Neighbour[]): readonly Peer[] => {
	const known = new Map(neighbours.map((each) => [`${each.address} ${each.device}`, each]));
	return routes.flatMap((route): readonly Peer[] => {
		const [device, gateway] = [deviceOf(route), viaOf(route)];
		return route.type !== 'unicast' || !isTunnel(device) || gateway === null
			? []
			: [{route, device, gateway, neighbour: known.get(`${gateway} ${device}`)}];
	});
};

/** An entry for all unknown addresses, which carries the question who has an address to the other nodes. */
const isFlooded = (device: string, entries: readonly ForwardingEntry[]): boolean =>
	entries.some(
		(entry) =>
			entry.device === device &&
			entry.mac === '00:00:00:00:00:00' &&
			entry.destination !== null &&
			!isWildcard(entry.destination),
	);

const stateOf = ({neighbour}: Peer): string => (neighbour === undefined ? 'no neighbour entry' : neighbour.state);

const judge = (device: string, peers: readonly Peer[], entries: readonly ForwardingEntry[]): readonly Violation[] => {
	const [lost, others] = [peers.filter((peer) => !isKnown(peer)), peers.filter(isKnown)];
	const [first, ...more] = lost;
	if (first === undefined || isFlooded(device, entries)) {
		return [];
	}
	const rest = more.length === 0 ? '' : `, and ${more.length} more like it`;
	// Where others are known, or this one was asked for in vain, nobody else will find it.
	const isSure = others.length > 0 || lost.some(({neighbour}) => neighbour !== undefined);
	return [
		{
			expected: `a permanent neighbour on ${device} for each of ${peers.length} other nodes`,
			actual: `pods in ${first.route.destination} are not reached: ${first.gateway} on ${device} has ${stateOf(first)}${rest}`,
			severity: isSure ? 'error' : 'warning',
			evidence: lost.slice(0, 3).flatMap(({route, neighbour}) => [route.at, ...(neighbour ? [neighbour.at] : [])]),
			values: {device},
		},
	];
};

/** The other ends of the overlay's routes: their agent writes each into the neighbour table, since nobody answers who is asked. */
export const overlayNeighbourMissing = defineRule({
	id: 'overlay-neighbour-missing',
	title: 'Each route into the overlay has a neighbour',
	severity: 'error',
	tier: 2,
	group: 'routes',
	roles: ['control-plane', 'worker'],
	needs: ['routes', 'neighbours'],
	whole: ['neighbours'],
	uses: ['forwardingEntries', 'cni', 'processes'],
	why: 'The route stands, but the kernel does not know to whom to send: pods on that node are not reached from here.',
	fix: 'Restart the agent of the pod network on this node: it writes the entries anew. They go when {device} is switched off or gets another MAC address.',
	commands: ['ip neigh show dev {device}', 'bridge fdb show dev {device}', 'kill {agent}'],
	verify: ['ip neigh show dev {device}'],
	docs: [
		'https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md',
		'https://man7.org/linux/man-pages/man8/ip-neighbour.8.html',
	],
	seen: 'live',
	check: ({routes, neighbours, forwardingEntries, cni, processes}) => {
		const peers = peersOf(routes, neighbours);
		if (peers.length === 0) {
			return {skip: 'no route leads into an overlay of flannel or Calico'};
		}
		const agent = podNetworkAgent(cni, processes);
		return [...Map.groupBy(peers, ({device}) => device)].flatMap(([device, each]) =>
			judge(device, each, forwardingEntries ?? []).map((violation) => ({
				...violation,
				values: {...violation.values, ...agent},
			})),
		);
	},
});

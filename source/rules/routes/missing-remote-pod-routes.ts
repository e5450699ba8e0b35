import {routeLookup} from '../../derive/best-route.ts';
import {deviceOf, isDefaultRoute, viaOf} from '../../derive/route-parts.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import type {AddressPlan, CniChain} from '../../model/conclusions.ts';
import type {ForwardingEntry, Neighbour, Route} from '../../model/facts/route.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isWildcard} from '../../net/address.ts';
import {contains, overlaps, parseCidr} from '../../net/cidr.ts';

type Overlay = NonNullable<CniChain['overlay']>;

/** Products whose agent makes a route for each other node. */
const routing = ['flannel', 'canal', 'calico'];

/** Other nodes of the overlay: their own address, and that of their end of the overlay where the neighbour table has it. */
const tunnelEnds = (
	overlay: Overlay,
	entries: readonly ForwardingEntry[],
	neighbours: readonly Neighbour[],
): readonly {readonly entry: ForwardingEntry; readonly end: Neighbour | undefined}[] => {
	const byMac = new Map(neighbours.filter(({device}) => device === overlay.name).map((each) => [each.mac, each]));
	return entries
		.filter(({device, destination}) => device === overlay.name && destination !== null && !isWildcard(destination))
		.map((entry) => ({entry, end: byMac.get(entry.mac)}));
};

/** Whether any route leads to pods of another node: into a range of pods that is not this node's own. */
const hasRemoteRoute = (routes: readonly Route[], plan: AddressPlan, overlay: Overlay): boolean => {
	const ranges = (kind: string) =>
		plan.ranges.flatMap((range) => (range.kind === kind ? (parseCidr(range.cidr) ?? []) : []));
	const [cluster, own] = [ranges('cluster-pods'), ranges('node-pods')];
	return routes.some((route) => {
		const destination = parseCidr(route.destination);
		return (
			destination !== null &&
			!isDefaultRoute(route) &&
			(deviceOf(route) === overlay.name || viaOf(route) !== null) &&
			(cluster.length === 0
				? deviceOf(route) === overlay.name
				: cluster.some((range) => overlaps(range, destination))) &&
			!own.some((range) => contains(range, destination))
		);
	});
};

/** Routes to the pods of other nodes. */
export const missingRemotePodRoutes = defineRule({
	id: 'missing-remote-pod-routes',
	title: "There are routes to other nodes' pods",
	severity: 'warning',
	tier: 1,
	group: 'routes',
	roles: ['control-plane', 'worker'],
	needs: ['routes', 'cni', 'addressPlan', 'forwardingEntries'],
	whole: ['routes'],
	uses: ['neighbours', 'processes', 'uptime'],
	why: 'Pods of this node do not reach those of other nodes, though nodes reach each other.',
	fix: 'Restart the agent of the pod network on this node, and see in its log whether it reaches the API server.',
	commands: ['ip route show dev {device}', 'crictl ps --name {agent}'],
	verify: ['ip route show dev {device}'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
	],
	seen: 'live',
	check: ({routes, cni, addressPlan, forwardingEntries, neighbours, processes, uptime}) => {
		const {overlay, product, daemon} = cni;
		if (overlay === null || !routing.includes(product ?? '')) {
			return {skip: 'no overlay of flannel or Calico is in use here'};
		}
		const ends = tunnelEnds(overlay, forwardingEntries, neighbours ?? []);
		const agent = processes?.find(({pid}) => pid === daemon.pid);
		const severity = isSettled(agent, uptime, 180) ? ('warning' as const) : ('info' as const);
		const values = {device: overlay.name, agent: product === 'calico' ? 'calico-node' : 'kube-flannel'};
		const routeTo = routeLookup(routes);
		const missing = ends.flatMap(({entry, end}): readonly Violation[] => {
			const route = end === undefined ? null : routeTo(end.address);
			return end === undefined || (route !== null && !isDefaultRoute(route))
				? []
				: [
						{
							expected: `a route to the pods of ${entry.destination} over ${overlay.name}`,
							actual: `no route leads to the pods of ${entry.destination} (${end.address})`,
							severity,
							evidence: [end.at, entry.at],
							values,
						},
					];
		});
		if (missing.length > 0 || ends.length === 0 || hasRemoteRoute(routes, addressPlan, overlay)) {
			return missing;
		}
		return [
			{
				expected: `routes to the pods of ${ends.length} other nodes over ${overlay.name}`,
				actual: "no route leads to other nodes' pods",
				severity,
				evidence: [overlay.at, ...ends.slice(0, 3).map(({entry}) => entry.at)],
				values,
			},
		];
	},
});

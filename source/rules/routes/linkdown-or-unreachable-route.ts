import {deleteRoute} from '../../derive/delete-route.ts';
import {podNetworkAgent} from '../../derive/pod-network-agent.ts';
import {deviceOf, isDefaultRoute} from '../../derive/route-parts.ts';
import type {CniChain, NodeAddress} from '../../model/conclusions.ts';
import type {Route} from '../../model/facts/route.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {contains, parseCidr} from '../../net/cidr.ts';

/** Types of routes that end a packet. */
const ending: ReadonlySet<string> = new Set(['unreachable', 'prohibit', 'blackhole', 'throw']);

/** Protocols of pod networks and routing daemons, which end what is their own on purpose, and of the kernel. */
const ofOthers: ReadonlySet<string> = new Set([
	'bird',
	'80',
	'bgp',
	'zebra',
	'cilium',
	'kernel',
	'ospf',
	'isis',
	'babel',
]);

const isDead = (route: Route): boolean => route.flags.some((flag) => flag === 'linkdown' || flag === 'dead');

/** Whether more specific routes lead on: then the route only ends what nobody has. */
const hasInner = (route: Route, routes: readonly Route[]): boolean => {
	const outer = parseCidr(route.destination);
	return routes.some((other) => {
		const inner = parseCidr(other.destination);
		return (
			other !== route &&
			other.type === 'unicast' &&
			other.table === route.table &&
			outer !== null &&
			inner !== null &&
			inner.prefix > outer.prefix &&
			contains(outer, inner)
		);
	});
};

/** Links whose routes are down while nothing hangs on them. */
const isIdle = (route: Route, cni: CniChain | undefined): boolean => {
	const device = deviceOf(route);
	return device !== null && (device === cni?.bridge?.name || /^(docker\d|br-|virbr|podman|cni|cbr|veth)/.test(device));
};

/** Whether a route leads out of a link of the machine's own, such as a VPN: then it should not be there at all. */
const isOfMachine = (route: Route, nodeAddress: NodeAddress | undefined): boolean =>
	nodeAddress?.physical.includes(deviceOf(route) ?? '') === true;

/** Routes to pods that lead nowhere. */
export const linkdownOrUnreachableRoute = defineRule({
	id: 'linkdown-or-unreachable-route',
	title: 'Routes to pods lead to a device that is up',
	severity: 'warning',
	tier: 3,
	group: 'routes',
	roles: ['control-plane', 'worker'],
	needs: ['routes', 'addressPlan'],
	uses: ['cni', 'nodeAddress', 'processes'],
	why: 'Packets to these pods are thrown away on this node, with "no route to host" or without a word.',
	fix: 'Remove the route {destination} and whatever makes it, or bring its device up; then restart the agent of the pod network on this node: it makes its routes anew.',
	commands: ['ip route show {destination}'],
	verify: ['ip route get {address}', 'ip route show {destination}'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
	],
	seen: 'live',
	check: ({routes, addressPlan, cni, nodeAddress, processes}) => {
		const pods = addressPlan.ranges.filter(({kind}) => kind === 'cluster-pods');
		if (pods.length === 0) {
			return {
				unknown: 'the pod range of the cluster is not known on this node',
				remedy: 'look at a control-plane node',
			};
		}
		const main = routes.filter((route) => route.table === 'main' && !isDefaultRoute(route));
		return main.flatMap((route): readonly Violation[] => {
			const destination = parseCidr(route.destination);
			const range = pods.find(({cidr}) => {
				const outer = parseCidr(cidr);
				return destination !== null && outer !== null && contains(outer, destination);
			});
			const ends = ending.has(route.type) && !ofOthers.has(route.protocol ?? '');
			const isDown =
				route.type === 'unicast' && isDead(route) && !isIdle(route, cni) && !isOfMachine(route, nodeAddress);
			if (range === undefined || destination === null || !(ends || isDown) || hasInner(route, main)) {
				return [];
			}
			const deletion = deleteRoute(route);
			return [
				{
					expected: `a route to ${route.destination} over a device that is up`,
					actual: ends
						? `packets to pods in ${route.destination} end here (${route.type} route)`
						: `the route to pods in ${route.destination} leads to ${deviceOf(route)}, which is down`,
					evidence: [route.at, range.at],
					values: {
						...deletion.values,
						destination: route.destination,
						address: destination.text.split('/')[0] ?? '',
						...podNetworkAgent(cni, processes),
					},
					commands: ['ip route show {destination}', deletion.command, 'kill {agent}'],
				},
			];
		});
	},
});

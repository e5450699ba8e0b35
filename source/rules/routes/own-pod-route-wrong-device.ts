import {deviceOf} from '../../derive/route-parts.ts';
import type {CniChain, PlannedRange} from '../../model/conclusions.ts';
import type {Route} from '../../model/facts/route.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {addressAt, contains, containsAddress, parseCidr} from '../../net/cidr.ts';

type Bridge = NonNullable<CniChain['bridge']>;

const judgeRange = (range: PlannedRange, bridge: Bridge, routes: readonly Route[]): readonly Violation[] => {
	const pods = parseCidr(range.cidr);
	if (pods === null) {
		return [];
	}
	const own = routes.filter(
		(route) => route.family === pods.family && route.table === 'main' && route.type === 'unicast',
	);
	const isCovered = own.some((route) => {
		const destination = parseCidr(route.destination);
		return (
			deviceOf(route) === bridge.name &&
			destination !== null &&
			(contains(destination, pods) || contains(pods, destination))
		);
	});
	if (isCovered) {
		return [];
	}
	const wrong = own.find((route) => parseCidr(route.destination)?.text === pods.text);
	const gateway = bridge.addresses
		.map((text) => text.split('/')[0] ?? '')
		.find((address) => containsAddress(pods, address));
	// A bridge that is down or has no address makes no route: that is another finding.
	if (wrong === undefined && (bridge.ports === 0 || !bridge.up || gateway === undefined)) {
		return [];
	}
	const device = wrong === undefined ? null : deviceOf(wrong);
	return [
		{
			expected: `${pods.text} is routed to ${bridge.name}`,
			actual:
				wrong === undefined
					? `no route leads to this node's pods (${pods.text}), though ${bridge.name} has ${bridge.ports} ports`
					: `the route to this node's pods (${pods.text}) leads to ${device ?? 'no device'} instead of ${bridge.name}`,
			evidence: [...(wrong === undefined ? [] : [wrong.at]), bridge.at, range.at],
			values: {subnet: pods.text, bridge: bridge.name, gateway: gateway ?? addressAt(pods, 1n)},
		},
	];
};

/** The route from the node to its own pods. */
export const ownPodRouteWrongDevice = defineRule({
	id: 'own-pod-route-wrong-device',
	title: "The node's own pod subnet is routed to the pod bridge",
	severity: 'error',
	tier: 1,
	group: 'routes',
	roles: ['control-plane', 'worker'],
	needs: ['routes', 'cni', 'addressPlan'],
	whole: ['routes'],
	why: 'The node does not reach its own pods: probes fail, and what comes in for them goes elsewhere.',
	fix: 'Put the route back onto the bridge; look what made the other one (a VPN, docker, an old CNI).',
	commands: ['ip route replace {subnet} dev {bridge} src {gateway}'],
	verify: ['ip route show {subnet}'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://www.cni.dev/plugins/current/main/bridge/',
	],
	seen: 'live',
	check: ({routes, cni, addressPlan}) => {
		const {bridge} = cni;
		if (bridge === null) {
			return {skip: 'pods hang on no bridge here'};
		}
		const ranges = addressPlan.ranges.filter(({kind}) => kind === 'node-pods');
		const distinct = ranges.filter(({cidr}, index) => ranges.findIndex((other) => other.cidr === cidr) === index);
		return distinct.flatMap((range) => judgeRange(range, bridge, routes));
	},
});

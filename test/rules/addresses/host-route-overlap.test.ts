import {hostRouteOverlap} from '../../../source/rules/addresses/host-route-overlap.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {route} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';

const role = roleOf('worker');
const routes = [route()];
const pods = range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR');
const via = (cidr: string) => range('route', cidr, 'tun0');

testRule(
	hostRouteOverlap,
	[
		['elsewhere', {role, routes, addressPlan: plan(pods, via('172.20.0.0/16'))}],
		[
			'a route to other nodes',
			{role, routes, addressPlan: plan(range('node', '192.168.56.0/24', 'eth0'), via('192.168.0.0/16'))},
		],
	],
	[
		[
			'a VPN takes part of the pod range',
			{role, routes, addressPlan: plan(pods, via('10.244.8.0/21'))},
			{severity: 'error', actual: 'the route 10.244.8.0/21 (tun0) leads into 10.244.0.0/16 (kube-proxy clusterCIDR)'},
		],
		['a wider route is a warning', {role, routes, addressPlan: plan(pods, via('10.0.0.0/8'))}, {severity: 'warning'}],
		[
			'services are translated before routing',
			{role, routes, addressPlan: plan(range('services', '10.96.0.0/12', 'kube-apiserver'), via('10.100.0.0/16'))},
			{severity: 'warning'},
		],
	],
);

import {expect} from 'vitest';
import {hostRouteOverlap} from '../../../source/rules/addresses/host-route-overlap.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, route} from '../../support/node-facts.ts';
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
		[
			'the exact command that takes a route of a VPN away',
			{
				role,
				routes: [
					route(),
					route({destination: '10.244.8.0/21', via: '10.8.0.1', device: 'tun0', metric: 50, at: place('tun0', 7)}),
				],
				addressPlan: plan(pods, via('10.244.8.0/21')),
			},
			{
				severity: 'error',
				fix: {
					text: expect.stringMatching(/^Careful: this cuts your SSH session if it comes over that route\./),
					commands: ['ip route del 10.244.8.0/21 via 10.8.0.1 dev tun0 metric 50'],
				},
			},
		],
		[
			"the kernel's route goes with the address that it is for",
			{
				role,
				routes: [
					route({
						destination: '10.100.0.0/24',
						source: '10.100.0.5',
						device: 'eth0',
						protocol: 'kernel',
						at: place('eth0', 7),
					}),
				],
				addressPlan: plan(range('services', '10.96.0.0/12', 'kube-apiserver'), range('route', '10.100.0.0/24', 'eth0')),
			},
			{severity: 'warning', fix: {commands: ['ip addr del 10.100.0.5/24 dev eth0']}},
		],
		[
			'in a table of its own, of IPv6',
			{
				role,
				routes: [
					route({
						family: 6,
						destination: 'fd00:10::/64',
						type: 'blackhole',
						table: '100',
						device: null,
						at: place('vpn', 7),
					}),
				],
				addressPlan: plan(range('cluster-pods', 'fd00:10::/56', 'kube-proxy'), range('route', 'fd00:10::/64', 'vpn')),
			},
			{severity: 'error', fix: {commands: ['ip -6 route del blackhole fd00:10::/64 table 100']}},
		],
		['a wider route is a warning', {role, routes, addressPlan: plan(pods, via('10.0.0.0/8'))}, {severity: 'warning'}],
		[
			'services are translated before routing',
			{role, routes, addressPlan: plan(range('services', '10.96.0.0/12', 'kube-apiserver'), via('10.100.0.0/16'))},
			{severity: 'warning'},
		],
	],
);

import {weaveRangeOverlap} from '../../../source/rules/addresses/weave-range-overlap.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {process} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';

const role = roleOf('worker');
const weaver = (...flags: readonly string[]) =>
	process({argv: ['/home/weave/weaver', '--port=6783', ...flags], pid: 90});
const office = range('route', '10.40.0.0/16', 'route eth0 via 192.168.56.1');
const services = range('services', '10.96.0.0/12', 'kube-apiserver --service-cluster-ip-range');

testRule(
	weaveRangeOverlap,
	[
		['nothing in the range', {role, processes: [weaver()], addressPlan: plan(services)}],
		[
			'another range',
			{role, processes: [weaver('--ipalloc-range=172.30.0.0/16')], addressPlan: plan(services, office)},
		],
		[
			"kube-controller-manager's range has no meaning for Weave",
			{
				role,
				processes: [weaver()],
				addressPlan: plan(range('cluster-pods', '10.32.0.0/12', 'kube-controller-manager')),
			},
		],
		['its own bridge', {role, processes: [weaver()], addressPlan: plan(range('route', '10.32.0.0/12', 'route weave'))}],
		['another network', {role, processes: [], addressPlan: plan(office)}, {status: 'skip'}],
	],
	[
		[
			'a route to the office inside the default range',
			{role, processes: [weaver()], addressPlan: plan(services, office)},
			{
				severity: 'warning',
				actual: 'Weave gives pods 10.32.0.0/12, which overlaps a route 10.40.0.0/16 (route eth0 via 192.168.56.1)',
				evidence: [{source: '/proc/90/cmdline'}, {source: 'route eth0 via 192.168.56.1', line: 7}],
			},
		],
		[
			"the node's network",
			{
				role,
				processes: [weaver('--ipalloc-range=192.168.0.0/16')],
				addressPlan: plan(range('node', '192.168.56.0/24', 'eth0')),
			},
			{actual: "Weave gives pods 192.168.0.0/16, which overlaps the node's network 192.168.56.0/24 (eth0)"},
		],
	],
);

import {duplicatePodCidr} from '../../../source/rules/nodes/duplicate-pod-cidr.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {cni0} from '../../support/kernel.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const node = (n: number, ...cidrs: readonly string[]) =>
	worker(n, {
		cni: podNetwork('flannel', {bridge: cni0}),
		addressPlan: plan(...cidrs.map((cidr) => range('node-pods', cidr, 'FLANNEL_SUBNET'))),
	});

testClusterRule(
	duplicatePodCidr,
	[
		['one each', [node(1, '10.244.1.0/24', 'fd00:1::/64'), node(2, '10.244.2.0/24', 'fd00:2::/64')]],
		['one machine recorded twice', [node(1, '10.244.1.0/24'), node(1, '10.244.1.0/24')]],
		['said twice on one node', [node(1, '10.244.1.0/24', '10.244.1.0/24'), node(2, '10.244.2.0/24')]],
		[
			'Weave has one for all',
			[1, 2].map((n) => ({...node(n, '10.32.0.0/12'), cni: podNetwork('weave', {bridge: cni0})})),
		],
		[
			'pods in the network of the nodes',
			[1, 2].map((n) => ({...node(n, '192.168.56.0/24'), cni: podNetwork('bridge')})),
		],
	],
	[
		[
			'the same',
			[node(1, '10.244.1.0/24'), node(2, '10.244.2.0/24'), node(3, '10.244.1.0/24')],
			{
				nodes: ['n0', 'n2'],
				actual: 'n0 and n2 both use the pod subnet 10.244.1.0/24',
				evidence: [{node: 'n0', line: 7}, {node: 'n2'}],
			},
		],
		[
			'one inside another',
			[node(1, '10.244.0.0/16'), node(2, '10.244.2.0/24')],
			{actual: 'the pod subnet 10.244.0.0/16 of n0 overlaps 10.244.2.0/24 of n1'},
		],
		['of IPv6', [node(1, '10.244.1.0/24', 'fd00::/64'), node(2, '10.244.2.0/24', 'fd00::/64')], {nodes: ['n0', 'n1']}],
	],
);

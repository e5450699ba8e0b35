import {mtuMismatch} from '../../../source/rules/nodes/mtu-mismatch.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {flannel1} from '../../support/kernel.ts';
import {iface, place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const node = (n: number, uplink: number, overlay: number | null) =>
	worker(n, {
		interfaces: [iface({name: 'eth0', mac: `52:54:00:00:00:2${n}`, mtu: uplink, at: place('ip -d addr', 7)})],
		cni: podNetwork('flannel', {overlay: overlay === null ? null : {...flannel1, mtu: overlay}}),
	});
const balancer = worker(9, {
	cni: podNetwork(null),
	interfaces: [iface({name: 'eth0', mac: '52:54:00:00:00:29', mtu: 9000})],
});

testClusterRule(
	mtuMismatch,
	[
		['alike', [node(1, 1500, 1450), node(2, 1500, 1450)]],
		['the smallest counts for all', [node(1, 9000, 1450), node(2, 1500, 1450)]],
		['a load balancer has no pods', [node(1, 1500, 1450), balancer]],
		['one machine recorded twice', [node(1, 1500, 1450), node(1, 1400, 1350)]],
	],
	[
		[
			'of the overlay, and the larger fits',
			[node(1, 1500, 1450), node(2, 1500, 1400), node(3, 1500, 1450)],
			{
				severity: 'warning',
				nodes: ['n1'],
				actual: 'the MTU of the overlay differs: 1400 on n1; 1450 on n0, n2',
				evidence: [
					{node: 'n1', line: 15},
					{node: 'n0', line: 15},
				],
			},
		],
		[
			'of the overlay, and the larger does not fit',
			[node(1, 9000, 8950), node(2, 1500, 1450)],
			{severity: 'error', nodes: ['n0', 'n1']},
			{severity: 'warning', actual: 'the MTU of the uplink differs: 9000 on n0; 1500 on n1'},
		],
		['of the uplink without an overlay', [node(1, 9000, null), node(2, 1500, null)], {severity: 'warning'}],
	],
);

import {cniMismatch} from '../../../source/rules/nodes/cni-mismatch.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {flannel1} from '../../support/kernel.ts';
import {iface, place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const winner = {
	file: '10-a.conflist',
	path: '/etc/cni/net.d/10-a.conflist',
	name: 'a',
	at: place('/etc/cni/net.d/10-a.conflist'),
};
const node = (n: number, product: string | null, kind = 'vxlan', id = 1, port = 8472) =>
	worker(n, {
		cni: podNetwork(product, {winner: product === null ? null : winner, overlay: {...flannel1, kind}}),
		interfaces: [
			iface({name: 'eth0', mac: `52:54:00:00:00:2${n}`}),
			iface({name: 'flannel.1', vxlan: {id, local: null, device: 'eth0', port}, at: place('ip -d addr', 15)}),
		],
	});

testClusterRule(
	cniMismatch,
	[
		['alike', [node(1, 'flannel'), node(2, 'flannel')]],
		['a node without a network yet, and a load balancer', [node(1, 'flannel'), node(2, null)]],
		['one machine recorded twice', [node(1, 'flannel'), node(1, 'calico')]],
	],
	[
		[
			'another product',
			[node(1, 'flannel'), node(2, 'calico'), node(3, 'flannel')],
			{
				nodes: ['n1'],
				actual: 'the product of the pod network differs: calico on n1; flannel on n0, n2',
				evidence: [{node: 'n1', source: '/etc/cni/net.d/10-a.conflist'}, {node: 'n0'}],
			},
		],
		[
			'another encapsulation',
			[node(1, 'flannel'), node(2, 'flannel', 'ipip')],
			{actual: 'the encapsulation of the pod network differs: vxlan on n0; ipip on n1'},
		],
		[
			'another port',
			[node(1, 'flannel'), node(2, 'flannel', 'vxlan', 1, 4789)],
			{
				actual: 'the VXLAN of the pod network differs: VNI 1 port 8472 on n0; VNI 1 port 4789 on n1',
				evidence: [{line: 17}, {node: 'n1'}],
			},
		],
		['another VNI', [node(1, 'flannel'), node(2, 'flannel', 'vxlan', 2)], {nodes: ['n0', 'n1']}],
	],
);

import type {Interface} from '../../../source/model/facts/interface.ts';
import {tunnelEndpointWrong} from '../../../source/rules/cni/tunnel-endpoint-wrong.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';

const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.21/24'), address('fd00:56::21/64')]});
const others = [
	iface({name: 'lo', flags: ['LOOPBACK', 'UP'], addresses: [address('127.0.0.1/8')]}),
	iface({name: 'docker0', kind: 'bridge', addresses: [address('172.17.0.1/16')]}),
	iface({name: 'eth1', addresses: [address('10.9.0.21/24'), address('10.0.2.15/24')]}),
];
const tunnel = (name: string, local: string | null, device: string | null, id = 1): Interface =>
	iface({name, kind: 'vxlan', vxlan: {id, local, device, port: 8472}, at: place('ip -d addr', 30)});
const node = (...tunnels: readonly Interface[]) => ({
	role: roleOf('worker'),
	interfaces: [eth0, ...others, ...tunnels],
	nodeAddress: {...nodeAt('192.168.56.21/24', 'fd00:56::21/64'), physical: ['eth0', 'eth1']},
});

testRule(
	tunnelEndpointWrong,
	[
		["the node's address", node(tunnel('flannel.1', '192.168.56.21', 'eth0'))],
		[
			'both families',
			node(tunnel('flannel.1', '192.168.56.21', 'eth0'), tunnel('flannel-v6.1', 'fd00:56::21', 'eth0')),
		],
		["Cilium's has none of its own", node(tunnel('cilium_vxlan', null, null))],
		['a VXLAN of somebody else', node(tunnel('vxlan42', '10.0.2.15', 'eth1', 42))],
		['no VXLAN', node(), {status: 'skip'}],
		[
			'kinds were not asked for',
			{...node(), interfaces: [{...eth0, detailed: false}]},
			{status: 'unknown', actual: 'the kinds of the interfaces are not known; ip -d link'},
		],
	],
	[
		[
			'the address of the hypervisor',
			node(tunnel('flannel.1', '10.0.2.15', 'eth1')),
			{
				severity: 'error',
				actual:
					"flannel.1 sends from 10.0.2.15, the NAT address of eth1, the same on every virtual machine, not from the node's 192.168.56.21",
				evidence: [{source: 'ip -d addr', line: 30}, {line: 9}],
				fix: {verify: ['ip -d link show dev flannel.1']},
			},
		],
		['loopback', node(tunnel('flannel.1', '127.0.0.1', 'lo')), {severity: 'error'}],
		["Docker's bridge", node(tunnel('vxlan.calico', '172.17.0.1', 'docker0')), {severity: 'error'}],
		[
			'an address that is gone',
			node(tunnel('flannel.1', '192.168.56.99', 'eth0')),
			{actual: "flannel.1 sends from 192.168.56.99, which this node does not have, not from the node's 192.168.56.21"},
		],
		['a network card for data', node(tunnel('flannel.1', '10.9.0.21', 'eth1')), {severity: 'warning'}],
		[
			'through another interface',
			node(tunnel('flannel.1', '192.168.56.21', 'eth1')),
			{severity: 'warning', actual: "flannel.1 sends through eth1, not through eth0 with the node's address"},
		],
		[
			'two with one number on one port',
			node(tunnel('flannel.1', '192.168.56.21', 'eth0'), tunnel('vxlan.calico', '192.168.56.21', 'eth0')),
			{severity: 'error', actual: 'flannel.1 and vxlan.calico both use network 1 on port 8472'},
		],
	],
);

import {neighbourMacConflict} from '../../../source/rules/nodes/neighbour-mac-conflict.ts';
import {testRule} from '../../support/judge.ts';
import {connection, place, route} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';
import {kubeletKubeconfig, neighbour} from '../../support/routing.ts';

const [first, second] = ['52:54:00:38:00:0b', '52:54:00:38:00:0c'];
const at = (address: string, mac: string, device = 'eth0', line = 1) => ({
	...neighbour(address, mac, device),
	state: 'REACHABLE',
	at: place('ip neigh', line),
});
const node = (...neighbours: ReturnType<typeof at>[]) => ({
	neighbours,
	nodeAddress: nodeAt('192.168.56.21/24'),
	routes: [route({via: '192.168.56.1'})],
});
const talksTo = (...addresses: readonly string[]) => ({
	connections: addresses.map((remoteAddress) => connection({remoteAddress, remotePort: 10250})),
});
const pair = node(at('192.168.56.11', first, 'eth0', 3), at('192.168.56.12', first, 'eth0', 4));

testRule(
	neighbourMacConflict,
	[
		['one each', node(at('192.168.56.11', first), at('192.168.56.12', second))],
		[
			'a router that answers for all',
			node(at('192.168.56.1', first), at('192.168.56.11', first), at('192.168.56.12', first)),
		],
		[
			'IPv6 and IPv4 of one machine',
			{
				...node(at('192.168.56.11', first), at('fd00:56::11', first)),
				nodeAddress: nodeAt('192.168.56.21/24', 'fd00:56::21/64'),
			},
		],
		['pods behind the tunnel', node(at('10.244.1.0', first, 'flannel.1'), at('10.244.2.0', first, 'flannel.1'))],
		['link-local addresses', node(at('fe80::1', first), at('fe80::1', second, 'eth1'))],
		['an entry that failed', node(at('192.168.56.11', first), {...at('192.168.56.12', first), state: 'FAILED'})],
	],
	[
		[
			'two peers of the cluster',
			{...pair, ...talksTo('192.168.56.11', '192.168.56.12')},
			{
				severity: 'warning',
				actual: `192.168.56.11 and 192.168.56.12 are behind one MAC address, ${first}`,
				evidence: [
					{source: 'ip neigh', line: 3},
					{source: 'ip neigh', line: 4},
				],
			},
		],
		['it may be one machine with two addresses', {...pair, ...talksTo('192.168.56.11')}, {severity: 'info'}],
		[
			'the virtual address of the API server',
			{
				...pair,
				...talksTo('192.168.56.11', '192.168.56.12'),
				kubeconfigs: [kubeletKubeconfig('https://192.168.56.12:6443')],
			},
			{severity: 'info'},
		],
		[
			'one peer on two interfaces',
			{
				...node(at('192.168.56.11', first), at('192.168.56.11', second, 'eth1', 2)),
				...talksTo('192.168.56.11'),
			},
			{
				severity: 'warning',
				actual: `192.168.56.11 is at ${first} on eth0 and at ${second} on eth1`,
				evidence: [
					{source: 'ip neigh', line: 1},
					{source: 'ip neigh', line: 2},
				],
			},
		],
	],
);

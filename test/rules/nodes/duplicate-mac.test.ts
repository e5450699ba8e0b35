import {duplicateMac} from '../../../source/rules/nodes/duplicate-mac.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {iface, place} from '../../support/node-facts.ts';

const eth0 = (mac: string) => iface({name: 'eth0', mac, at: place('ip -d addr', 7)});
const made = (name: string, mac: string) => iface({name, mac});

testClusterRule(
	duplicateMac,
	[
		['different cards', [worker(1), worker(2)]],
		['one machine recorded twice', [worker(1), worker(1)]],
		[
			'what CNI and engines make',
			[1, 2].map((n) =>
				worker(n, {
					interfaces: [
						eth0(`52:54:00:00:00:2${n}`),
						made('cali0', 'ee:ee:ee:ee:ee:ee'),
						made('docker0', '02:42:ac:11:00:01'),
					],
				}),
			),
		],
		[
			"VRRP's",
			[worker(1, {interfaces: [eth0('00:00:5e:00:01:05')]}), worker(2, {interfaces: [eth0('00:00:5e:00:01:05')]})],
		],
		[
			'no card at all',
			[worker(1, {interfaces: [eth0('00:00:00:00:00:00')]}), worker(2, {interfaces: [eth0('00:00:00:00:00:00')]})],
		],
	],
	[
		[
			'a cloned card',
			[worker(1), worker(2, {interfaces: [eth0('52:54:00:00:00:21')]})],
			{
				nodes: ['n0', 'n1'],
				actual: 'n0, n1 have a network card with the MAC address 52:54:00:00:00:21',
				evidence: [
					{node: 'n0', line: 7},
					{node: 'n0', line: 8},
					{node: 'n1', line: 7},
					{node: 'n1', line: 8},
				],
			},
		],
	],
);

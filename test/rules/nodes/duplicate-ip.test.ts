import type {Interface} from '../../../source/model/facts/interface.ts';
import {duplicateIp} from '../../../source/rules/nodes/duplicate-ip.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {address, iface, place} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';
import {kubeletKubeconfig} from '../../support/routing.ts';

const node = (
	n: number,
	addresses: readonly string[],
	given: Partial<Interface> = {},
	more: readonly Interface[] = [],
) =>
	worker(n, {
		interfaces: [
			iface({name: 'eth0', mac: `52:54:00:00:00:2${n}`, addresses: addresses.map((each) => address(each)), ...given}),
			...more,
		],
		nodeAddress: nodeAt(addresses[0] ?? ''),
	});
const nat = (n: number) => ({
	...node(n, [`192.168.56.2${n}/24`], {}, [
		iface({name: 'eth1', mac: `08:00:27:00:00:2${n}`, addresses: [address('10.0.2.15/24')]}),
	]),
	nodeAddress: {...nodeAt(`192.168.56.2${n}/24`), physical: ['eth0', 'eth1']},
});
const tunnel = (local: string) =>
	iface({name: 'flannel.1', vxlan: {id: 1, local, device: 'eth0', port: 8472}, at: place('ip -d addr', 15)});

testClusterRule(
	duplicateIp,
	[
		['different ones', [node(1, ['192.168.56.21/24']), node(2, ['192.168.56.22/24'])]],
		[
			'a virtual address on both',
			[node(1, ['192.168.56.21/24', '192.168.56.10/32']), node(2, ['192.168.56.22/24', '192.168.56.10/32'])],
		],
		[
			"the cluster's endpoint, moved between two recordings",
			[1, 2].map((n) => ({
				...node(n, [`192.168.56.2${n}/24`, '192.168.56.10/24']),
				kubeconfigs: [kubeletKubeconfig('https://192.168.56.10:6443')],
			})),
		],
		[
			'what repeats on every node by design',
			[1, 2].map((n) =>
				node(n, [`192.168.56.2${n}/24`], {}, [
					iface({name: 'docker0', addresses: [address('172.17.0.1/16')]}),
					iface({name: 'nodelocaldns', addresses: [address('169.254.20.10/32')]}),
				]),
			),
		],
		["VirtualBox's NAT beside the real address", [nat(1), nat(2)]],
	],
	[
		[
			'the node address',
			[node(1, ['192.168.56.21/24']), node(2, ['192.168.56.21/24'])],
			{
				severity: 'error',
				nodes: ['n0', 'n1'],
				actual: 'n0, n1 have the node address 192.168.56.21',
				evidence: [{node: 'n0', line: 9}, {node: 'n1'}],
			},
		],
		[
			"VirtualBox's NAT as the node address",
			[node(1, ['10.0.2.15/24']), node(2, ['10.0.2.15/24'])],
			{severity: 'error'},
		],
		[
			'the end of the tunnel',
			[1, 2].map((n) => node(n, [`192.168.56.2${n}/24`], {}, [tunnel('10.0.2.15')])),
			{
				severity: 'error',
				actual: 'n0, n1 have the tunnel address 10.0.2.15',
				evidence: [{line: 15}, {line: 17}, {node: 'n1'}, {}],
			},
		],
		[
			'a second address',
			[node(1, ['192.168.56.21/24', '10.9.0.5/24']), node(2, ['192.168.56.22/24', '10.9.0.5/24'])],
			{severity: 'warning', actual: 'n0, n1 have the address 10.9.0.5'},
		],
	],
);

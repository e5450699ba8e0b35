import {nodeIpInContainerRange} from '../../../source/rules/interfaces/node-ip-in-container-range.ts';
import {testRule} from '../../support/judge.ts';
import {address, iface, place, route} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';

const on = (name: string, text: string) => {
	const node = nodeAt(text);
	return {...node, uplink: name, addresses: node.addresses.map((each) => ({...each, interface: name}))};
};
const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.21/24')]});
const bridge = (name: string, text: string) => iface({name, kind: 'bridge', addresses: [address(text)]});

testRule(
	nodeIpInContainerRange,
	[
		['a card', {nodeAddress: on('eth0', '192.168.56.21/24'), interfaces: [eth0]}],
		[
			'a bridge with a card in it',
			{
				nodeAddress: on('vmbr0', '192.168.56.21/24'),
				interfaces: [iface({name: 'eno1', master: 'vmbr0'}), bridge('vmbr0', '192.168.56.21/24')],
			},
		],
		[
			"azure0 took over the card's address",
			{
				nodeAddress: on('azure0', '10.240.0.4/16'),
				interfaces: [iface({name: 'eth0', master: 'azure0'}), bridge('azure0', '10.240.0.4/16')],
			},
		],
		[
			'br-ex of OVN-Kubernetes',
			{
				nodeAddress: on('br-ex', '192.168.56.21/24'),
				interfaces: [iface({name: 'br-ex', kind: 'openvswitch', addresses: [address('192.168.56.21/24')]})],
			},
		],
		[
			'an address on a dummy that is routed to the node',
			{
				nodeAddress: on('dummy0', '10.1.1.1/32'),
				interfaces: [eth0, iface({name: 'dummy0', kind: 'dummy', addresses: [address('10.1.1.1/32')]})],
			},
		],
		['a VPN', {nodeAddress: on('wg0', '10.8.0.2/24'), interfaces: [eth0, iface({name: 'wg0', kind: 'wireguard'})]}],
	],
	[
		[
			'docker0',
			{nodeAddress: on('docker0', '172.17.0.1/16'), interfaces: [eth0, bridge('docker0', '172.17.0.1/16')]},
			{
				severity: 'error',
				actual: 'the node goes by 172.17.0.1/16 of docker0, which belongs to containers',
				evidence: [{source: 'ip -d addr', line: 9}],
			},
		],
		[
			'a default route over the pod bridge',
			{
				nodeAddress: on('cni0', '10.244.1.1/24'),
				interfaces: [eth0, bridge('cni0', '10.244.1.1/24'), iface({name: 'veth1', kind: 'veth', master: 'cni0'})],
				routes: [route({device: 'cni0', at: place('ip route', 1)})],
			},
			{evidence: [{source: 'ip -d addr'}, {source: 'ip route', line: 1}]},
		],
	],
);

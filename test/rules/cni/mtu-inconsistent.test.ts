import {findBridge, findOverlay} from '../../../source/derive/cni-links.ts';
import type {Interface} from '../../../source/model/facts/interface.ts';
import {mtuInconsistent} from '../../../source/rules/cni/mtu-inconsistent.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place} from '../../support/node-facts.ts';
import {nodeAt, podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const link = (name: string, mtu: number, given: Partial<Interface> = {}): Interface =>
	iface({name, mtu, at: place('ip -d addr', mtu), ...given});
const vxlan = (name: string, mtu: number, local = '192.168.56.21', device = 'eth0') =>
	link(name, mtu, {kind: 'vxlan', vxlan: {id: 1, local, device, port: 8472}});
const port = (name: string, mtu: number) => link(name, mtu, {kind: 'veth', master: 'cni0'});
const node = (...interfaces: readonly Interface[]) => ({
	role,
	interfaces,
	nodeAddress: nodeAt('192.168.56.21/24'),
	cni: podNetwork('flannel', {
		overlay: findOverlay({interfaces}),
		bridge: findBridge(undefined, 'flannel', {interfaces}),
	}),
});
const env = (mtu: number) => ({
	network: '10.244.0.0/16',
	subnet: '10.244.4.1/24',
	ipv6Network: null,
	ipv6Subnet: null,
	mtu,
	masquerade: true,
	at: place('/run/flannel/subnet.env', 3),
});

testRule(
	mtuInconsistent,
	[
		['VXLAN takes 50', node(link('eth0', 1500), vxlan('flannel.1', 1450), link('cni0', 1450), port('veth1', 1450))],
		['a small network below', node(link('eth0', 1410), vxlan('flannel.1', 1360))],
		['no overlay (host-gw)', node(link('eth0', 1500), link('cni0', 1500), port('veth1', 1500))],
		["Cilium's overlay shows 1500", node(link('eth0', 1500), vxlan('cilium_vxlan', 1500))],
		['a bridge without ports', node(link('eth0', 1500), vxlan('flannel.1', 1450), link('cni0', 1500))],
		['WireGuard takes 60', node(link('eth0', 1500), link('flannel-wg', 1440))],
		['IPIP takes 20', node(link('eth0', 1500), link('tunl0', 1480, {addresses: [address('10.244.1.1/32')]}))],
		['the tunnel of an unused module', node(link('eth0', 1400), link('tunl0', 1480))],
		[
			'a network card of its own for the overlay',
			node(link('eth0', 1400), link('eth1', 9000), vxlan('flannel.1', 8950, '10.9.0.1', 'eth1')),
		],
		[
			'the MTU below is not known',
			node(iface({name: 'eth0', mtu: null}), vxlan('flannel.1', 1450)),
			{status: 'unknown', actual: 'the MTU of eth0 is not known'},
		],
	],
	[
		[
			'the uplink shrank',
			node(link('eth0', 1400), vxlan('flannel.1', 1450), link('cni0', 1450), port('veth1', 1450)),
			{
				expected: 'at most 1350: eth0 has 1400, vxlan takes 50',
				actual:
					'the MTU of the pod network is too large for eth0 (1400): flannel.1 has 1450, cni0 has 1450, veth1 has 1450',
				evidence: [{line: 1400}, {line: 1450}],
			},
		],
		[
			'over IPv6 VXLAN takes 70',
			node(link('eth0', 1500), vxlan('flannel-v6.1', 1450, 'fd00::21')),
			{expected: 'at most 1430: eth0 has 1500, vxlan takes 70'},
		],
		[
			'pods are larger than the overlay',
			node(link('eth0', 1500), vxlan('flannel.1', 1450), link('cni0', 1500), port('veth1', 1500)),
			{actual: 'the MTU of the pod network is too large for eth0 (1500): cni0 has 1500, veth1 has 1500'},
		],
		[
			'new pods will be too large',
			{...node(link('eth0', 1500), vxlan('flannel.1', 1450)), flannelEnv: env(1500)},
			{
				actual: 'the MTU of the pod network is too large for eth0 (1500): FLANNEL_MTU has 1500',
				evidence: [{}, {source: '/run/flannel/subnet.env', line: 3}],
			},
		],
		[
			'much smaller than it could be',
			node(link('eth0', 1500), vxlan('flannel.1', 1200)),
			{severity: 'warning', actual: 'flannel.1 has an MTU of 1200, though eth0 would carry 1450'},
		],
		['a usual overlay over large frames', node(link('eth0', 9000), vxlan('flannel.1', 1450)), {severity: 'info'}],
		[
			'an old pod',
			node(link('eth0', 1500), vxlan('flannel.1', 1450), link('cni0', 1450), port('veth1', 1450), port('veth2', 1400)),
			{
				severity: 'warning',
				actual: 'cni0 has an MTU of 1450, its port veth2 1400',
				evidence: [{line: 1450}, {line: 1400}],
			},
		],
	],
);

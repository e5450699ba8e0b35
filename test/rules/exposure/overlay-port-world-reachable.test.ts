import type {Interface} from '../../../source/model/facts/interface.ts';
import type {Known} from '../../../source/model/rule.ts';
import {overlayPortWorldReachable} from '../../../source/rules/exposure/overlay-port-world-reachable.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable} from '../../support/kube-rules.ts';
import {address, iface, place} from '../../support/node-facts.ts';
import {iptablesOf} from '../../support/packet-filter.ts';
import {nodeAt} from '../../support/plan.ts';

const vxlan = (local: string | null, given: Partial<Interface> = {}) =>
	iface({
		name: 'flannel.1',
		kind: 'vxlan',
		vxlan: {id: 1, local, device: 'eth0', port: 8472},
		at: place('ip -d addr', 20),
		...given,
	});
const node = (own: string, overlay: Interface, input: readonly string[] = []): Partial<Known> => ({
	role: roleOf('worker'),
	interfaces: [iface({name: 'eth0', addresses: [address(`${own}/24`, {at: place('ip -d addr', 9)})]}), overlay],
	nodeAddress: nodeAt(`${own}/24`),
	iptables: iptablesOf(filterTable({input})),
	nftables: [],
});
const own = '8.8.4.21';
const only = ['-s 8.8.4.0/24 -p udp -m udp --dport 8472 -j ACCEPT', '-p udp -m udp --dport 8472 -j DROP'];

testRule(
	overlayPortWorldReachable,
	[
		['a private address', node('192.168.56.21', vxlan('192.168.56.21'))],
		['a shared address', node('100.64.3.4', vxlan('100.64.3.4'))],
		['only nodes get through', node(own, vxlan(own), only)],
		['WireGuard knows its peers', node(own, iface({name: 'flannel-wg', kind: 'wireguard'}))],
		['it is down', node(own, vxlan(own, {flags: []}))],
		['no overlay', node(own, iface({name: 'cni0'}))],
		[
			'it depends on a set that is not known',
			node(own, vxlan(own), ['-p udp -m set ! --match-set nodes src -j DROP']),
			{status: 'unknown'},
		],
	],
	[
		[
			'VXLAN on a public address',
			node(own, vxlan(own)),
			{
				severity: 'warning',
				actual:
					'anybody may send packets into the pod network through flannel.1 (8.8.4.21:8472/udp), unless a filter before the node stops them',
				evidence: [{line: 20}, {line: 9}],
			},
		],
		["Cilium's takes any address of the node", node(own, vxlan(null, {name: 'cilium_vxlan'}))],
		['Geneve', node(own, iface({name: 'genev_sys_6081', kind: 'geneve'}))],
	],
);

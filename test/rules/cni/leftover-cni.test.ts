import {expect, test} from 'vitest';
import {leftoverCni} from '../../../source/rules/cni/leftover-cni.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {iface, place, process, route} from '../../support/node-facts.ts';
import {iptablesOf} from '../../support/packet-filter.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';
import {product} from '../../support/runtime.ts';

const flannel = product('flannel', 'interface', 'chain', 'state');
const kubeRouter = product('kube-router', 'interface', 'chain');
const node = {
	role: roleOf('worker'),
	processes: [process({argv: ['kubelet']})],
	cni: podNetwork('calico', {leftovers: [flannel]}),
	interfaces: [iface({name: 'eth0'}), iface({name: 'flannel.1'})],
	addressPlan: plan(range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR')),
};
const rules = (...lines: readonly string[]) => iptablesOf(['*filter', ...lines, 'COMMIT', ''].join('\n'));

testRule(
	leftoverCni,
	[
		['nothing', {...node, cni: podNetwork('calico')}],
		[
			'K3s: flannel with the policy of kube-router',
			{...node, cni: podNetwork('flannel', {products: [kubeRouter], combination: 'K3s'})},
		],
	],
	[
		[
			'an interface and chains',
			node,
			{
				severity: 'warning',
				actual: 'flannel is left on the node (interface, chain, state), though its agent does not run',
				evidence: [{source: 'flannel interface'}, {source: 'flannel chain'}, {source: 'flannel state'}],
				fix: {commands: ['ip link delete flannel.1']},
			},
		],
		[
			'a pair goes with either of its ends',
			{
				...node,
				cni: podNetwork('flannel', {leftovers: [product('cilium', 'interface')]}),
				interfaces: [
					iface({name: 'cilium_net', index: 21, kind: 'veth', parent: 'cilium_host'}),
					iface({name: 'cilium_host', index: 22, kind: 'veth', parent: 'cilium_net'}),
					iface({name: 'cilium_vxlan', index: 23, kind: 'vxlan'}),
				],
			},
			{fix: {commands: ['ip link delete cilium_net', 'ip link delete cilium_vxlan']}},
		],
		[
			'ends of pairs whose other end is elsewhere each go by themselves',
			{
				...node,
				cni: podNetwork('flannel', {leftovers: [product('calico', 'interface')]}),
				interfaces: [
					iface({name: 'cali00000000001', index: 4, kind: 'veth', peerIndex: 5, networkNamespace: '0'}),
					iface({name: 'cali00000000002', index: 5, kind: 'veth', peerIndex: 4, networkNamespace: '1'}),
				],
			},
			{fix: {commands: ['ip link delete cali00000000001', 'ip link delete cali00000000002']}},
		],
		[
			'a table of nft',
			{
				...node,
				cni: podNetwork('calico', {leftovers: [product('flannel', 'chain')]}),
				interfaces: [],
				nftables: [
					{family: 'ip', name: 'flannel-ipv4', chains: [], sets: [], managedByIptables: false, at: place('nft')},
					{family: 'ip', name: 'kube-proxy', chains: [], sets: [], managedByIptables: false, at: place('nft')},
				],
			},
			{fix: {commands: ['nft delete table ip flannel-ipv4']}},
		],
		[
			'its routes take addresses of pods',
			{...node, routes: [route({destination: '10.244.7.0/24', device: 'flannel.1'})]},
			{
				severity: 'error',
				actual:
					'flannel is left on the node (interface, chain, state), though its agent does not run: its flannel.1 takes 10.244.7.0/24',
				evidence: [{source: 'ip route show table all'}, {}, {}, {}],
			},
		],
		[
			'a route of the product in use is none of its',
			{...node, routes: [route({destination: '10.244.7.0/24', device: 'vxlan.calico'})]},
			{severity: 'warning'},
		],
		[
			'its chains drop',
			{
				...node,
				cni: podNetwork('flannel', {leftovers: [kubeRouter]}),
				iptables: rules(
					':FORWARD ACCEPT [0:0]',
					':KUBE-ROUTER-FORWARD - [0:0]',
					':KUBE-POD-FW-ABC - [0:0]',
					'-A FORWARD -j KUBE-ROUTER-FORWARD',
					'-A KUBE-ROUTER-FORWARD -d 10.244.1.2/32 -j KUBE-POD-FW-ABC',
					'-A KUBE-POD-FW-ABC -j REJECT --reject-with icmp-port-unreachable',
				),
			},
			{
				severity: 'error',
				actual:
					'kube-router is left on the node (interface, chain), though its agent does not run: its chains drop packets',
				evidence: [{source: 'iptables-save', line: 7}, {}, {}],
				fix: {
					commands: [
						"iptables-save -t filter | grep -Ev '^(:|-A )(KUBE-ROUTER-|KUBE-POD-FW-|KUBE-NWPLCY-)| -[jg] (KUBE-ROUTER-|KUBE-POD-FW-|KUBE-NWPLCY-)' | iptables-restore -T filter",
					],
				},
			},
		],
		[
			'chains that no packet comes to',
			{
				...node,
				cni: podNetwork('flannel', {leftovers: [kubeRouter]}),
				iptables: rules(':FORWARD ACCEPT [0:0]', ':KUBE-POD-FW-ABC - [0:0]', '-A KUBE-POD-FW-ABC -j DROP'),
			},
			{severity: 'warning'},
		],
	],
);

test('part of the processes does not prove that an agent is gone', () => {
	expect(judge(leftoverCni, node, {processes: 'hidepid'}).status).toBe('unknown');
});

import type {Known} from '../../../source/model/rule.ts';
import {forwardDrop} from '../../../source/rules/firewall/forward-drop.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf, natTable} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {iptablesOf, nftOf, tablesOf} from '../../support/packet-filter.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';

const bridge = {name: 'cni0', ports: 2, addresses: ['10.244.4.1/24'], up: true, mtu: 1450, at: place()};
const overlay = {name: 'flannel.1', kind: 'vxlan', mtu: 1450, overhead: 50, at: place()};
const v4 = [
	range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR'),
	range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET'),
];
const v6 = [
	range('cluster-pods', 'fd00:10:244::/56', 'kube-proxy clusterCIDR'),
	range('node-pods', 'fd00:10:244:4::/64', 'FLANNEL_IPV6_SUBNET'),
];
const node = (v4Rules: string, v6Rules = '', nft = ''): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(v4Rules, v6Rules),
	nftables: nftOf(nft),
	cni: podNetwork('flannel', {bridge, overlay}),
	addressPlan: plan(...v4),
	nodeAddress: nodeAt('192.168.56.21/24'),
});
const dropping = filterTable({policies: ['ACCEPT', 'DROP'], accepts: []});
const first = filterTable({forward: ['-s 10.244.0.0/16 -j DROP']});
const nodePort: Known['services'] = [
	{
		name: 'default/web:http',
		protocol: 'tcp',
		clusterIp: '10.96.1.1',
		port: 80,
		nodePort: 30080,
		mode: 'iptables',
		endpoints: [{address: '10.244.4.9', port: 8080, chain: null, at: place()}],
		refused: [],
		steps: [],
	},
];
const fromOutside = filterTable({
	forward: ['! -s 10.244.0.0/16 -i eth0 -d 10.244.0.0/16 -m conntrack --ctstate NEW -j DROP'],
});

testRule(
	forwardDrop,
	[
		['no rules at all', node('')],
		['a healthy node', node(filterTable() + natTable)],
		["policy DROP with flannel's accepts", node(filterTable({policies: ['ACCEPT', 'DROP']}))],
		[
			'policy DROP with accepts by interface',
			node(
				filterTable({
					policies: ['ACCEPT', 'DROP'],
					accepts: ['-i cni0 -j ACCEPT', '-o cni0 -j ACCEPT'],
				}),
			),
		],
		[
			'a drop behind the accepts',
			node(filterTable({rest: ['-A FORWARD -j REJECT --reject-with icmp-host-prohibited']})),
		],
		['a drop of something else', node(filterTable({forward: ['-d 169.254.169.254/32 -j DROP']}))],
		['IPv6 is dropped on a node without IPv6 pods', node(filterTable(), dropping)],
		['from outside, where nothing has a NodePort', node(fromOutside)],
		[
			'it depends on a set that is not known',
			node(filterTable({forward: ['-m set --match-set banned src -j DROP']})),
			{status: 'unknown'},
		],
		[
			'no pod range is known',
			{...node(dropping), addressPlan: plan(range('services', '10.96.0.0/12', 'x'))},
			{status: 'unknown', actual: 'the pod range of this node is not known'},
		],
	],
	[
		[
			'policy DROP, and KUBE-FORWARD alone lets only marked and known connections through',
			node(dropping),
			{
				actual: 'traffic of pods is dropped by this node in ip filter FORWARD',
				evidence: [
					{source: 'iptables-save', line: 3},
					{source: 'kube-proxy clusterCIDR', line: 7},
				],
				fix: {
					commands: [
						'iptables -I FORWARD 1 -s 10.244.0.0/16 -j ACCEPT',
						'iptables -I FORWARD 1 -d 10.244.0.0/16 -j ACCEPT',
					],
				},
			},
		],
		[
			'a rule before the accepts',
			node(first),
			{evidence: [{source: 'iptables-save', line: lineOf(first, '-j DROP')}, {}]},
		],
		[
			'the accepts stand in the other backend, which does not help',
			{
				...node(''),
				iptables: {
					tables: [...tablesOf(filterTable()), ...tablesOf(dropping, 'iptables-legacy-save')],
					warnings: [],
				},
			},
			{evidence: [{source: 'iptables-legacy-save', line: 3}, {}]},
		],
		[
			'IPv6 alone',
			{
				...node(filterTable(), filterTable({policies: ['ACCEPT', 'DROP'], accepts: []}).replaceAll(/.*127.*\n/g, '')),
				addressPlan: plan(...v4, ...v6),
			},
			{
				evidence: [{source: 'ip6tables-save', line: 3}, {}],
				fix: {
					commands: [
						'ip6tables -I FORWARD 1 -s fd00:10:244::/56 -j ACCEPT',
						'ip6tables -I FORWARD 1 -d fd00:10:244::/56 -j ACCEPT',
					],
				},
			},
		],
		[
			'a table of nftables',
			node(
				filterTable(),
				'',
				'table inet site {\n\tchain forward {\n\t\ttype filter hook forward priority filter + 10; policy drop;\n\t}\n}\n',
			),
			{evidence: [{source: 'nft list ruleset', line: 2}, {}]},
		],
		[
			'from outside, to a NodePort',
			{...node(fromOutside), services: nodePort},
			{
				actual:
					'traffic of pods is dropped by this node in ip filter FORWARD: from outside through NodePorts to pods of this node',
			},
		],
	],
);

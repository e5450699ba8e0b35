import type {Known} from '../../../source/model/rule.ts';
import {foreignNftDrop} from '../../../source/rules/firewall/foreign-nft-drop.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {nftOf} from '../../support/packet-filter.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';
import {heldRow} from '../../support/port-rows.ts';

const kubelet = heldRow('kubelet', 10250, 'kubelet API', 'kubelet');
const node = (text: string): Partial<Known> => ({
	role: roleOf('worker'),
	nftables: nftOf(text),
	portTable: [kubelet],
	nodeAddress: nodeAt('192.168.56.21/24'),
	addressPlan: plan(
		range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR'),
		range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET'),
	),
	cni: podNetwork('flannel'),
});
const table = (name: string, hook: string, policy: string, ...rules: readonly string[]) =>
	`table ${name} {\n\tchain ${hook} {\n\t\ttype filter hook ${hook} priority filter + 10; policy ${policy};\n${rules
		.map((rule) => `\t\t${rule}\n`)
		.join('')}\t}\n}\n`;
const managed = (text: string): Partial<Known> => ({
	...node(text),
	nftables: nftOf(text).map((each) => ({...each, managedByIptables: true})),
});

testRule(
	foreignNftDrop,
	[
		['no tables', node('')],
		["kube-proxy's own", node(table('ip kube-proxy', 'forward', 'accept', 'ct state invalid drop'))],
		["Calico's own", node(table('inet calico', 'forward', 'drop'))],
		['what iptables-nft keeps', managed(table('ip filter', 'forward', 'drop'))],
		['a table that accepts', node(table('inet site', 'forward', 'accept', 'ip daddr 203.0.113.7 drop'))],
		['a drop of what the cluster does not need', node(table('inet site', 'input', 'accept', 'tcp dport 23 drop'))],
		['a table of translations', node(table('inet site', 'output', 'drop'))],
		['policy drop with accepts', node(table('inet site', 'input', 'drop', 'tcp dport { 22, 10250 } accept'))],
		[
			'what it would have to let through is not known',
			{role: roleOf('worker'), nftables: nftOf(table('inet site', 'forward', 'drop'))},
			{status: 'unknown'},
		],
	],
	[
		[
			'the traffic of pods',
			node(table('inet site', 'forward', 'drop')),
			{
				severity: 'warning',
				actual:
					'the nftables table inet site drops traffic from pods of other nodes to pods of this one, traffic from pods of this node to pods of other nodes, traffic from pods of this node to the outside',
				evidence: [
					{source: 'nft list ruleset', line: 2},
					{source: 'nft list ruleset', line: 1},
				],
				fix: {
					commands: ['nft list table inet site', 'nft delete table inet site', 'systemctl stop nftables'],
				},
			},
		],
		[
			'a port',
			node(table('inet fw', 'input', 'drop', 'tcp dport 22 accept')),
			{actual: 'the nftables table inet fw drops connections to 10250/tcp'},
		],
		['firewalld counts as foreign', node(table('inet firewalld', 'input', 'drop'))],
		[
			'a name that may not enter a command',
			{
				...node(table('inet site', 'forward', 'drop')),
				nftables: nftOf(table('inet site', 'forward', 'drop')).map((each) => ({...each, name: 'x; reboot'})),
			},
			{fix: {commands: ['systemctl stop nftables']}},
		],
	],
);

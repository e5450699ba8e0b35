import {mixedIptablesBackends} from '../../../source/rules/firewall/mixed-iptables-backends.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf, natTable} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {tablesOf} from '../../support/packet-filter.ts';

const node = (nft: string, legacy: string) => ({
	role: roleOf('worker'),
	iptables: {
		tables: [...tablesOf(nft), ...tablesOf(legacy, 'iptables-legacy-save')],
		warnings: [place('iptables-save', 1)],
	},
});
const empty = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\nCOMMIT\n';
const canary = '*mangle\n:PREROUTING ACCEPT [0:0]\n:KUBE-KUBELET-CANARY - [0:0]\n:KUBE-IPTABLES-HINT - [0:0]\nCOMMIT\n';
const few =
	'*nat\n:PREROUTING ACCEPT [0:0]\n:CNI-HOSTPORT-DNAT - [0:0]\n-A CNI-HOSTPORT-DNAT -p tcp -j RETURN\nCOMMIT\n';
const docker = '*filter\n:FORWARD ACCEPT [0:0]\n:DOCKER - [0:0]\n-A FORWARD -j DOCKER\n-A DOCKER -j DROP\nCOMMIT\n';

testRule(
	mixedIptablesBackends,
	[
		['one backend', node(filterTable() + natTable, '')],
		['legacy alone', node('', filterTable() + natTable)],
		['the other one has tables without rules, and the tool warns of it', node(filterTable() + natTable, empty)],
		['nothing of Kubernetes at all', node(docker, empty)],
	],
	[
		[
			'both',
			node(filterTable() + natTable, natTable),
			{
				severity: 'error',
				actual: '9 rules of Kubernetes are in iptables-legacy and 15 in iptables-nft',
				evidence: [
					{source: 'iptables-legacy-save', line: lineOf(natTable, '-A KUBE-MARK-MASQ')},
					{source: 'iptables-save'},
				],
			},
		],
		['few in one of them', node(filterTable() + natTable, few), {severity: 'warning'}],
		['only what kubelet leaves as a hint', node(natTable, canary), {severity: 'warning', evidence: [{line: 3}, {}]}],
		[
			'Docker in the other one',
			node(filterTable() + natTable, docker),
			{
				severity: 'info',
				actual: 'rules of other programs are in iptables-legacy, those of Kubernetes in iptables-nft',
				evidence: [{source: 'iptables-legacy-save', line: 4}, {source: 'iptables-save'}],
			},
		],
	],
);

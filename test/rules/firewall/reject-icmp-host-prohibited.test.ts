import type {Known} from '../../../source/model/rule.ts';
import {rejectIcmpHostProhibited} from '../../../source/rules/firewall/reject-icmp-host-prohibited.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf} from '../../support/kube-rules.ts';
import {iptablesOf} from '../../support/packet-filter.ts';
import {nodeAt} from '../../support/plan.ts';
import {heldRow} from '../../support/port-rows.ts';

const refusal = '-j REJECT --reject-with icmp-host-prohibited';
const node = (rules: string): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(rules),
	nftables: [],
	portTable: [heldRow('kubelet', 10250, 'kubelet API', 'kubelet')],
	nodeAddress: nodeAt('192.168.56.21/24'),
});
const before = filterTable({forward: [refusal]});
const input = filterTable({input: ['-p tcp -m tcp --dport 22 -j ACCEPT', refusal]});

testRule(
	rejectIcmpHostProhibited,
	[
		['none', node(filterTable())],
		['behind the accepts', node(filterTable({rest: [`-A FORWARD ${refusal}`]}))],
		['behind an accept of the port', node(filterTable({input: ['-p tcp -m tcp --dport 10250 -j ACCEPT', refusal]}))],
		[
			'for one address only',
			node(filterTable({forward: ['-d 203.0.113.7/32 -j REJECT --reject-with icmp-host-prohibited']})),
		],
		['another kind of refusal', node(filterTable({forward: ['-j REJECT --reject-with icmp-port-unreachable']}))],
	],
	[
		[
			'before the rules of the cluster',
			node(before),
			{
				severity: 'error',
				actual: 'FORWARD refuses everything before KUBE-FORWARD is reached',
				evidence: [
					{source: 'iptables-save', line: lineOf(before, refusal)},
					{source: 'iptables-save', line: lineOf(before, '-j KUBE-FORWARD')},
				],
				fix: {
					commands: ['iptables -D FORWARD -j REJECT --reject-with icmp-host-prohibited', 'systemctl stop firewalld'],
				},
			},
		],
		[
			'before a port that other nodes need',
			node(input),
			{
				actual: 'INPUT refuses 10250/tcp to other nodes: they are told "No route to host"',
				evidence: [{source: 'iptables-save', line: lineOf(input, refusal)}, {source: 'netstat -npa'}],
			},
		],
	],
);

import {expect, test} from 'vitest';
import type {Known} from '../../../source/model/rule.ts';
import {hostFirewallActive} from '../../../source/rules/firewall/host-firewall-active.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf} from '../../support/kube-rules.ts';
import {place, process} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {recordedPart} from '../../support/part.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';
import {heldRow} from '../../support/port-rows.ts';

const kubelet = heldRow('kubelet', 10250, 'kubelet API', 'kubelet');
const node = (rules: string, nft = ''): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(rules),
	nftables: nftOf(nft),
	portTable: [kubelet],
	nodeAddress: nodeAt('192.168.56.21/24'),
	addressPlan: plan(
		range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR'),
		range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET'),
	),
	cni: podNetwork('flannel'),
});
const ufw = (policies: readonly [string, string], ...rules: readonly string[]) =>
	filterTable({
		policies,
		chains: ['ufw-before-input', 'ufw-user-input'],
		input: ['-j ufw-before-input'],
		rest: rules,
	});
const on = ufw(['DROP', 'ACCEPT'], '-A ufw-before-input -i lo -j ACCEPT', '-A ufw-before-input -j ufw-user-input');
const opened = ufw(
	['DROP', 'ACCEPT'],
	'-A ufw-before-input -j ufw-user-input',
	'-A ufw-user-input -p tcp -m tcp --dport 10250 -j ACCEPT',
);
const firewalld = (policy: string) =>
	`table inet firewalld {\n\tchain filter_INPUT {\n\t\ttype filter hook input priority filter + 10; policy ${policy};\n\t}\n}\n`;
const unit = (activeState: string) => ({
	name: 'firewalld.service',
	loadState: 'loaded',
	activeState,
	subState: 'running',
	enabled: null,
	result: null,
	restarts: null,
	at: place('systemctl show', 4),
});

testRule(
	hostFirewallActive,
	[
		['none', node(filterTable())],
		['ufw was switched off: its chains are empty', node(ufw(['ACCEPT', 'ACCEPT']))],
		['firewalld is installed and inactive', {...node(filterTable()), units: [unit('inactive')]}],
		['somebody edits its folder', {...node(filterTable()), processes: [process({argv: ['ls', '/etc/firewalld']})]}],
	],
	[
		[
			'ufw closes a port',
			node(on),
			{
				severity: 'error',
				actual: 'ufw is active and closes 10250/tcp',
				evidence: [
					{source: 'iptables-save', line: lineOf(on, '-A INPUT -j ufw-before-input')},
					{source: 'netstat -npa'},
				],
				fix: {
					text: 'Careful: this can cut your SSH session. Open the ports of the node and trust the pod range in ufw, or switch it off.',
					commands: [
						'ufw allow 10250/tcp',
						'ufw route allow from 10.244.0.0/16',
						'ufw route allow to 10.244.0.0/16',
						'ufw disable',
					],
				},
			},
		],
		[
			'ufw lets everything through',
			node(opened),
			{severity: 'info', actual: 'ufw is active and lets through what this node needs'},
		],
		[
			'firewalld by its table',
			node(filterTable(), firewalld('drop')),
			{
				severity: 'error',
				actual: 'firewalld is active and closes 10250/tcp',
				evidence: [{source: 'nft list ruleset', line: 1}, {}],
				fix: {
					commands: [
						'firewall-cmd --permanent --add-port=10250/tcp',
						'firewall-cmd --permanent --zone=trusted --add-source=10.244.0.0/16',
						'firewall-cmd --reload',
						'systemctl stop firewalld',
					],
				},
			},
		],
		['firewalld with an open zone', node(filterTable(), firewalld('accept')), {severity: 'info'}],
		[
			'firewalld by its unit',
			{...node(filterTable()), units: [unit('active')]},
			{evidence: [{line: 4}], severity: 'info'},
		],
		[
			'firewalld by its process',
			{
				...node(filterTable()),
				processes: [process({argv: ['/usr/bin/python3', '-s', '/usr/sbin/firewalld', '--nofork']})],
			},
			{severity: 'info'},
		],
		[
			'pods are dropped',
			node(
				filterTable({
					policies: ['ACCEPT', 'DROP'],
					chains: ['ufw-before-input'],
					input: ['-j ufw-before-input'],
					accepts: [],
					rest: ['-A ufw-before-input -j ACCEPT'],
				}),
			),
			{severity: 'error', actual: 'ufw is active and drops the traffic of pods'},
		],
		[
			'what the node needs is not known',
			{role: roleOf('worker'), iptables: iptablesOf(on), nftables: []},
			{severity: 'warning', actual: 'ufw is active'},
		],
	],
);

test('a recorded ufw', () => {
	const rules = recordedPart('commands/iptables-save/ufw.txt', 'iptables-save').text;
	expect(judge(hostFirewallActive, node(rules))).toMatchObject({
		status: 'fail',
		severity: 'error',
		actual: 'ufw is active and closes 10250/tcp',
	});
});

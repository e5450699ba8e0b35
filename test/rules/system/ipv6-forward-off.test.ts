import type {PlannedRange} from '../../../source/model/conclusions.ts';
import {ipv6ForwardOff} from '../../../source/rules/system/ipv6-forward-off.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';

const path = '/proc/sys/net/ipv6/conf/all/forwarding';
const node = (value: string | null, ...ranges: readonly PlannedRange[]) => ({
	role: roleOf('worker'),
	sysctls: value === null ? [] : [{name: 'net.ipv6.conf.all.forwarding', value, at: place(path)}],
	addressPlan: plan(...ranges),
	nodeAddress: nodeAt('fd00:56::21/64'),
});
const pods: PlannedRange = range('node-pods', 'fd00:10:244:1::/64', 'FLANNEL_SUBNET');

testRule(
	ipv6ForwardOff,
	[
		['on', node('1', pods)],
		['on, and router advertisements are taken', node('2', pods)],
		['only IPv4', node('0', range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR')), {status: 'skip'}],
		['only the node has IPv6', node('0', range('node', 'fd00:56::/64', 'eth0')), {status: 'skip'}],
		['a range that was only inferred', node('0', {...pods, provenance: 'inferred'}), {status: 'skip'}],
		['it was not read', node(null, pods), {status: 'unknown'}],
	],
	[
		[
			'off',
			node('0', pods),
			{
				severity: 'error',
				actual: 'the node does not forward IPv6 packets (net.ipv6.conf.all.forwarding = 0)',
				evidence: [{source: path}, {source: 'FLANNEL_SUBNET', line: 7}],
			},
		],
		['services alone', node('0', range('services', 'fd00:10:96::/112', 'kube-apiserver'))],
	],
);

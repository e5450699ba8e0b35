import {ipForwardOff} from '../../../source/rules/system/ip-forward-off.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cni0, flannel1, sysctls} from '../../support/kernel.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const forward = (value: string, more = {}) => sysctls({'net.ipv4.ip_forward': value, ...more});
const pods = plan(range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR'));
const pods6 = plan(range('cluster-pods', 'fd00:10::/56', 'kube-proxy clusterCIDR'));
const cni = podNetwork('flannel', {bridge: cni0, overlay: flannel1});
const nodeAddress = nodeAt('192.168.56.21/24');

testRule(
	ipForwardOff,
	[
		['on', {role, sysctls: forward('1'), addressPlan: pods, nodeAddress, cni}],
		['off in an IPv6 cluster', {role, sysctls: forward('0'), addressPlan: pods6, nodeAddress}, {status: 'skip'}],
		['off on an IPv6 node', {role, sysctls: forward('0'), nodeAddress: nodeAt('fd00::5/64')}, {status: 'skip'}],
		['off, and nothing is known of pods', {role, sysctls: forward('0')}, {status: 'unknown'}],
		['not read', {role, sysctls: sysctls({'net.core.somaxconn': '4096'}), addressPlan: pods}, {status: 'unknown'}],
		['a load balancer', {role: roleOf('load-balancer'), sysctls: forward('0'), addressPlan: pods}, {status: 'skip'}],
		[
			'off on a link that pods do not use',
			{
				role,
				sysctls: forward('1', {'net.ipv4.conf.eth1.forwarding': '0', 'net.ipv4.conf.eth0.forwarding': '1'}),
				addressPlan: pods,
				nodeAddress,
				cni,
			},
		],
	],
	[
		[
			'off',
			{role, sysctls: forward('0'), addressPlan: pods, nodeAddress, cni},
			{
				expected: 'net.ipv4.ip_forward = 1, because pods have addresses of 10.244.0.0/16',
				actual: 'the node does not forward IPv4 packets (net.ipv4.ip_forward = 0)',
				evidence: [
					{source: '/proc/sys/net/ipv4/ip_forward', line: 1},
					{source: 'kube-proxy clusterCIDR', line: 7},
				],
			},
		],
		['off before pods have a range', {role, sysctls: forward('0'), nodeAddress}, {severity: 'error'}],
		[
			'off on the overlay alone, whose name has a dot',
			{
				role,
				sysctls: forward('1', {'net.ipv4.conf.flannel.1.forwarding': '0', 'net.ipv4.conf.cni0.forwarding': '1'}),
				addressPlan: pods,
				nodeAddress,
				cni,
			},
			{
				severity: 'warning',
				actual: 'the node does not forward what comes in on flannel.1 (net.ipv4.conf.flannel/1.forwarding = 0)',
				fix: {
					commands: [
						'sysctl -w net.ipv4.conf.flannel/1.forwarding=1',
						'grep -rn forward /etc/sysctl.conf /etc/sysctl.d',
					],
				},
			},
		],
	],
);

import {bridgeNfCallOff} from '../../../source/rules/system/bridge-nf-call-off.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cni0, proxyIn, sysctls} from '../../support/kernel.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const calls = (ipv4: string, ipv6: string) =>
	sysctls({'net.bridge.bridge-nf-call-iptables': ipv4, 'net.bridge.bridge-nf-call-ip6tables': ipv6});
const node = {role, cni: podNetwork('flannel', {bridge: cni0}), proxy: proxyIn('iptables'), sysctls: calls('1', '1')};

testRule(
	bridgeNfCallOff,
	[
		['on', node],
		['IPv6 is off where pods have none', {...node, sysctls: calls('1', '0')}],
		['Calico has no bridge', {...node, sysctls: calls('0', '0'), cni: podNetwork('calico')}, {status: 'skip'}],
		['no kube-proxy', {...node, sysctls: calls('0', '0'), proxy: proxyIn('none')}, {status: 'skip'}],
		['br_netfilter is not loaded', {...node, sysctls: sysctls({'net.ipv4.ip_forward': '1'})}, {status: 'unknown'}],
	],
	[
		[
			'off',
			{...node, sysctls: calls('0', '1')},
			{
				expected: 'net.bridge.bridge-nf-call-iptables = 1',
				actual: 'traffic between pods of this node bypasses iptables (net.bridge.bridge-nf-call-iptables = 0)',
				evidence: [{source: '/proc/sys/net/bridge/bridge-nf-call-iptables'}, {source: 'ip -d addr', line: 20}],
				fix: {
					commands: [
						'sysctl -w net.bridge.bridge-nf-call-iptables=1',
						"echo 'net.bridge.bridge-nf-call-iptables = 1' >> /etc/sysctl.d/99-kubernetes.conf",
					],
				},
			},
		],
		[
			'off for IPv6 pods',
			{...node, sysctls: calls('1', '0'), addressPlan: plan(range('node-pods', 'fd00:10:1::/64', 'FLANNEL_SUBNET'))},
			{expected: 'net.bridge.bridge-nf-call-ip6tables = 1'},
		],
		['ipvs needs it as well', {...node, sysctls: calls('0', '1'), proxy: proxyIn('ipvs')}],
		['nftables needs it as well', {...node, sysctls: calls('0', '1'), proxy: proxyIn('nftables')}],
	],
);

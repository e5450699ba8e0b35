import {expect, test} from 'vitest';
import {brNetfilterMissing} from '../../../source/rules/system/br-netfilter-missing.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {cni0, modules, proxyIn, sysctls} from '../../support/kernel.ts';
import {place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const withBridge = podNetwork('flannel', {bridge: cni0});
const without = sysctls({'net.ipv4.ip_forward': '1'});
const node = {role, cni: withBridge, proxy: proxyIn('iptables'), sysctls: without};

testRule(
	brNetfilterMissing,
	[
		[
			'built in: parameters without a module',
			{...node, sysctls: sysctls({'net.bridge.bridge-nf-call-iptables': '1'}), modules: modules()},
		],
		['loaded, its parameters hidden from a container', {...node, modules: modules('br_netfilter')}],
		['Calico has no bridge', {...node, cni: podNetwork('calico')}, {status: 'skip'}],
		['services are translated in eBPF', {...node, proxy: proxyIn('replaced')}, {status: 'skip'}],
		['nobody knows how services are translated', {...node, proxy: proxyIn('unknown')}, {status: 'unknown'}],
	],
	[
		[
			'not loaded',
			{...node, modules: modules('overlay')},
			{
				actual: 'br_netfilter is not loaded: traffic between pods of this node bypasses iptables',
				evidence: [{source: 'ip -d addr', line: 20}, {source: '/proc/sys/net/ipv4/ip_forward'}],
			},
		],
		[
			'before the first pod made the bridge',
			{
				...node,
				cni: podNetwork('flannel', {
					plugins: [
						{type: 'bridge', ipam: 'host-local', binary: 'present', at: place('/etc/cni/net.d/10-flannel.conflist', 5)},
					],
				}),
			},
			{evidence: [{source: '/etc/cni/net.d/10-flannel.conflist', line: 5}, {}]},
		],
		['nftables mode needs it as well', {...node, proxy: proxyIn('nftables')}],
	],
);

test('part of the parameters proves no absence', () => {
	expect(judge(brNetfilterMissing, node, {sysctls: 'pasted output'}).status).toBe('unknown');
});

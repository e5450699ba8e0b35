import {twoServiceProxies} from '../../../source/rules/proxy/two-service-proxies.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {process} from '../../support/node-facts.ts';
import {proxyAs, replaced} from '../../support/proxy.ts';

const role = roleOf('worker');
const agent = process({argv: ['/usr/bin/cilium-agent', '--kube-proxy-replacement=true'], pid: 78});

testRule(
	twoServiceProxies,
	[
		['kube-proxy alone', {role, proxy: proxyAs('iptables')}],
		['Cilium alone', {role, proxy: replaced}],
		['nobody', {role, proxy: proxyAs('none', {proxy: null})}],
	],
	[
		[
			'kube-proxy beside Cilium',
			{role, proxy: proxyAs('iptables', {replacement: 'cilium'}), processes: [agent]},
			{
				severity: 'warning',
				actual: 'kube-proxy and cilium both proxy services',
				evidence: [{source: '/proc/77/cmdline'}, {source: '/proc/78/cmdline'}],
			},
		],
		[
			'Calico in eBPF mode, where kube-proxy cannot always be removed',
			{role, proxy: proxyAs('iptables', {replacement: 'calico-ebpf'})},
			{severity: 'info'},
		],
	],
);

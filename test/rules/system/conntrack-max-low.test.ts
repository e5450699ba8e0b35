import {conntrackMaxLow} from '../../../source/rules/system/conntrack-max-low.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeProxyConfig, place, setting} from '../../support/node-facts.ts';
import {kubeProxy, proxyAs, replaced} from '../../support/proxy.ts';

const counters = (cores: number) =>
	Array.from({length: cores}, (_, cpu) =>
		['processed', 'dropped'].map((name) => ({
			name: `softnet.${cpu}.${name}`,
			value: 1,
			at: place('/proc/net/softnet_stat', cpu + 1),
		})),
	).flat();
const node = (max: string, cores: number) => ({
	role: roleOf('worker'),
	sysctls: [
		{name: 'net.netfilter.nf_conntrack_max', value: max, at: place('/proc/sys/net/netfilter/nf_conntrack_max')},
	],
	counters: counters(cores),
	kubeProxyConfig: kubeProxyConfig({conntrackMaxPerCore: setting(32_768)}),
	proxy: proxyAs('iptables'),
});
const uptime = {value: 3600, at: place('/proc/uptime')};

testRule(
	conntrackMaxLow,
	[
		['as kube-proxy sets it', node('262144', 8)],
		['the least on a small machine', node('131072', 2)],
		['0 is no limit', node('0', 8)],
		[
			'kube-proxy leaves it as it is',
			{...node('1024', 8), kubeProxyConfig: kubeProxyConfig({conntrackMaxPerCore: setting(0)})},
			{status: 'skip'},
		],
		[
			'a lower least',
			{
				...node('65536', 2),
				kubeProxyConfig: kubeProxyConfig({conntrackMaxPerCore: setting(32_768), conntrackMin: setting(65_536)}),
			},
		],
		['Cilium in its place', {...node('1024', 8), proxy: replaced}, {status: 'skip'}],
		['processors are not known', {...node('1024', 8), counters: []}, {status: 'unknown'}],
		['the limit is not known', {...node('1024', 8), sysctls: []}, {status: 'unknown'}],
	],
	[
		[
			'lower than for the processors',
			node('131072', 8),
			{
				severity: 'warning',
				expected: 'nf_conntrack_max of at least 262144 with 8 processors',
				actual: 'at most 131072 connections are tracked (nf_conntrack_max)',
				evidence: [
					{source: '/proc/sys/net/netfilter/nf_conntrack_max'},
					{source: '/var/lib/kubelet/config.yaml'},
					{source: '/proc/net/softnet_stat', line: 8},
				],
			},
		],
		['lower than the least', node('65536', 1), {expected: 'nf_conntrack_max of at least 131072 with 1 processors'}],
		[
			'kube-proxy has only just started',
			{...node('65536', 8), processes: [{...kubeProxy, startSeconds: 3500}], uptime},
			{severity: 'info'},
		],
	],
);

import {ipvsModulesMissing} from '../../../source/rules/proxy/ipvs-modules-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {iface, place} from '../../support/node-facts.ts';
import {kubeProxy, proxyAs} from '../../support/proxy.ts';
import {tail} from '../../support/runtime.ts';

const role = roleOf('worker');
const declared = {value: 'ipvs', at: place('/var/lib/kube-proxy/config.conf', 40)};
const proxy = proxyAs('ipvs', {declared});
const loaded = (...names: readonly string[]) => ({
	loadable: true,
	loaded: names.map((value, index) => ({value, at: place('/proc/modules', index + 1)})),
});
const bare = {role, proxy, virtualServers: [], interfaces: [iface({name: 'eth0'})]};
const uptime = {value: 3600, at: place('/proc/uptime')};
const refusal = "F0101 00:00:00.000000 1 server.go:1] can't use the IPVS proxier: failed to get kernel modules";

testRule(
	ipvsModulesMissing,
	[
		['another mode', {role, proxy: proxyAs('iptables')}, {status: 'skip'}],
		['loaded', {...bare, modules: loaded('nf_conntrack', 'ip_vs', 'ip_vs_rr')}],
		[
			'built in: it serves',
			{
				...bare,
				modules: loaded('nf_conntrack'),
				virtualServers: [
					{
						protocol: 'TCP',
						address: '10.96.0.1',
						port: 443,
						scheduler: 'rr',
						servers: [],
						at: place('/proc/net/ip_vs', 4),
					},
				],
			},
		],
		['a kernel without modules', {...bare, modules: {loadable: false, loaded: []}}, {status: 'unknown'}],
		['modules are not known', bare, {status: 'unknown'}],
		[
			'/proc/net/ip_vs is not known, but kube-proxy made its interface',
			{role, proxy, interfaces: [iface({name: 'kube-ipvs0', kind: 'dummy'})], modules: loaded('nf_conntrack')},
		],
	],
	[
		[
			'not loaded',
			{...bare, modules: loaded('nf_conntrack'), processes: [kubeProxy], uptime},
			{
				severity: 'error',
				actual: 'kube-proxy is to use IPVS, which the kernel does not have loaded',
				evidence: [
					{source: '/var/lib/kube-proxy/config.conf', line: 40},
					{source: '/proc/modules', line: 1},
				],
			},
		],
		[
			'kube-proxy has only just started',
			{...bare, modules: loaded('nf_conntrack'), processes: [{...kubeProxy, startSeconds: 3550}], uptime},
			{severity: 'info'},
		],
		[
			'kube-proxy says so itself',
			{...bare, modules: {loadable: false, loaded: []}, logs: [tail('kube-proxy', 'starting', refusal)]},
			{evidence: [{source: '/var/log/kube-proxy.log', line: 2}, {}]},
		],
	],
);

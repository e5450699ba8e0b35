import {clusterDnsNoEndpoints} from '../../../source/rules/dns/cluster-dns-no-endpoints.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, setting} from '../../support/node-facts.ts';
import {service, serviceRules} from '../../support/services.ts';

const role = roleOf('worker');
const dns = (endpoints: number) => service('kube-system/kube-dns:dns', '10.96.0.10', 53, endpoints);
const api = service('default/kubernetes:https', '10.96.0.1', 443, 3, {protocol: 'tcp'});
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.21/24')]})];
const node = {role, interfaces, kubeletConfig: kubeletConfig(), services: [api, dns(2)], iptables: serviceRules()};

testRule(
	clusterDnsNoEndpoints,
	[
		['two endpoints', node],
		[
			'ipvs has its address on a link of the node',
			{...node, interfaces: [iface({name: 'kube-ipvs0', addresses: [address('10.96.0.10/32')]})]},
		],
		[
			'the cache on the node answers',
			{...node, services: [api], kubeletConfig: kubeletConfig({clusterDns: setting(['169.254.20.10'])})},
			{status: 'skip'},
		],
		['no services at all: another finding', {...node, services: []}, {status: 'unknown'}],
		['a cut table proves no absence', {...node, services: [api], iptables: serviceRules(false)}, {status: 'unknown'}],
	],
	[
		[
			'no endpoints',
			{...node, services: [api, dns(0)]},
			{
				actual: 'the cluster DNS kube-system/kube-dns:dns has no endpoints',
				evidence: [{source: '/var/lib/kubelet/config.yaml'}, {source: 'iptables-save -c', line: 30}],
			},
		],
		[
			'no rule at all',
			{...node, services: [api]},
			{
				actual: 'no rule on this node knows the cluster DNS 10.96.0.10',
				evidence: [{}, {source: 'iptables-save -c', line: 50}],
			},
		],
		[
			'nothing to be seen of it in ipvs',
			{...node, services: [{...api, mode: 'ipvs' as const}], iptables: {tables: [], warnings: []}},
			{severity: 'error'},
		],
	],
);

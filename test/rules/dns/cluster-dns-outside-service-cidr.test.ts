import {clusterDnsOutsideServiceCidr} from '../../../source/rules/dns/cluster-dns-outside-service-cidr.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, setting, standard} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';
import {service} from '../../support/services.ts';

const role = roleOf('worker');
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.21/24')]})];
const declared = plan(range('services', '10.96.0.0/12', 'kube-apiserver --service-cluster-ip-range'));
const inferred = plan(range('services', '10.96.0.0/12', 'iptables KUBE-SERVICES', {provenance: 'inferred'}));
const told = (...dns: readonly string[]) => kubeletConfig({clusterDns: setting(dns)});

testRule(
	clusterDnsOutsideServiceCidr,
	[
		['inside', {role, interfaces, addressPlan: declared, kubeletConfig: told('10.96.0.10')}],
		['the cache on the node', {role, interfaces, addressPlan: declared, kubeletConfig: told('169.254.20.10')}],
		['an address of this node', {role, interfaces, addressPlan: declared, kubeletConfig: told('192.168.56.21')}],
		[
			'a service of a second range',
			{
				role,
				interfaces,
				addressPlan: inferred,
				kubeletConfig: told('10.200.0.10'),
				services: [service('kube-system/kube-dns:dns', '10.200.0.10', 53, 1)],
			},
		],
		[
			'the range is not known',
			{role, interfaces, addressPlan: plan(), kubeletConfig: told('10.96.0.10')},
			{status: 'unknown'},
		],
		[
			'the range of this family is not known',
			{role, interfaces, addressPlan: declared, kubeletConfig: told('fd00::a')},
			{status: 'unknown'},
		],
		[
			'no cluster DNS',
			{role, interfaces, addressPlan: declared, kubeletConfig: kubeletConfig({clusterDns: standard([])})},
			{status: 'skip'},
		],
	],
	[
		[
			'outside the declared range',
			{role, interfaces, addressPlan: declared, kubeletConfig: told('172.20.0.10')},
			{
				severity: 'error',
				expected: 'a cluster DNS in 10.96.0.0/12',
				actual: 'kubelet gives pods the name server 172.20.0.10, which is no service (services are in 10.96.0.0/12)',
				evidence: [{source: '/var/lib/kubelet/config.yaml'}, {source: 'kube-apiserver --service-cluster-ip-range'}],
			},
		],
		[
			'outside the inferred range',
			{role, interfaces, addressPlan: inferred, kubeletConfig: told('172.20.0.10')},
			{severity: 'warning'},
		],
		[
			'one of two',
			{role, interfaces, addressPlan: declared, kubeletConfig: told('10.96.0.10', '172.20.0.10')},
			{severity: 'error'},
		],
	],
);

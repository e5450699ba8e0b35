import {serviceOrClusterCidrMismatch} from '../../../source/rules/nodes/service-or-cluster-cidr-mismatch.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {kubeletConfig, kubeProxyConfig, setting} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (n: number, services: string, pods = '10.244.0.0/16', given = {}) =>
	worker(n, {
		components: componentsOf(
			component('kube-apiserver', {argv: [`--service-cluster-ip-range=${services}`]}),
			component('kube-controller-manager', {argv: [`--cluster-cidr=${pods}`]}),
		),
		...given,
	});
const dns = (...list: readonly string[]) => ({kubeletConfig: kubeletConfig({clusterDns: setting(list)})});

testClusterRule(
	serviceOrClusterCidrMismatch,
	[
		['alike', [node(1, '10.96.0.0/12'), node(2, '10.96.0.0/12')]],
		['written differently', [node(1, '10.96.0.0/12'), node(2, '10.96.0.1/12')]],
		['a worker is told none', [node(1, '10.96.0.0/12'), worker(2, {components: {}})]],
		[
			'a DNS cache on one of them',
			[node(1, '10.96.0.0/12', undefined, dns('10.96.0.10')), node(2, '10.96.0.0/12', undefined, dns('169.254.20.10'))],
		],
		['one machine recorded twice', [node(1, '10.96.0.0/12'), node(1, '10.97.0.0/16')]],
	],
	[
		[
			'of services',
			[node(1, '10.96.0.0/12'), node(2, '10.97.0.0/16'), node(3, '10.96.0.0/12')],
			{
				nodes: ['n1'],
				actual: '--service-cluster-ip-range of kube-apiserver differs: 10.97.0.0/16 on n1; 10.96.0.0/12 on n0, n2',
				evidence: [{node: 'n1', source: '/etc/kubernetes/manifests/kube-apiserver.yaml', line: 20}, {node: 'n0'}],
			},
		],
		['of pods', [node(1, '10.96.0.0/12'), node(2, '10.96.0.0/12', '10.245.0.0/16')], {severity: 'error'}],
		[
			'a second family is on its way',
			[node(1, '10.96.0.0/12'), node(2, '10.96.0.0/12,fd00:96::/112')],
			{severity: 'warning'},
		],
		[
			'of kube-proxy',
			[
				node(1, '10.96.0.0/12', undefined, {kubeProxyConfig: kubeProxyConfig()}),
				node(2, '10.96.0.0/12', undefined, {
					kubeProxyConfig: kubeProxyConfig({clusterCidrs: setting(['10.1.0.0/16'])}),
				}),
			],
			{severity: 'error'},
		],
		[
			'the cluster DNS of a kubelet',
			[node(1, '10.96.0.0/12', undefined, dns('10.96.0.10')), node(2, '10.96.0.0/12', undefined, dns('172.20.0.10'))],
			{severity: 'warning', nodes: ['n0', 'n1']},
		],
	],
);

import {plainMetricsExposed} from '../../../source/rules/exposure/plain-metrics-exposed.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (
	localPort: number,
	localAddress: string,
	program: string | null,
	distribution: 'kubeadm' | 'rke2' = 'kubeadm',
) => ({
	role: roleOf('control-plane', {distribution}),
	listeners: [listener({localPort, localAddress, program})],
	components: componentsOf(component('etcd')),
});

testRule(
	plainMetricsExposed,
	[
		['on loopback', node(2381, '127.0.0.1', 'etcd')],
		["kube-proxy's health is meant for load balancers", node(10256, '0.0.0.0', 'kube-proxy')],
		['somebody else on that port', node(10249, '0.0.0.0', 'python3')],
		['an owner that cannot be seen, and no such component', node(10249, '0.0.0.0', null)],
	],
	[
		[
			'etcd',
			node(2381, '0.0.0.0', 'etcd'),
			{
				severity: 'warning',
				actual: 'etcd answers without authentication on 0.0.0.0:2381',
				evidence: [{source: 'netstat -npa', line: 1}],
				fix: {
					text: 'Set --listen-metrics-urls=http://127.0.0.1:2381, unless a monitoring system outside the node reads the port; then let only it through.',
				},
			},
		],
		['kube-proxy', node(10249, '::', 'kube-proxy')],
		['kubelet', node(10248, '192.168.56.11', 'kubelet')],
		['an owner that cannot be seen', node(2381, '0.0.0.0', null)],
		['RKE2 has its servers read each other', node(2381, '192.168.56.11', 'etcd', 'rke2'), {severity: 'info'}],
	],
);

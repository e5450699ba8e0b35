import {plainMetricsExposed} from '../../../source/rules/exposure/plain-metrics-exposed.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, kubeProxyConfig, listener, place, process, setting} from '../../support/node-facts.ts';
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
		[
			'etcd of a static pod: its manifest is mended',
			{
				...node(2381, '0.0.0.0', 'etcd'),
				components: componentsOf(component('etcd', {argv: ['--listen-metrics-urls=http://0.0.0.0:2381']})),
			},
			{
				fix: {
					commands: [
						"sed -i 's#--listen-metrics-urls=.*#--listen-metrics-urls=http://127.0.0.1:2381#' /etc/kubernetes/manifests/etcd.yaml",
					],
				},
			},
		],
		[
			'etcd of RKE2, which writes its manifest anew',
			{
				...node(2381, '0.0.0.0', 'etcd', 'rke2'),
				components: componentsOf(component('etcd', {argv: ['--listen-metrics-urls=http://0.0.0.0:2381']})),
			},
			{severity: 'info', fix: {commands: []}},
		],
		[
			'kube-proxy of a DaemonSet: its ConfigMap',
			{
				...node(10249, '::', 'kube-proxy'),
				components: componentsOf({
					...component('kube-proxy', {manifest: false}),
					processes: [process({argv: ['kube-proxy'], pod: {uid: 'a', containerId: null}})],
				}),
				kubeProxyConfig: kubeProxyConfig({metricsBindAddress: setting('0.0.0.0:10249', {from: 'file'})}),
			},
			{
				fix: {
					commands: [
						'kubectl -n kube-system edit configmap kube-proxy',
						'kubectl -n kube-system rollout restart ds kube-proxy',
					],
				},
			},
		],
		['kube-proxy inside of K3s has neither', node(10249, '::', 'k3s-server'), {fix: {commands: []}}],
		[
			'kubelet: its file',
			{
				...node(10248, '192.168.56.11', 'kubelet'),
				kubeletConfig: kubeletConfig({
					healthzBindAddress: setting('0.0.0.0', {from: 'file', at: place('/var/lib/kubelet/config.yaml', 4)}),
				}),
			},
			{
				fix: {
					commands: [
						"sed -i 's/^healthzBindAddress:.*/healthzBindAddress: 127.0.0.1/' /var/lib/kubelet/config.yaml",
						'systemctl restart kubelet',
					],
				},
			},
		],
		[
			'kubelet: a flag or a file of JSON is mended by hand',
			{
				...node(10248, '192.168.56.11', 'kubelet'),
				kubeletConfig: kubeletConfig({
					healthzBindAddress: setting('0.0.0.0', {from: 'file', at: place('/etc/kubernetes/kubelet/config.json', 4)}),
				}),
			},
			{fix: {commands: []}},
		],
		['an owner that cannot be seen', node(2381, '0.0.0.0', null)],
		['RKE2 has its servers read each other', node(2381, '192.168.56.11', 'etcd', 'rke2'), {severity: 'info'}],
	],
);

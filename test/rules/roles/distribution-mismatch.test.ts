import {distributionMismatch} from '../../../source/rules/roles/distribution-mismatch.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const runs = (...names: readonly string[]) => componentsOf(...names.map((name) => component(name, {manifest: false})));
const files = (...paths: readonly string[]) => paths.map((path, index) => ({path, at: place('ls -la', index + 1)}));
const kubeadm = ['/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/kubeadm-flags.env', '/var/lib/kubelet/config.yaml'];
const node = (names: readonly string[], paths: readonly string[]) => ({
	role: roleOf('worker'),
	components: runs(...names),
	kubernetesFiles: files(...paths),
});

testRule(
	distributionMismatch,
	[
		['kubeadm', node(['kubelet'], [...kubeadm, '/etc/kubernetes/manifests/'])],
		['K3s', node(['k3s'], ['/etc/rancher/k3s/k3s.yaml', '/var/lib/rancher/k3s/agent/'])],
		['RKE2 has files of K3s', node(['rke2'], ['/etc/rancher/rke2/rke2.yaml', '/var/lib/rancher/k3s/agent/'])],
		['what kubeadm reset leaves', node(['k3s'], ['/etc/kubernetes/manifests/', '/var/lib/rancher/k3s/agent/'])],
		['a machine with nothing', node([], [])],
	],
	[
		[
			'MicroK8s beside kubeadm',
			node(['kubelet', 'kubelite'], kubeadm),
			{
				severity: 'warning',
				actual: 'MicroK8s and kubeadm are on this node',
				evidence: [{source: '/proc/100/cmdline'}, {source: 'ls -la'}],
			},
		],
		[
			'files of kubeadm under K3s are only left over',
			node(['k3s'], [...kubeadm, '/etc/rancher/k3s/k3s.yaml']),
			{severity: 'info'},
		],
	],
);

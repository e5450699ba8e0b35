import {staticPodPathMismatch} from '../../../source/rules/runtime/static-pod-path-mismatch.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting, standard} from '../../support/node-facts.ts';

const role = roleOf('control-plane');
const listed = (path: string) => [{path, at: place('ls -la /etc/kubernetes', 12)}];
const manifests = listed('/etc/kubernetes/manifests/etcd.yaml');
const looksIn = (path: string) =>
	kubeletConfig({staticPodPath: setting(path, {at: place('/var/lib/kubelet/config.yaml', 60)})});

testRule(
	staticPodPathMismatch,
	[
		['the same folder', {role, kubeletConfig: looksIn('/etc/kubernetes/manifests'), kubernetesFiles: manifests}],
		[
			'with a slash at its end',
			{role, kubeletConfig: looksIn('/etc/kubernetes/manifests/'), kubernetesFiles: manifests},
		],
		[
			'RKE2 has a folder of its own and nothing in the other',
			{role, kubeletConfig: looksIn('/var/lib/rancher/rke2/agent/pod-manifests'), kubernetesFiles: []},
		],
		[
			'old manifests of an upgrade are not live',
			{role, kubeletConfig: looksIn(''), kubernetesFiles: listed('/etc/kubernetes/tmp/etcd.yaml')},
		],
	],
	[
		[
			'another folder',
			{role, kubeletConfig: looksIn('/etc/kubelet.d'), kubernetesFiles: manifests},
			{
				actual: 'kubelet looks for static pods in /etc/kubelet.d',
				evidence: [{line: 60}, {line: 12}],
				fix: {
					commands: [
						"sed -i 's#^staticPodPath:.*#staticPodPath: /etc/kubernetes/manifests#' /var/lib/kubelet/config.yaml",
						'systemctl restart kubelet',
					],
				},
			},
		],
		[
			'none',
			{role, kubeletConfig: kubeletConfig({staticPodPath: standard('')}), kubernetesFiles: manifests},
			{actual: 'kubelet has no static pod path'},
		],
	],
);

import {strayManifest} from '../../../source/rules/runtime/stray-manifest.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, staticPod, staticPods} from '../../support/node-facts.ts';

const role = roleOf('control-plane');
const api = staticPod(['kube-apiserver']);
const backup = staticPod(['kube-apiserver'], {
	file: 'kube-apiserver.yaml.bak',
	path: '/etc/kubernetes/manifests/kube-apiserver.yaml.bak',
	at: place('/etc/kubernetes/manifests/kube-apiserver.yaml.bak'),
});
const named = (name: string) => staticPod([name]);

testRule(
	strayManifest,
	[
		[
			'kubeadm',
			{role, staticPods: staticPods(api, named('etcd'), named('kube-scheduler'), named('kube-controller-manager'))},
		],
		[
			'load balancers',
			{role, staticPods: staticPods(named('haproxy'), named('keepalived'), named('kube-vip'), named('nginx-proxy'))},
		],
		['RKE2', {role, staticPods: staticPods(named('kube-proxy'), named('cloud-controller-manager'))}],
		['an empty folder', {role: roleOf('worker'), staticPods: staticPods()}],
		[
			'a manifest that cannot be read is not a stray one',
			{role, staticPods: staticPods({...api, name: null, containers: [], problem: 'line 3: not YAML'})},
		],
	],
	[
		[
			'a backup',
			{role, staticPods: staticPods(api, backup)},
			{
				severity: 'error',
				actual: 'kube-apiserver.yaml and kube-apiserver.yaml.bak both describe the pod kube-apiserver',
				evidence: [
					{source: '/etc/kubernetes/manifests/kube-apiserver.yaml'},
					{source: '/etc/kubernetes/manifests/kube-apiserver.yaml.bak'},
				],
				fix: {
					commands: ['ls -la /etc/kubernetes/manifests', 'mv /etc/kubernetes/manifests/kube-apiserver.yaml.bak /root/'],
				},
			},
		],
		[
			"somebody's own static pod",
			{role, staticPods: staticPods(api, named('web'))},
			{severity: 'info', actual: "web.yaml describes a static pod of this node's own, web"},
		],
		[
			'no manifest at all',
			{
				role,
				staticPods: staticPods({
					...named('notes'),
					file: 'notes.txt',
					path: '/etc/kubernetes/manifests/notes.txt',
					name: null,
					problem: 'it is no Pod',
				}),
			},
			{severity: 'warning', actual: 'notes.txt is no manifest, and kubelet complains about it'},
		],
	],
);

import type {Component} from '../../../source/model/conclusions.ts';
import {partialControlPlane} from '../../../source/rules/roles/partial-control-plane.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process, staticPods} from '../../support/node-facts.ts';

const declared = (name: string): Component => {
	const path = `/etc/kubernetes/manifests/${name}.yaml`;
	return {
		name,
		processes: [],
		manifest: {path, image: null, at: place(path)},
		flags: [],
		flagsFrom: 'manifest',
		version: null,
	};
};
const running = (name: string): Component => ({
	...declared(name),
	manifest: null,
	processes: [process({argv: [name]})],
});
const node = (list: readonly Component[], distribution = 'kubeadm' as const) => ({
	role: roleOf('control-plane', {distribution}),
	staticPods: staticPods(),
	processes: [],
	components: Object.fromEntries(list.map((component) => [component.name, component])),
});

testRule(
	partialControlPlane,
	[
		[
			'all three by manifest',
			node([declared('kube-apiserver'), declared('kube-controller-manager'), declared('kube-scheduler')]),
		],
		[
			'all three by process',
			node([running('kube-apiserver'), running('kube-controller-manager'), running('kube-scheduler')]),
		],
		['an etcd node has none of them', node([declared('etcd')])],
		['k3s runs one process', {...node([]), role: roleOf('control-plane', {distribution: 'k3s'})}, {status: 'skip'}],
		['a worker', {...node([]), role: roleOf('worker')}, {status: 'skip'}],
	],
	[
		[
			'the scheduler was moved away',
			node([declared('kube-apiserver'), declared('kube-controller-manager')]),
			{
				actual: 'kube-scheduler is missing: no manifest in /etc/kubernetes/manifests, no process',
				evidence: [
					{source: '/etc/kubernetes/manifests/kube-apiserver.yaml'},
					{source: '/etc/kubernetes/manifests/kube-controller-manager.yaml'},
				],
				fix: {
					commands: [
						'ls -d /etc/kubernetes/*.yaml /etc/kubernetes/tmp/*',
						'kubeadm init phase control-plane scheduler',
					],
				},
			},
		],
		['only the API server is left', node([declared('kube-apiserver')])],
	],
);

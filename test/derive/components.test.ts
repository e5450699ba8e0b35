import {expect, test} from 'vitest';
import {components} from '../../source/derive/components.ts';
import type {Process} from '../../source/model/facts/process.ts';
import {concluded, listener, place, process, staticPod, staticPods} from '../support/node-facts.ts';

const names = (processes: readonly Process[]): readonly string[] =>
	Object.keys(concluded('components', {processes}, components) ?? {});

const dashed = {uid: '838f02b0-5057-4b92-b1d4-5f663d9a10ca', containerId: null};
const hashed = {uid: '980d029e298698019e7ad453589f383b', containerId: null};

test.each<readonly [string, Process, readonly string[]]>([
	['a program by its path', process({argv: ['/usr/local/bin/kube-apiserver', '--x']}), ['kube-apiserver']],
	['hyperkube by its sub-command', process({argv: ['/hyperkube', 'apiserver']}), ['kube-apiserver']],
	['hyperkube with a whole name', process({argv: ['hyperkube', 'kube-proxy']}), ['kube-proxy']],
	['k3s that wrote over its argv', process({argv: ['/usr/local/bin/k3s server']}), ['k3s']],
	['kubelite', process({argv: ['/snap/microk8s/1/kubelite', '--x']}), ['kubelite']],
	['dockerd', process({argv: ['/usr/sbin/dockerd', '-H', 'fd://']}), ['dockerd']],
	['old name of containerd', process({argv: ['docker-containerd']}), ['containerd']],
	['a program without argv by its name', process({argv: [], name: 'etcd'}), ['etcd']],
	['a zombie', process({argv: [], name: 'etcd', state: 'Z (zombie)'}), []],
	['etcd of a pod with a network of its own', process({argv: ['etcd'], hostNetwork: false, pod: dashed}), []],
	['etcd of a pod of which the network is not known', process({argv: ['etcd'], hostNetwork: null, pod: dashed}), []],
	[
		'etcd of a static pod of which the network is not known',
		process({argv: ['etcd'], hostNetwork: null, pod: hashed}),
		['etcd'],
	],
	[
		'kube-proxy of a pod of which the network is not known',
		process({argv: ['kube-proxy'], hostNetwork: null, pod: dashed}),
		['kube-proxy'],
	],
	['a plain process of which the network is not known', process({argv: ['etcd'], hostNetwork: null}), ['etcd']],
	[
		'a static pod one PID namespace below the node',
		process({argv: ['etcd'], hostNetwork: null, pod: hashed, pidNamespaces: 2}),
		['etcd'],
	],
	['a kubelet in a PID namespace of its own', process({argv: ['kubelet'], hostNetwork: null, pidNamespaces: 2}), []],
	[
		'a static pod of a node in a PID namespace',
		process({argv: ['etcd'], hostNetwork: null, pod: hashed, pidNamespaces: 3}),
		[],
	],
	["a program in the node's network, in whatever PID namespace", process({argv: ['etcd'], pidNamespaces: 2}), ['etcd']],
	['where PID namespaces are not known', process({argv: ['etcd'], hostNetwork: null, pidNamespaces: null}), ['etcd']],
	['a kubelet that is asked for its version', process({argv: ['/usr/bin/kubelet', '--version']}), []],
	['a kubelet that prints its help', process({argv: ['kubelet', '-h'], hostNetwork: null}), []],
	['a kubelet with one flag', process({argv: ['kubelet', '-v=2']}), ['kubelet']],
	['a shim named after containerd', process({argv: ['/usr/bin/containerd-shim-runc-v2', '-id', 'x']}), []],
	['an editor with a manifest open', process({argv: ['vi', '/etc/kubernetes/manifests/etcd.yaml']}), []],
])('%s', (_, one, expected) => {
	expect(names([one])).toEqual(expected);
});

test('flags are those of the process in the node network, else of the manifest', () => {
	const known = {
		processes: [
			process({pid: 5, argv: ['kube-scheduler', '--bind-address=0.0.0.0'], hostNetwork: null}),
			process({pid: 6, argv: ['kube-scheduler', '--bind-address=127.0.0.1']}),
		],
		staticPods: staticPods(
			staticPod(['kube-scheduler', '--bind-address=::'], {image: 'registry.k8s.io/kube-scheduler:v1.30.1@sha256:00'}),
			staticPod(['etcd', '--name=a'], {image: 'host.example:5000/etcd'}),
		),
	};
	const found = concluded('components', known, components);
	expect(found?.['kube-scheduler']).toMatchObject({flagsFrom: 'process', version: '1.30.1'});
	expect(found?.['kube-scheduler']?.flags).toEqual([
		{name: 'bind-address', value: '127.0.0.1', at: place('/proc/6/cmdline')},
	]);
	expect(found?.etcd).toMatchObject({flagsFrom: 'manifest', version: null, processes: []});
});

test('a manifest that cannot be read is known by the name of its file', () => {
	const broken = staticPod(['kube-apiserver'], {containers: [], problem: 'not YAML', name: null});
	expect(concluded('components', {staticPods: staticPods(broken)}, components)?.['kube-apiserver']).toMatchObject({
		flagsFrom: 'none',
		manifest: {path: '/etc/kubernetes/manifests/kube-apiserver.yaml', image: null},
	});
});

test('without a process table, owners of sockets are components, also cut ones', () => {
	const listeners = [
		listener({localPort: 10257, program: 'kube-controlle'}),
		listener({localPort: 6443, program: 'k3s-server'}),
		listener({localPort: 22, program: 'sshd'}),
	];
	expect(Object.keys(concluded('components', {listeners}, components) ?? {})).toEqual([
		'k3s',
		'kube-controller-manager',
	]);
	expect(concluded('components', {listeners, processes: []}, components)).toEqual({});
});

test('with nothing to look at there is no answer', () => {
	expect(concluded('components', {}, components)).toBeUndefined();
});

test('kubelet has the version that it prints', () => {
	const known = {
		processes: [process({argv: ['kubelet']})],
		kubeletVersion: {value: 'Kubernetes v1.31.2', at: place()},
	};
	expect(concluded('components', known, components)?.kubelet?.version).toBe('1.31.2');
});

test('a running flag is shown at the manifest where both agree, else at the process', () => {
	const known = {
		processes: [process({pid: 9, argv: ['etcd', '--a=1', '--b=2']})],
		staticPods: staticPods(staticPod(['etcd', '--a=1', '--b=3'])),
	};
	const flags = concluded('components', known, components)?.['etcd']?.flags;
	expect(flags?.map(({name, value, at}) => [name, value, at.source])).toEqual([
		['a', '1', '/etc/kubernetes/manifests/etcd.yaml'],
		['b', '2', '/proc/9/cmdline'],
	]);
});

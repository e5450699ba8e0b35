import {expect, test} from 'vitest';
import {baseName, isProgram} from '../../source/derive/program.ts';

test.each([
	['kube-controller-manager', 'kube-controller-manager', true],
	['kube-controlle', 'kube-controller-manager', true],
	['kube-sched', 'kube-scheduler', true],
	['kube-', 'kube-scheduler', false],
	['etcd', 'etcd', true],
	['etc', 'etcd', false],
	['etcdctl', 'etcd', false],
	['kube-scheduler-x', 'kube-scheduler', false],
	['', 'etcd', false],
])('%s is %s: %s', (shown, whole, expected) => {
	expect(isProgram(shown, whole)).toBe(expected);
});

test.each([
	['/usr/bin/kubelet', 'kubelet'],
	['kubelet', 'kubelet'],
	['./aws-k8s-agent', 'aws-k8s-agent'],
	['', ''],
])('the base name of %s is %s', (path, expected) => {
	expect(baseName(path)).toBe(expected);
});

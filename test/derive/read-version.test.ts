import {expect, test} from 'vitest';
import {readVersion} from '../../source/derive/read-version.ts';

test.each([
	['Kubernetes v1.34.4', '1.34.4'],
	['v1.34.4', '1.34.4'],
	['1.34.4', '1.34.4'],
	['registry.k8s.io/etcd:3.6.5-0', '3.6.5-0'],
	['rancher/hardened-kubernetes:v1.30.1-rke2r1-build20240515', '1.30.1-rke2r1-build20240515'],
	['host.example:5000/kube-apiserver:v1.29.0@sha256:00ff', '1.29.0'],
	['host.example:5000/kube-apiserver', null],
	['kube-apiserver@sha256:00ff', null],
	['kube-apiserver:latest', null],
	['', null],
])('%s is version %s', (text, expected) => {
	expect(readVersion(text)).toBe(expected);
});

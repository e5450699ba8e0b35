import {expect, test} from 'vitest';
import {certificates} from '../../source/collectors/certificates.ts';
import {kubernetesFiles} from '../../source/collectors/kubernetes-files.ts';
import {inputId} from '../../source/model/input.ts';
import {collectFrom, denied, valueFrom} from '../support/collect.ts';
import {recordedPart} from '../support/part.ts';

const [kubernetes = '', kubelet = '', distributions = ''] = kubernetesFiles
	.inputs({})
	.map((slot) => inputId(slot as never));
const listing = recordedPart('commands/ls/several-folders.txt').text;
const pem = recordedPart('commands/certificate/apiserver.txt').text;

test('files and folders, each at its line', () => {
	const node = {
		[kubernetes]: listing,
		[kubelet]: 'total 1\n-rw-r--r-- 1 root root 1144 Nov 21 04:02 config.yaml\n',
		[distributions]:
			'drwxr-xr-x 2 root root 4096 Nov 21 04:02 /etc/kubernetes/pki/etcd\n-rw------- 1 root root 9 Nov 21 04:02 /etc/rancher/k3s/k3s.yaml\n',
	};
	const paths = valueFrom(kubernetesFiles, node).map(({path}) => path);
	expect(paths).toContain('/etc/kubernetes/admin.conf');
	expect(paths).toContain('/etc/kubernetes/manifests/');
	expect(paths).toContain('/etc/kubernetes/manifests/etcd.yaml');
	expect(paths).toContain('/etc/kubernetes/pki/ca.key');
	expect(paths).toContain('/etc/kubernetes/pki/etcd/');
	expect(paths).toContain('/var/lib/kubelet/config.yaml');
	expect(paths).toContain('/etc/rancher/k3s/k3s.yaml');
	expect(paths.some((path) => path.endsWith('/./') || path.endsWith('/../'))).toBe(false);
	expect(new Set(paths).size).toBe(paths.length);
	expect(valueFrom(kubernetesFiles, node).find(({path}) => path.endsWith('admin.conf'))?.at).toEqual({
		source: kubernetes,
		line: 5,
	});
});

test('listings of other folders do not count', () => {
	expect(valueFrom(kubernetesFiles, {[kubernetes]: `/opt/cni/bin:\n${listing.split('\n')[4]}\n`})).toEqual([]);
});

test('none here, and none readable', () => {
	expect(valueFrom(kubernetesFiles, {})).toEqual([]);
	expect(collectFrom(kubernetesFiles, {[kubernetes]: denied})).toMatchObject({unavailable: {kind: 'denied'}});
});

test('certificates of folders, of kubelet and of kubeconfigs', () => {
	const embedded = {path: '/etc/kubernetes/admin.conf', commonName: 'kubernetes-admin'};
	const known = {
		kubeconfigs: [
			{path: embedded.path, clientCertificate: embedded},
			{
				path: '/etc/kubernetes/kubelet.conf',
				clientCertificate: {path: '/var/lib/kubelet/pki/kubelet-client-current.pem'},
			},
		],
	} as never;
	const node = {
		'/etc/kubernetes/pki/apiserver.crt': pem,
		'/etc/kubernetes/pki/etcd/server.crt': pem,
		'/etc/kubernetes/pki/sa.pub': 'x',
		'/var/lib/kubelet/pki/kubelet-client-current.pem': pem,
	};
	expect(valueFrom(certificates, node, known).map(({path}) => path)).toEqual([
		'/etc/kubernetes/pki/apiserver.crt',
		'/etc/kubernetes/pki/etcd/server.crt',
		'/var/lib/kubelet/pki/kubelet-client-current.pem',
		'/etc/kubernetes/admin.conf',
	]);
	expect(valueFrom(certificates, {})).toEqual([]);
	expect(collectFrom(certificates, {'/etc/kubernetes/pki': denied})).toMatchObject({
		unavailable: {kind: 'denied', remedy: 'run as root'},
	});
});

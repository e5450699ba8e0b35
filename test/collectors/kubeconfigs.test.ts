import fc from 'fast-check';
import {expect, test} from 'vitest';
import {kubeconfigFormat, parseKubeconfig} from '../../source/collectors/kubeconfig.ts';
import {kubeconfigs} from '../../source/collectors/kubeconfigs.ts';
import {collectFrom, denied, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const admin = recordedPart('commands/kubeconfig/admin.txt', '/etc/kubernetes/admin.conf');
const kubelet = recordedPart('commands/kubeconfig/kubelet.txt', '/etc/kubernetes/kubelet.conf');
const pem = recordedPart('commands/certificate/apiserver.txt').text;

const config = (user: string, cluster = 'server: https://10.0.0.1:6443'): string =>
	`apiVersion: v1
kind: Config
clusters:
- name: other
  cluster:
    server: https://192.0.2.1
- name: k
  cluster:
    ${cluster}
contexts:
- name: c
  context:
    cluster: k
    user: u
current-context: c
users:
- name: u
  user:
    ${user}
`;

test('an administrator with an embedded certificate', () => {
	expect(parseKubeconfig(admin)).toMatchObject({
		value: [
			{
				path: '/etc/kubernetes/admin.conf',
				server: 'https://192.168.56.10:6443',
				user: 'kubernetes-admin',
				certificateAuthorityHash: expect.stringMatching(/^[0-9a-f]{64}$/),
				clientCertificatePath: null,
				clientCertificate: {
					commonName: 'kubernetes-admin',
					organizations: ['kubeadm:cluster-admins'],
					path: '/etc/kubernetes/admin.conf',
					at: {line: 17},
				},
				hasToken: false,
				hasClientKey: true,
				problem: null,
				at: {line: 5},
			},
		],
		unparsed: [],
	});
});

test('kubelet, whose certificate is a file', () => {
	const node = {[kubelet.name]: kubelet.text, '/var/lib/kubelet/pki/kubelet-client-current.pem': pem};
	expect(valueFrom(kubeconfigs, node)).toMatchObject([
		{
			path: kubelet.name,
			user: 'system:node:cp1',
			clientCertificatePath: '/var/lib/kubelet/pki/kubelet-client-current.pem',
			clientCertificate: {commonName: 'kube-apiserver', path: '/var/lib/kubelet/pki/kubelet-client-current.pem'},
		},
	]);
	expect(valueFrom(kubeconfigs, {[kubelet.name]: kubelet.text})[0]?.clientCertificate).toBeNull();
});

test('an authority in a file of its own', () => {
	const text = config(
		'token: <token#1>',
		'server: https://10.0.0.1:6443\n    certificate-authority: /etc/kubernetes/pki/ca.crt',
	);
	const [value] = valueFrom(kubeconfigs, {'/etc/kubernetes/kubelet.conf': text, '/etc/kubernetes/pki/ca.crt': pem});
	expect(value?.certificateAuthorityHash).toBe('587b729c2600a9b9b689bafb34846b2dca25a28713172b17d188d79da4b74eaa');
});

test.each<readonly [name: string, text: string, expected: object]>([
	[
		'the current context decides',
		config('client-key: /k'),
		{server: 'https://10.0.0.1:6443', user: 'u', hasClientKey: true, hasToken: false},
	],
	['token', config('token: abc'), {hasToken: true, hasClientKey: false}],
	['token in a file', config('tokenFile: /t'), {hasToken: true}],
	[
		'redacted',
		config('client-key-data: <key#1>\n    token: <token#2>'),
		{hasToken: true, hasClientKey: true, problem: null},
	],
	[
		'cluster not there',
		config('token: a').replace('cluster: k', 'cluster: x'),
		{server: null, problem: 'the cluster of context c is not in it'},
	],
	['user not there', config('token: a').replace('user: u', 'user: x'), {problem: 'the user of context c is not in it'}],
	[
		'no context',
		'clusters:\n- name: k\n  cluster:\n    server: https://10.0.0.1\n',
		{server: 'https://10.0.0.1', user: null, problem: null},
	],
	['empty', '', {server: null, problem: 'the file is empty'}],
	['no YAML', 'clusters\n- a\nb: 1\n', {problem: expect.stringMatching(/^line \d+: /)}],
])('%s', (_, text, expected) => {
	expect(parseKubeconfig(part(text)).value).toMatchObject([expected]);
});

test('a token is nowhere in what is returned', () => {
	for (const text of [config('token: s3cr3t'), config('token: "s3cr3t'), 'clusters\ntoken: s3cr3t\n']) {
		expect(JSON.stringify(parseKubeconfig(part(text)))).not.toContain('s3cr3t');
	}
});

test('kubelet may have it elsewhere', () => {
	const path = '/var/lib/kubelet/kubeconfig';
	const setting = {value: path, from: 'flag', at: null} as const;
	const known = {kubeletConfig: {kubeconfigPath: setting, bootstrapKubeconfigPath: {...setting, value: ''}}} as never;
	expect(valueFrom(kubeconfigs, {[path]: config('token: a')}, known)).toMatchObject([{path}]);
});

test('none here, and none readable', () => {
	expect(valueFrom(kubeconfigs, {})).toEqual([]);
	expect(collectFrom(kubeconfigs, {'/etc/kubernetes': denied, '/etc/rancher': denied})).toMatchObject({
		unavailable: {kind: 'denied'},
	});
	expect(collectFrom(kubeconfigs, {'/etc/kubernetes': denied})).toMatchObject({unavailable: {kind: 'denied'}});
});

test('is recognised', () => {
	expect(kubeconfigFormat.recognise(admin.text)).toBe(1);
	expect(kubeconfigFormat.recognise('users: 3\n')).toBe(0);
});

test('any text gives one record', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			expect(parseKubeconfig(part(text)).value).toHaveLength(1);
		}),
	);
});

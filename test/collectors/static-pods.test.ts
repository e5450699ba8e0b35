import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseStaticPod, staticPodFormat} from '../../source/collectors/static-pod.ts';
import {staticPods} from '../../source/collectors/static-pods.ts';
import {collectFrom, denied, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const apiserver = recordedPart(
	'commands/static-pod/kube-apiserver.txt',
	'/etc/kubernetes/manifests/kube-apiserver.yaml',
);
const etcd = recordedPart('commands/static-pod/etcd.txt', '/etc/kubernetes/manifests/etcd.yaml');
const listing = 'ls -la /etc/kubernetes /etc/kubernetes/manifests /etc/kubernetes/pki';
const path = (value: string) => ({kubeletConfig: {staticPodPath: {value, from: 'file', at: null}}}) as never;

const pod = (container: string): string =>
	`apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n${container}`;

const flags = (container: string): readonly string[] =>
	parseStaticPod(part(pod(container))).value[0]?.containers[0]?.flags.map(
		(flag) => `${flag.at.line} ${flag.name}=${flag.value}`,
	) ?? [];

test('the apiserver of kubeadm, each flag at its line', () => {
	const [value] = parseStaticPod(apiserver).value;
	expect(value).toMatchObject({
		file: 'kube-apiserver.yaml',
		name: 'kube-apiserver',
		namespace: 'kube-system',
		hostNetwork: true,
		problem: null,
		at: {source: apiserver.name, line: 9},
		containers: [{name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.34.4'}],
	});
	expect(value?.containers[0]?.command[0]).toBe('kube-apiserver');
	expect(value?.containers[0]?.flags.find(({name}) => name === 'service-cluster-ip-range')).toEqual({
		name: 'service-cluster-ip-range',
		value: '10.96.0.0/12',
		at: {
			source: apiserver.name,
			line: apiserver.text.split('\n').findIndex((line) => line.includes('service-cluster-ip-range')) + 1,
		},
	});
});

test.each<readonly [name: string, container: string, expected: readonly string[]]>([
	['value in the next item', '    command:\n    - x\n    - --a\n    - b\n    - --c\n', ['10 a=b', '12 c=true']],
	['command and args', '    command: [x, --a=1]\n    args: ["--b=2"]\n', ['8 a=1', '9 b=2']],
	[
		'a shell and its script',
		'    command:\n    - /bin/sh\n    - -c\n    - exec kube-proxy --proxy-mode=ipvs --v 2 1>>/log\n',
		['11 proxy-mode=ipvs', '11 v=2'],
	],
	['numbers', '    command:\n    - x\n    - --v\n    - 2\n', ['10 v=2']],
	['nothing', '    image: x\n', []],
])('flags: %s', (_, container, expected) => {
	expect(flags(container)).toEqual(expected);
});

test.each<readonly [name: string, text: string, problem: RegExp]>([
	['empty', '', /^the file is empty$/],
	['another kind', 'kind: Service\n', /^its kind is Service, not Pod$/],
	['no kind', 'a: 1\n', /^it has no kind/],
	['no containers', 'kind: Pod\nspec: {}\n', /^it has no containers$/],
	['no YAML', 'kind: Pod\nspec\n- x\n', /^line 2: a key has no colon/],
	['text', 'hello\n', /^it is not a map$/],
])('cannot be used: %s', (_, text, problem) => {
	expect(parseStaticPod(part(text)).value[0]?.problem).toMatch(problem);
});

test('JSON serves too, and of several documents the first', () => {
	expect(
		parseStaticPod(part('{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c"}]}}')).value,
	).toMatchObject([{name: 'p', problem: null, hostNetwork: false}]);
	expect(parseStaticPod(part(`${pod('    image: x\n')}---\nkind: Service\n`)).value).toMatchObject([
		{name: 'p', problem: null},
	]);
});

test('every file of the folder but hidden ones', () => {
	const node = {
		[apiserver.name]: apiserver.text,
		'/etc/kubernetes/manifests/kube-apiserver.yaml.bak': apiserver.text,
		'/etc/kubernetes/manifests/.etcd.yaml': etcd.text,
	};
	expect(valueFrom(staticPods, node, path('/etc/kubernetes/manifests/'))).toMatchObject({
		directory: '/etc/kubernetes/manifests',
		exists: true,
		pods: [{file: 'kube-apiserver.yaml'}, {file: 'kube-apiserver.yaml.bak'}],
	});
});

test('the folder that kubelet was told', () => {
	const node = {'/opt/pods/etcd.yaml': etcd.text, [apiserver.name]: apiserver.text};
	expect(valueFrom(staticPods, node, path('/opt/pods'))).toMatchObject({
		directory: '/opt/pods',
		pods: [{name: 'etcd'}],
	});
	expect(valueFrom(staticPods, node, path('/gone'))).toEqual({directory: '/gone', exists: false, pods: []});
});

test('where kubelet says nothing, those of kubeadm and RKE2', () => {
	const folder = '/var/lib/rancher/rke2/agent/pod-manifests';
	expect(valueFrom(staticPods, {[`${folder}/etcd.yaml`]: etcd.text}, path(''))).toMatchObject({
		directory: folder,
		pods: [{name: 'etcd'}],
	});
	expect(valueFrom(staticPods, {})).toEqual({directory: '/etc/kubernetes/manifests', exists: false, pods: []});
});

test('not readable: a listing proves an empty folder, and nothing else', () => {
	const shut = {'/etc/kubernetes/manifests': denied};
	const empty =
		'/etc/kubernetes/manifests:\ntotal 8\ndrwxr-xr-x 2 root root 4096 Nov 21 04:43 .\ndrwxr-xr-x 4 root root 4096 Nov 21 04:43 ..\n';
	const known = path('/etc/kubernetes/manifests');
	expect(valueFrom(staticPods, {...shut, [listing]: empty}, known)).toMatchObject({exists: true, pods: []});
	expect(
		collectFrom(staticPods, {...shut, [listing]: `${empty}-rw------- 1 root root 1 Nov 21 04:43 etcd.yaml\n`}, known),
	).toMatchObject({
		unavailable: {kind: 'denied'},
	});
	expect(collectFrom(staticPods, shut, known)).toMatchObject({unavailable: {kind: 'denied'}});
});

test('is recognised', () => {
	expect(staticPodFormat.recognise(apiserver.text)).toBeGreaterThan(0.5);
	expect(staticPodFormat.recognise('kind: PodList\ncontainers:\n')).toBe(0);
});

test('any text gives one record', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
			expect(parseStaticPod(part(text)).value).toHaveLength(1);
		}),
	);
});

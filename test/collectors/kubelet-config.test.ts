import fc from 'fast-check';
import {expect, test} from 'vitest';
import {kubeletConfig} from '../../source/collectors/kubelet-config.ts';
import {kubeletConfigFormat, parseKubeletConfig} from '../../source/collectors/kubelet-file.ts';
import {kubeletFlagsFormat, parseKubeletFlags} from '../../source/collectors/kubelet-flags.ts';
import {collectFrom, denied, processOf, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const path = '/var/lib/kubelet/config.yaml';
const kubeadm = recordedPart('commands/kubelet-config/kubeadm.txt').text;
const flags = recordedPart('commands/kubelet-flags/kubeadm.txt').text;
const running = {
	processes: [
		processOf(`/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf --config=${path} --node-ip 10.0.0.1`),
	],
};
const header = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';

test('kubeadm: every setting says where it comes from', () => {
	expect(valueFrom(kubeletConfig, {[path]: kubeadm}, running)).toMatchObject({
		files: [{path, state: 'read', problem: null}],
		clusterDns: {value: ['10.96.0.10'], from: 'file', at: {source: path, line: 17}},
		staticPodPath: {value: '/etc/kubernetes/manifests', from: 'file'},
		anonymousAuthentication: {value: false, from: 'file', at: {line: 4}},
		authorizationMode: {value: 'Webhook', from: 'file', at: {line: 11}},
		readOnlyPort: {value: 0, from: 'default', at: null},
		port: {value: 10_250, from: 'default', at: null},
		nodeIps: {value: ['10.0.0.1'], from: 'flag', at: {source: '/proc/100/cmdline', line: 1}},
		kubeconfigPath: {value: '/etc/kubernetes/kubelet.conf', from: 'flag'},
		configPath: {value: path, from: 'flag'},
		rotateCertificates: {value: true, from: 'file'},
	});
});

test('the read-only port of a recorded node', () => {
	const value = valueFrom(
		kubeletConfig,
		{[path]: recordedPart('commands/kubelet-config/read-only-port.txt').text},
		running,
	);
	expect(value.readOnlyPort).toEqual({value: 10_255, from: 'file', at: {source: path, line: 50}});
});

test('a recorded file that does not parse: the line, and only part is known', () => {
	const node = {[path]: recordedPart('commands/kubelet-config/missing-colon.txt').text};
	expect(collectFrom(kubeletConfig, node, running)).toMatchObject({
		value: {
			files: [{path, state: 'invalid', problem: 'line 16: a key has no colon after it', at: {source: path, line: 16}}],
		},
		unparsed: [{line: 16, text: 'clusterDNS'}],
		partial: `${path} is invalid`,
	});
});

test('drop-ins come in the order of their names, lists replace, flags win', () => {
	const processes = [processOf(`/usr/bin/kubelet --config=${path} --config-dir=/d --max-pods=50`)];
	const node = {
		[path]: kubeadm,
		'/d/20.conf': `${header}clusterDNS:\n- 10.0.0.3\nmaxPods: 60\n`,
		'/d/10.conf': `${header}clusterDNS: [10.0.0.1, 10.0.0.2]\nclusterDomain: a.b\n`,
		'/d/30.txt': `${header}clusterDomain: no\n`,
	};
	expect(valueFrom(kubeletConfig, node, {processes})).toMatchObject({
		files: [{path}, {path: '/d/10.conf'}, {path: '/d/20.conf'}],
		clusterDns: {value: ['10.0.0.3'], from: 'drop-in', at: {source: '/d/20.conf', line: 4}},
		clusterDomain: {value: 'a.b', from: 'drop-in'},
		maxPods: {value: 50, from: 'flag'},
	});
});

test('JSON of EKS, where kubelet does not run', () => {
	const file = '/etc/kubernetes/kubelet/config.json';
	const node = {
		[file]: '{"kind": "KubeletConfiguration",\n"clusterDNS": ["10.100.0.10"],\n"readOnlyPort": 0}',
		'/etc/kubernetes/kubelet/config.json.d/40-nodeadm.conf': `${header}maxPods: 29\n`,
	};
	expect(valueFrom(kubeletConfig, node, {processes: []})).toMatchObject({
		files: [{path: file, state: 'read'}, {state: 'read'}],
		clusterDns: {value: ['10.100.0.10'], at: {source: file, line: 2}},
		maxPods: {value: 29, from: 'drop-in'},
		configPath: {value: file, from: 'default'},
	});
});

test('flags alone have defaults of their own', () => {
	const processes = [
		processOf('/usr/bin/kubelet --kubeconfig=/k --cluster-dns=10.0.0.10,10.0.0.11 --cluster-dns=10.0.0.12'),
	];
	expect(valueFrom(kubeletConfig, {[path]: kubeadm}, {processes})).toMatchObject({
		files: [],
		readOnlyPort: {value: 10_255, from: 'default'},
		anonymousAuthentication: {value: true, from: 'default'},
		authorizationMode: {value: 'AlwaysAllow', from: 'default'},
		clusterDns: {value: ['10.0.0.10', '10.0.0.11', '10.0.0.12'], from: 'flag'},
	});
});

test('a kubelet that does not run: the flags that its unit would give it', () => {
	const node = {
		[path]: kubeadm,
		'/var/lib/kubelet/kubeadm-flags.env': flags,
		'/etc/default/kubelet': 'KUBELET_EXTRA_ARGS="--node-ip=10.9.9.9 --read-only-port=10255"\n',
	};
	expect(valueFrom(kubeletConfig, node, {processes: []})).toMatchObject({
		nodeIps: {value: ['10.9.9.9'], at: {source: '/etc/default/kubelet', line: 1}},
		readOnlyPort: {value: 10_255, from: 'flag'},
		kubeconfigPath: {value: '/etc/kubernetes/kubelet.conf', from: 'default', at: null},
	});
});

test('kubeadm notes the socket beside the file', () => {
	const instance = {
		'/var/lib/kubelet/instance-config.yaml': 'containerRuntimeEndpoint: "unix:///run/crio/crio.sock"\n',
	};
	const value = valueFrom(kubeletConfig, {[path]: header, ...instance}, running);
	expect(value.runtimeEndpoint).toMatchObject({value: 'unix:///run/crio/crio.sock', from: 'file', at: {line: 1}});
	expect(value.files).toHaveLength(1);
});

test('k3s brings settings of its own', () => {
	const processes = [processOf('/usr/local/bin/k3s server --kubelet-arg=max-pods=30 --node-ip 10.0.0.1')];
	expect(valueFrom(kubeletConfig, {}, {processes})).toMatchObject({
		files: [],
		clusterDns: {value: ['10.43.0.10'], from: 'default'},
		maxPods: {value: 30, from: 'flag'},
		runtimeEndpoint: {value: 'unix:///run/k3s/containerd/containerd.sock'},
		nodeIps: {value: ['10.0.0.1']},
		readOnlyPort: {value: 0},
	});
});

test('MicroK8s keeps the flags in a file', () => {
	const file = '/var/snap/microk8s/current/args/kubelet';
	const text =
		// biome-ignore lint/suspicious/noTemplateCurlyInString: MicroK8s writes its paths so
		'--kubeconfig=${SNAP_DATA}/credentials/kubelet.config\n--read-only-port=0\n--cluster-dns=10.152.183.10\n';
	expect(valueFrom(kubeletConfig, {[file]: text}, {processes: [processOf('/snap/microk8s/1/kubelite')]})).toMatchObject(
		{
			clusterDns: {value: ['10.152.183.10'], from: 'flag', at: {source: file, line: 3}},
			kubeconfigPath: {value: '/var/snap/microk8s/current/credentials/kubelet.config'},
		},
	);
});

test('a kubelet that only prints its version has no configuration, whichever stands first', () => {
	const asked = processOf('/usr/bin/kubelet --version', {pid: 5});
	const running = processOf(`/usr/bin/kubelet --config=${path}`, {pid: 90});
	const known = collectFrom(kubeletConfig, {}, {processes: [asked, running]});
	expect(known).toEqual(collectFrom(kubeletConfig, {}, {processes: [running]}));
	expect(collectFrom(kubeletConfig, {}, {processes: [asked]})).toMatchObject({unavailable: {kind: 'missing'}});
});

test("a kubelet in a container of this machine is not the node's", () => {
	const processes = [processOf(`/usr/bin/kubelet --config=${path}`, {hostNetwork: false})];
	expect(collectFrom(kubeletConfig, {}, {processes})).toEqual({
		unavailable: {kind: 'missing', reason: 'no kubelet was set up here', remedy: null},
	});
});

test.each<readonly [name: string, node: Parameters<typeof collectFrom>[1], files: readonly object[]]>([
	['gone although the node was joined', {}, [{path, state: 'missing', problem: null}]],
	['not readable', {[path]: denied}, [{path, state: 'unreadable', problem: 'permission denied'}]],
	['empty', {[path]: ''}, [{path, state: 'invalid', problem: 'line 1: the file is empty'}]],
	['without kind', {[path]: 'port: 10250\n'}, [{path, state: 'invalid', problem: 'line 1: kind is missing'}]],
	[
		'of another kind',
		{[path]: 'apiVersion: v1\nkind: Pod\n'},
		[{path, state: 'invalid', problem: 'line 2: its kind is not KubeletConfiguration'}],
	],
	[
		'number as a string',
		{[path]: `${header}readOnlyPort: "10255"\n`},
		[{path, state: 'invalid', problem: 'line 3: readOnlyPort must be a number'}],
	],
])('the file is %s', (_, node, files) => {
	const known = {processes: [], kubernetesFiles: [{path: '/etc/kubernetes/kubelet.conf', at: {source: 'ls', line: 1}}]};
	const collected = collectFrom(kubeletConfig, node, known);
	expect(collected).toMatchObject({value: {files}});
	expect('partial' in collected && collected.partial).toMatch(/is (?:missing|unreadable|invalid)$/);
});

test('nothing here, and nothing readable', () => {
	expect(collectFrom(kubeletConfig, {}, {processes: []})).toMatchObject({unavailable: {kind: 'missing', remedy: null}});
	expect(collectFrom(kubeletConfig, {[path]: denied}, {processes: []})).toMatchObject({
		unavailable: {kind: 'denied', remedy: 'run as root'},
	});
});

test.each<readonly [name: string, text: string, expected: object]>([
	['zero port means the default', `${header}port: 0\n`, {}],
	[
		'port 0 closes these',
		`${header}healthzPort: 0\nreadOnlyPort: 0\n`,
		{healthzPort: {value: 0}, readOnlyPort: {value: 0}},
	],
	['empty resolvConf counts', `${header}resolvConf: ""\n`, {resolvConf: {value: ''}}],
	['booleans of YAML 1.1', `${header}failSwapOn: no\n`, {failSwapOn: {value: false}}],
	['null is not set', `${header}clusterDNS: null\n`, {}],
])('file: %s', (_, text, expected) => {
	const [file] = parseKubeletConfig(part(text)).value;
	expect(file?.file.state).toBe('read');
	expect(file?.settings).toMatchObject(expected);
	expect(Object.keys(file?.settings ?? {}).toSorted()).toEqual(Object.keys(expected).toSorted());
});

test.each<readonly [name: string, text: string, expected: readonly string[]]>([
	[
		'kubeadm',
		flags,
		[
			'KUBELET_KUBEADM_ARGS pod-infra-container-image=registry.k8s.io/pause:3.10.1',
			'KUBELET_KUBEADM_ARGS node-ip=192.168.56.11',
		],
	],
	['quotes inside', 'A=\'--x="a b" --y\'', ['A x=a b', 'A y=true']],
	['without quotes, exported', 'export A=--x=1 --y 2', ['A x=1', 'A y=2']],
	['empty and comments', '# c\nKUBELET_EXTRA_ARGS=\nB=""\n', []],
	['bare arguments', '--x=1\n-v 2\n', ['null x=1', 'null v=2']],
])('flags: %s', (_, text, expected) => {
	const {value, unparsed} = parseKubeletFlags(part(text));
	expect(value.map((flag) => `${flag.variable} ${flag.name}=${flag.value}`)).toEqual(expected);
	expect(unparsed).toEqual([]);
});

test('flags: what is neither is not lost', () => {
	expect(parseKubeletFlags(part('A=--x\nhello world\n')).unparsed).toEqual([
		expect.objectContaining({line: 2, text: 'hello world'}),
	]);
});

test('are recognised', () => {
	expect(kubeletConfigFormat.recognise(kubeadm)).toBe(1);
	expect(kubeletConfigFormat.recognise('{"kind":"KubeletConfiguration"}')).toBe(1);
	expect(kubeletConfigFormat.recognise('data:\n  config.conf: |\n    kind: KubeletConfigurationX')).toBe(0);
	expect(kubeletFlagsFormat.recognise(flags)).toBe(1);
	expect(kubeletFlagsFormat.recognise('A=1')).toBe(0);
});

test('any text', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
			expect(parseKubeletConfig(part(text)).value).toHaveLength(1);
			const {value, unparsed} = parseKubeletFlags(part(text));
			const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
			expect(value.length + unparsed.length).toBeLessThanOrEqual(Math.max(text.length, lines.length));
		}),
	);
});

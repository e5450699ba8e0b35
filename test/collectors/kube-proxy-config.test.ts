import fc from 'fast-check';
import {expect, test} from 'vitest';
import {kubeProxyConfig} from '../../source/collectors/kube-proxy-config.ts';
import {kubeProxyConfigFormat, parseKubeProxyConfig} from '../../source/collectors/kube-proxy-file.ts';
import {collectFrom, denied, processOf, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const volume = (uid: string): string =>
	`/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~configmap/kube-proxy/config.conf`;
const kubeadm = recordedPart('commands/kube-proxy-config/kubeadm.txt').text;
const inPod = processOf(
	'/usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/config.conf --hostname-override=w1 --proxy-mode=ipvs',
	{
		pod: {uid: 'b', containerId: null},
	},
);

test('the volume of the pod that runs; with a file only the host name is taken from flags', () => {
	const node = {[volume('a')]: kubeadm.replace('mode: iptables', 'mode: ipvs'), [volume('b')]: kubeadm};
	expect(valueFrom(kubeProxyConfig, node, {processes: [inPod]})).toMatchObject({
		files: [{path: volume('b'), state: 'read'}],
		mode: {value: 'iptables', from: 'file', at: {source: volume('b'), line: 52}},
		clusterCidrs: {value: ['10.244.0.0/16'], from: 'file', at: {line: 10}},
		hostnameOverride: {value: 'w1', from: 'flag'},
		healthzBindAddress: {value: '0.0.0.0:10256', from: 'default', at: null},
		metricsBindAddress: {value: '127.0.0.1:10249', from: 'default', at: null},
		detectLocalMode: {value: '', from: 'file'},
		conntrackMaxPerCore: {value: 0, from: 'file'},
		conntrackMin: {value: 131_072, from: 'default'},
		masqueradeBit: {value: 14, from: 'default'},
		nodePortAddresses: {value: [], from: 'default'},
	});
});

test('EKS: the file that argv names, in a ConfigMap of that pod and of no other', () => {
	const own = (uid: string): string => `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~configmap/config/config`;
	const eks = processOf('kube-proxy --v=2 --config=/var/lib/kube-proxy-config/config --hostname-override=ip-1', {
		pod: {uid: 'b', containerId: null},
	});
	const text = 'kind: KubeProxyConfiguration\nmode: ipvs\n';
	const node = {[own('a')]: 'kind: KubeProxyConfiguration\nmode: nftables\n', [own('b')]: text, [volume('a')]: kubeadm};
	expect(valueFrom(kubeProxyConfig, node, {processes: [eks]})).toMatchObject({
		files: [{path: own('b'), state: 'read'}],
		mode: {value: 'ipvs', from: 'file', at: {source: own('b'), line: 2}},
		hostnameOverride: {value: 'ip-1', from: 'flag'},
	});
	expect(collectFrom(kubeProxyConfig, {[own('a')]: text}, {processes: [eks]})).toHaveProperty('unavailable');
	const strange = processOf('kube-proxy --config=/x/..', {pod: {uid: 'b', containerId: null}});
	expect(kubeProxyConfig.inputs({processes: [strange]})).toEqual(kubeProxyConfig.inputs({}));
});

test('flags alone', () => {
	const processes = [
		processOf(
			'/usr/bin/kube-proxy --proxy-mode ipvs --cluster-cidr=10.0.0.0/16,fd00::/56 --masquerade-all --healthz-bind-address=0.0.0.0',
		),
	];
	expect(valueFrom(kubeProxyConfig, {}, {processes})).toMatchObject({
		files: [],
		mode: {value: 'ipvs', from: 'flag', at: {source: '/proc/100/cmdline', line: 1}},
		clusterCidrs: {value: ['10.0.0.0/16', 'fd00::/56']},
		masqueradeAll: {value: true},
		healthzBindAddress: {value: '0.0.0.0:10256', from: 'flag'},
	});
});

test('a program of the node with its own file', () => {
	const processes = [processOf('/usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/kube-proxy-config.yaml')];
	const node = {
		'/var/lib/kube-proxy/kube-proxy-config.yaml':
			'kind: KubeProxyConfiguration\nmode: ""\nnodePortAddresses: [primary]\nnftables: {masqueradeBit: 5}\n',
	};
	expect(valueFrom(kubeProxyConfig, node, {processes})).toMatchObject({
		mode: {value: '', from: 'file', at: {line: 2}},
		nodePortAddresses: {value: ['primary'], at: {line: 3}},
		masqueradeBit: {value: 14},
	});
});

test('each mode has its section', () => {
	const text =
		'kind: KubeProxyConfiguration\nmode: nftables\nnftables: {masqueradeBit: 5}\niptables: {masqueradeBit: 6}\n';
	expect(parseKubeProxyConfig(part(text)).value[0]?.settings.masqueradeBit?.value).toBe(5);
	expect(parseKubeProxyConfig(part(text.replace('nftables\n', 'ipvs\n'))).value[0]?.settings.masqueradeBit?.value).toBe(
		6,
	);
});

test('k3s and MicroK8s run it inside', () => {
	const k3s = processOf('/usr/local/bin/k3s server --cluster-cidr=10.9.0.0/16 --kube-proxy-arg=proxy-mode=ipvs');
	expect(valueFrom(kubeProxyConfig, {}, {processes: [k3s]})).toMatchObject({
		mode: {value: 'ipvs', from: 'flag'},
		clusterCidrs: {value: ['10.9.0.0/16']},
		healthzBindAddress: {value: '127.0.0.1:10256'},
	});
	const node = {'/var/snap/microk8s/current/args/kube-proxy': '--cluster-cidr=10.1.0.0/16\n'};
	expect(valueFrom(kubeProxyConfig, node, {processes: [processOf('/snap/microk8s/1/kubelite')]})).toMatchObject({
		clusterCidrs: {value: ['10.1.0.0/16'], at: {source: '/var/snap/microk8s/current/args/kube-proxy', line: 1}},
	});
	expect(
		collectFrom(kubeProxyConfig, {}, {processes: [processOf('/usr/local/bin/k3s server --disable-kube-proxy')]}),
	).toHaveProperty('unavailable');
});

test('a file that does not parse: only part is known', () => {
	expect(collectFrom(kubeProxyConfig, {[volume('b')]: `${kubeadm}\nzone\n- x\n`}, {processes: [inPod]})).toMatchObject({
		value: {files: [{state: 'invalid'}]},
		unparsed: [{text: 'zone'}],
		partial: `${volume('b')} is invalid`,
	});
});

test('none here, and none readable', () => {
	expect(collectFrom(kubeProxyConfig, {}, {processes: []})).toEqual({
		unavailable: {kind: 'missing', reason: 'no configuration of kube-proxy is on this node', remedy: null},
	});
	expect(collectFrom(kubeProxyConfig, {'/var/lib/kubelet/pods': denied}, {processes: [inPod]})).toMatchObject({
		unavailable: {kind: 'denied'},
	});
});

test.each([
	['0.0.0.0', '0.0.0.0:10249'],
	['[::]', '[::]:10249'],
	['127.0.0.1:9999', '127.0.0.1:9999'],
	['', '127.0.0.1:10249'],
])('metrics address %j is %s', (address, expected) => {
	const node = {[volume('b')]: `kind: KubeProxyConfiguration\nmetricsBindAddress: "${address}"\n`};
	expect(valueFrom(kubeProxyConfig, node).metricsBindAddress.value).toBe(expected);
});

test('is recognised', () => {
	expect(kubeProxyConfigFormat.recognise(kubeadm)).toBe(1);
	expect(kubeProxyConfigFormat.recognise('  config.conf: |\n    kind: KubeProxyConfiguration\n')).toBe(0);
});

test('any text gives one record', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
			expect(parseKubeProxyConfig(part(text)).value).toHaveLength(1);
		}),
	);
});

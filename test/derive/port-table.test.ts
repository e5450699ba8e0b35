import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {components} from '../../source/derive/components.ts';
import {portTable} from '../../source/derive/port-table.ts';
import {k3sServer} from '../../source/layouts/k3s.ts';
import {kubeadmControlPlane, kubeadmWorker} from '../../source/layouts/kubeadm.ts';
import {microk8sControlPlane} from '../../source/layouts/microk8s.ts';
import {unknownControlPlane} from '../../source/layouts/unknown.ts';
import type {CniChain, PortRow} from '../../source/model/conclusions.ts';
import type {Socket} from '../../source/model/facts/socket.ts';
import type {Known} from '../../source/model/rule.ts';
import {
	conclude,
	iface,
	kubeletConfig,
	kubeProxyConfig,
	listener,
	process,
	setting,
	staticPod,
	staticPods,
} from '../support/node-facts.ts';

const kubelet = [
	listener({localPort: 10250, localAddress: '::', family: 6, program: 'kubelet'}),
	listener({localPort: 10248, localAddress: '127.0.0.1', program: 'kubelet'}),
];

const tableOf = (known: Partial<Known>, partial = {}): readonly PortRow[] => {
	const given = {processes: [], layout: kubeadmWorker, ...known};
	const rows = knownValue(conclude(given, [components, portTable], partial), 'portTable');
	expect(rows).toBeDefined();
	return rows as readonly PortRow[];
};

/** Rows that are neither right nor optional. */
const wrong = (known: Partial<Known>, partial = {}): readonly string[] =>
	tableOf(known, partial)
		.filter((row) => row.status !== 'ok' && row.status !== 'optional')
		.map((row) => `${row.port} ${row.component} ${row.status}`);

const plane = (...changed: readonly Socket[]): readonly Socket[] => {
	const ports = new Set(changed.map((socket) => socket.localPort));
	return [
		...[
			...kubelet,
			listener({localPort: 6443, localAddress: '::', program: 'kube-apiserver'}),
			listener({localPort: 10257, localAddress: '127.0.0.1', program: 'kube-controlle'}),
			listener({localPort: 10259, localAddress: '127.0.0.1', program: 'kube-schedule'}),
			listener({localPort: 2379, localAddress: '127.0.0.1', program: 'etcd'}),
			listener({localPort: 2379, localAddress: '192.168.56.11', program: 'etcd'}),
			listener({localPort: 2380, localAddress: '192.168.56.11', program: 'etcd'}),
			listener({localPort: 2381, localAddress: '127.0.0.1', program: 'etcd'}),
		].filter((socket) => !ports.has(socket.localPort)),
		...changed,
	];
};

const etcdOf = (...flags: readonly string[]) => ({staticPods: staticPods(staticPod(['etcd', ...flags]))});
const at6443 = (given: Partial<Socket>) => listener({program: 'kube-apiserver', ...given, localPort: 6443});

test.each<readonly [string, Partial<Known>, readonly string[]]>([
	['a healthy worker', {listeners: kubelet}, []],
	['a healthy control plane', {layout: kubeadmControlPlane, listeners: plane()}, []],
	['kubelet does not run', {listeners: []}, ['10250 kubelet missing', '10248 kubelet missing']],
	[
		'another program holds the port of kubelet',
		{listeners: [listener({localPort: 10250, program: 'python3'})]},
		['10250 kubelet foreign', '10248 kubelet missing'],
	],
	['owners that cannot be seen are right', {listeners: kubelet.map((one) => ({...one, program: null}))}, []],
	[
		'the API on loopback alone',
		{layout: kubeadmControlPlane, listeners: plane(at6443({localAddress: '127.0.0.1'}))},
		['6443 kube-apiserver narrow'],
	],
	[
		'the API on loopback behind a load balancer of the node',
		{
			layout: kubeadmControlPlane,
			listeners: plane(
				at6443({localAddress: '127.0.0.1'}),
				at6443({localAddress: '192.168.56.11', program: 'haproxy'}),
			),
		},
		[],
	],
	[
		'another program on the port of the API',
		{layout: kubeadmControlPlane, listeners: plane(at6443({program: 'haproxy'}))},
		['6443 kube-apiserver foreign'],
	],
	[
		'etcd on all addresses',
		{layout: kubeadmControlPlane, listeners: plane(listener({localPort: 2379, localAddress: '::', program: 'etcd'}))},
		['2379 etcd wide'],
	],
	[
		'the scheduler on all addresses, also when a flag says so',
		{
			layout: kubeadmControlPlane,
			listeners: plane(listener({localPort: 10259, program: 'kube-scheduler'})),
			staticPods: staticPods(staticPod(['kube-scheduler', '--bind-address=0.0.0.0'])),
		},
		['10259 kube-scheduler wide'],
	],
	[
		'the scheduler on all addresses where the distribution is not known',
		{layout: unknownControlPlane, listeners: plane(listener({localPort: 10259, program: 'kube-scheduler'}))},
		[],
	],
	[
		'a port that a flag moves',
		{
			layout: kubeadmControlPlane,
			listeners: plane().map((one) => (one.localPort === 6443 ? {...one, localPort: 8443} : one)),
			processes: [process({argv: ['kube-apiserver', '--secure-port=8443']})],
		},
		[],
	],
	[
		'a port that a flag moves and nobody opens',
		{
			layout: kubeadmControlPlane,
			listeners: plane(),
			processes: [process({argv: ['kube-apiserver', '--secure-port=8443']})],
		},
		['8443 kube-apiserver missing', '6443 kube-apiserver unexpected'],
	],
	[
		'an API server bound to one address by its flag',
		{
			layout: kubeadmControlPlane,
			listeners: plane(at6443({localAddress: '192.168.56.11'})),
			processes: [process({argv: ['kube-apiserver', '--secure-port=6443', '--bind-address=192.168.56.11']})],
		},
		[],
	],
	[
		'a listener that is turned off',
		{listeners: kubelet.slice(0, 1), kubeletConfig: kubeletConfig({healthzPort: setting(0)})},
		[],
	],
	[
		'a health port that the configuration moves',
		{
			listeners: [...kubelet.slice(0, 1), listener({localPort: 10448, localAddress: '127.0.0.1', program: 'kubelet'})],
			kubeletConfig: kubeletConfig({healthzPort: setting(10448)}),
		},
		[],
	],
	[
		'the read-only port of kubelet',
		{listeners: [...kubelet, listener({localPort: 10255, program: 'kubelet'})]},
		['10255 kubelet unexpected'],
	],
	[
		'several client ports of etcd',
		{
			layout: kubeadmControlPlane,
			...etcdOf('--listen-client-urls=https://127.0.0.1:2379,https://192.168.56.11:4001'),
			listeners: plane(),
		},
		['4001 etcd missing'],
	],
	[
		'kube-proxy is configured and does not listen',
		{listeners: kubelet, kubeProxyConfig: kubeProxyConfig()},
		['10256 kube-proxy missing'],
	],
	[
		'kube-proxy has another health port',
		{
			listeners: [...kubelet, listener({localPort: 10300, program: 'kube-proxy'})],
			kubeProxyConfig: kubeProxyConfig({healthzBindAddress: setting('0.0.0.0:10300')}),
		},
		[],
	],
	[
		'what replaces kube-proxy owns its health port',
		{listeners: [...kubelet, listener({localPort: 10256, program: 'cilium-agent'})]},
		[],
	],
	[
		'metrics of kube-proxy on all addresses',
		{listeners: [...kubelet, listener({localPort: 10249, program: 'kube-proxy'})]},
		['10249 kube-proxy wide'],
	],
	[
		'an etcd on a worker',
		{listeners: [...kubelet, listener({localPort: 2379, program: 'etcd'})]},
		['2379 etcd unexpected'],
	],
	[
		'a local load balancer of the API on a worker',
		{listeners: [...kubelet, listener({localPort: 6443, localAddress: '127.0.0.1', program: 'nginx'})]},
		[],
	],
	['an application on 8080', {listeners: [...kubelet, listener({localPort: 8080, program: null})]}, []],
	[
		'an API server without TLS',
		{layout: kubeadmControlPlane, listeners: plane(listener({localPort: 8080, program: 'kube-apiserver'}))},
		['8080 kube-apiserver unexpected'],
	],
	[
		'kubectl proxy for everybody',
		{listeners: [...kubelet, listener({localPort: 8888, localAddress: '::', program: 'kubectl'})]},
		['8888 kubectl unexpected'],
	],
	[
		'a random port of containerd on loopback',
		{listeners: [...kubelet, listener({localPort: 42681, localAddress: '127.0.0.1', program: 'containerd'})]},
		[],
	],
	[
		'ports of other programs',
		{
			listeners: [
				...kubelet,
				listener({localPort: 22, program: 'sshd'}),
				listener({localPort: 30080, program: 'python3'}),
			],
		},
		[],
	],
	[
		'health checks of services, which kube-proxy serves',
		{listeners: [...kubelet, listener({localPort: 31234, program: 'kube-proxy'})]},
		[],
	],
	[
		'everything of K3s is k3s',
		{
			layout: k3sServer,
			listeners: [
				...[6443, 10250].map((localPort) => listener({localPort, localAddress: '::', program: 'k3s-server'})),
				...[6444, 10248, 10249, 10256, 10257, 10258, 10259].map((localPort) =>
					listener({localPort, localAddress: '127.0.0.1', program: 'k3s-server'}),
				),
				listener({localPort: 10010, localAddress: '127.0.0.1', program: 'containerd'}),
			],
		},
		[],
	],
	[
		'everything of MicroK8s is kubelite',
		{
			layout: microk8sControlPlane,
			listeners: [
				...[16443, 10250, 10257, 10259].map((localPort) =>
					listener({localPort, localAddress: '::', program: 'kubelite'}),
				),
				...[10248, 10249, 10256].map((localPort) =>
					listener({localPort, localAddress: '127.0.0.1', program: 'kubelite'}),
				),
				listener({localPort: 25000, program: 'python3'}),
				listener({localPort: 19001, localAddress: '192.168.1.5', program: 'k8s-dqlite'}),
			],
		},
		[],
	],
])('%s', (_, known, expected) => {
	expect(wrong(known)).toEqual(expected);
});

test('part of the sockets shows presence, never absence', () => {
	const partial = {listeners: 'filtered by grep'};
	expect(wrong({listeners: []}, partial)).toEqual(['10250 kubelet unknown', '10248 kubelet unknown']);
	expect(wrong({listeners: kubelet}, partial)).toEqual([]);
});

test('the port of a VXLAN interface is missed only where UDP was listed', () => {
	const vxlan = {id: 1, local: '192.168.56.21', device: 'eth0', port: 8472};
	const interfaces = [iface({name: 'flannel.1', kind: 'vxlan', vxlan})];
	const udp = (localPort: number) => listener({protocol: 'udp', localPort});
	const statusOf = (listeners: readonly Socket[]) =>
		tableOf({interfaces, listeners}).find((row) => row.port === 8472)?.status;
	expect(statusOf([...kubelet, udp(8472)])).toBe('ok');
	expect(statusOf([...kubelet, udp(68)])).toBe('missing');
	expect(statusOf(kubelet)).toBe('unknown');
});

test('ports of the pod network have rows where they are used', () => {
	const cni = {product: 'calico'} as CniChain;
	const rows = tableOf({cni, listeners: [...kubelet, listener({localPort: 179, program: 'bird'})]});
	expect(rows.find((row) => row.port === 179)).toMatchObject({purpose: 'BGP', owner: 'bird', status: 'ok'});
	expect(rows.filter((row) => row.port === 5473)).toEqual([]);
});

test('without sockets there is no table', () => {
	expect(
		knownValue(conclude({processes: [], layout: kubeadmWorker}, [components, portTable]), 'portTable'),
	).toBeUndefined();
});

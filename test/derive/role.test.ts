import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {components} from '../../source/derive/components.ts';
import {role} from '../../source/derive/role.ts';
import type {NodeRole} from '../../source/model/conclusions.ts';
import type {Known} from '../../source/model/rule.ts';
import {
	cniConfig,
	cniConfigs,
	conclude,
	connection,
	kubeletConfig,
	listener,
	place,
	process,
	staticPod,
	staticPods,
} from '../support/node-facts.ts';

const roleOf = (known: Partial<Known>, partial = {}): NodeRole => {
	const found = knownValue(conclude(known, [components, role], partial), 'role');
	expect(found).toBeDefined();
	return found as NodeRole;
};

const files = (...paths: readonly string[]) => paths.map((path) => ({path, at: place(path)}));
const init = process({pid: 1, argv: ['/sbin/init'], name: 'systemd'});
const kubelet = process({pid: 50, argv: ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml']});
const machine = {vendor: null, product: 'kind', memory: null, disks: [], at: place()};

const summary = ({name, roles, distribution, certainty}: NodeRole): string =>
	`${name} [${roles.join(' ')}] ${distribution} ${certainty}`;

test.each<readonly [string, Partial<Known>, string]>([
	[
		'a control plane of kubeadm of which only the sockets are known',
		{
			listeners: [
				listener({localPort: 10249, localAddress: '127.0.0.1', program: 'kube-proxy'}),
				listener({localPort: 10257, localAddress: '127.0.0.1', program: 'kube-controlle'}),
				listener({localPort: 10259, localAddress: '127.0.0.1', program: 'kube-scheduler'}),
				listener({localPort: 6443, localAddress: '::', program: 'kube-apiserver'}),
				listener({localPort: 8888, localAddress: '::', program: 'kubectl'}),
				listener({localPort: 10250, localAddress: '::', program: 'kubelet'}),
				listener({localPort: 2379, localAddress: '127.0.0.1', program: 'etcd'}),
				listener({localPort: 2381, localAddress: '127.0.0.1', program: 'etcd'}),
				listener({localPort: 2380, localAddress: '192.168.163.11', program: 'etcd'}),
			],
		},
		'control-plane [control-plane etcd] kubeadm determined',
	],
	[
		'sockets without owners',
		{listeners: [10257, 10259, 2380, 10250].map((localPort) => listener({localPort}))},
		'control-plane [control-plane etcd] unknown probable',
	],
	['kubelet alone', {processes: [init, kubelet]}, 'worker [worker] unknown determined'],
	['only 10250 without owner', {listeners: [listener({localPort: 10250})]}, 'worker [worker] unknown probable'],
	[
		'a control plane of which nothing runs, by its manifests',
		{
			processes: [init],
			staticPods: staticPods(
				staticPod(['kube-apiserver', '--etcd-servers=https://127.0.0.1:2379']),
				staticPod(['kube-scheduler']),
			),
		},
		'control-plane [control-plane etcd] kubeadm determined',
	],
	[
		'a worker with kubelet stopped',
		{
			processes: [init],
			kubernetesFiles: files('/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/kubeadm-flags.env'),
			kubeletConfig: kubeletConfig(),
		},
		'worker [worker] kubeadm probable',
	],
	[
		'a worker with a copied admin.conf',
		{processes: [init, kubelet], kubernetesFiles: files('/etc/kubernetes/admin.conf', '/etc/kubernetes/kubelet.conf')},
		'worker [worker] kubeadm determined',
	],
	[
		'a jump host with an admin.conf',
		{processes: [init], kubernetesFiles: files('/etc/kubernetes/admin.conf')},
		'undetermined [] kubeadm undetermined',
	],
	[
		'an etcd of its own, kept by kubelet',
		{
			processes: [init, kubelet, process({argv: ['etcd', '--name=a']})],
			staticPods: staticPods(staticPod(['etcd', '--name=a'])),
		},
		'etcd [etcd] kubeadm determined',
	],
	[
		'an etcd as a service',
		{processes: [init, process({argv: ['/usr/local/bin/etcd']})]},
		'etcd [etcd] unknown determined',
	],
	[
		'a control plane with etcd elsewhere',
		{processes: [init, kubelet, process({argv: ['kube-apiserver', '--etcd-servers=https://10.9.9.9:2379']})]},
		'control-plane [control-plane] unknown determined',
	],
	[
		'k3s server',
		{processes: [init, process({argv: ['/usr/local/bin/k3s server']})]},
		'control-plane [control-plane] k3s determined',
	],
	[
		'k3s agent',
		{processes: [init, process({argv: ['/usr/local/bin/k3s', 'agent']})]},
		'worker [worker] k3s determined',
	],
	[
		'k3s with etcd inside',
		{
			processes: [init, process({argv: ['/usr/local/bin/k3s server']})],
			listeners: [listener({localPort: 2380, program: 'k3s-server'})],
		},
		'control-plane [control-plane etcd] k3s determined',
	],
	[
		'rke2 server',
		{
			processes: [
				init,
				kubelet,
				process({argv: ['/usr/local/bin/rke2 server']}),
				process({argv: ['kube-apiserver', '--x=1']}),
			],
		},
		'control-plane [control-plane] rke2 determined',
	],
	[
		'rke2 agent',
		{processes: [init, kubelet, process({argv: ['/usr/local/bin/rke2 agent']})]},
		'worker [worker] rke2 determined',
	],
	[
		'MicroK8s with the control plane',
		{
			processes: [init, process({argv: ['/snap/microk8s/1/kubelite', '--x']})],
			listeners: [listener({localPort: 16443, program: 'kubelite'})],
		},
		'control-plane [control-plane] microk8s determined',
	],
	[
		'MicroK8s worker with a proxy of the API',
		{
			processes: [init, process({argv: ['/snap/microk8s/1/kubelite', '--x']})],
			listeners: [listener({localPort: 16443, program: 'apiserver-proxy'})],
		},
		'worker [worker] microk8s determined',
	],
	[
		'kind by the machine',
		{
			processes: [init, kubelet],
			machine,
			kubernetesFiles: files('/var/lib/kubelet/kubeadm-flags.env', '/etc/kubernetes/kubelet.conf'),
		},
		'worker [worker] kind determined',
	],
	[
		'kind by its network',
		{processes: [init, kubelet], cniConfigs: cniConfigs(cniConfig('10-kindnet.conflist', []))},
		'worker [worker] kind determined',
	],
	[
		'EKS',
		{processes: [init, kubelet], kubernetesFiles: files('/etc/kubernetes/kubelet/config.json')},
		'worker [worker] eks determined',
	],
	[
		'GKE',
		{processes: [init, kubelet], kubernetesFiles: files('/home/kubernetes/kubelet-config.yaml')},
		'worker [worker] gke determined',
	],
	[
		'AKS',
		{processes: [init, kubelet], kubernetesFiles: files('/etc/kubernetes/azure.json')},
		'worker [worker] aks determined',
	],
	[
		'kubeadm on Azure',
		{
			processes: [init, kubelet],
			kubernetesFiles: files(
				'/etc/kubernetes/azure.json',
				'/etc/kubernetes/kubelet.conf',
				'/var/lib/kubelet/kubeadm-flags.env',
				'/var/lib/kubelet/config.yaml',
			),
		},
		'worker [worker] kubeadm determined',
	],
	[
		'Talos',
		{processes: [init, kubelet], listeners: [listener({localPort: 50000, program: 'apid'})]},
		'worker [worker] talos determined',
	],
	[
		'a load balancer on 6443',
		{
			processes: [init, process({argv: ['/usr/sbin/haproxy', '-f', 'x']})],
			listeners: [listener({localPort: 6443, program: 'haproxy'})],
		},
		'load-balancer [load-balancer] none determined',
	],
	[
		'a load balancer on another port that leads to 6443',
		{
			listeners: [listener({localPort: 443, program: 'nginx'})],
			connections: [connection({remotePort: 6443, program: 'nginx'})],
		},
		'load-balancer [load-balancer] none determined',
	],
	[
		'a worker with a local load balancer',
		{processes: [init, kubelet], listeners: [listener({localPort: 6443, localAddress: '127.0.0.1', program: 'nginx'})]},
		'worker [worker] unknown determined',
	],
	[
		'a web server',
		{
			processes: [init, process({argv: ['/usr/sbin/nginx']})],
			listeners: [listener({localPort: 443, program: 'nginx'})],
			connections: [],
		},
		'none [] none determined',
	],
	[
		'a web server of which the sockets are not known',
		{processes: [init, process({argv: ['/usr/sbin/nginx']})]},
		'undetermined [] unknown undetermined',
	],
	[
		'kubelet in a container of the machine',
		{processes: [init, {...kubelet, hostNetwork: false}]},
		'none [] none determined',
	],
	[
		'processes without PID 1',
		{processes: [process({pid: 700, argv: ['bash']})]},
		'undetermined [] unknown undetermined',
	],
])('%s', (_, known, expected) => {
	expect(summary(roleOf(known))).toBe(expected);
});

test('part of the processes never makes a machine without Kubernetes', () => {
	expect(roleOf({processes: [init]}, {processes: 'filtered by grep'}).name).toBe('undetermined');
	expect(roleOf({processes: [init]}).name).toBe('none');
});

test('where processes are hidden, empty folders and no ports of Kubernetes make a plain machine; folders that were not seen do not', () => {
	const hidden = {processes: [], kubernetesFiles: [], listeners: []};
	expect(roleOf(hidden, {processes: 'hidden'}).name).toBe('none');
	expect(roleOf(hidden, {processes: 'hidden', kubernetesFiles: 'denied'}).name).toBe('undetermined');
	expect(roleOf(hidden, {processes: 'hidden', listeners: 'cut'}).name).toBe('undetermined');
});

test('managed control planes are not asked for', () => {
	const eks = {processes: [init, kubelet], kubernetesFiles: files('/etc/kubernetes/kubelet/config.json')};
	expect(roleOf(eks).managed).toBe(true);
	expect(roleOf({processes: [init, kubelet]}).managed).toBe(false);
});

test("the version is kubelet's, else that of the API server's image", () => {
	const pods = staticPods(staticPod(['kube-apiserver', '--x=1'], {image: 'registry.k8s.io/kube-apiserver:v1.33.1'}));
	expect(roleOf({staticPods: pods}).version).toEqual({
		value: '1.33.1',
		at: place('/etc/kubernetes/manifests/kube-apiserver.yaml'),
	});
	expect(roleOf({staticPods: pods, kubeletVersion: {value: 'v1.34.0', at: place()}}).version?.value).toBe('1.34.0');
	expect(roleOf({processes: [init, kubelet]}).version).toBeNull();
});

test('every sign says where it stands', () => {
	const {signs} = roleOf({processes: [init, kubelet], kubernetesFiles: files('/etc/kubernetes/kubelet.conf')});
	expect(signs).toContainEqual({means: 'kubelet runs', weight: 3, at: place('/proc/50/cmdline')});
	expect(signs.length).toBeGreaterThan(1);
});

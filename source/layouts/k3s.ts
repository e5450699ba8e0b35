import type {ExpectedListener, Layout} from '../model/layout.ts';
import {
	apiserver,
	controllerManager,
	etcdListeners,
	extra,
	insecureListeners,
	kubeletApi,
	kubeletHealth,
	optional,
	ownedBy,
	proxyHealth,
	proxyMetrics,
	scheduler,
	unwanted,
} from './listeners.ts';

/** Everything runs in one program; its threads may show as `k3s-server` or `k3s-agent`. */
const owners = ['k3s', 'k3s-server', 'k3s-agent'];

const docs = 'https://docs.k3s.io/installation/requirements#networking';

const paths: Layout['paths'] = {
	kubeletConfig: null,
	kubeletKubeconfig: '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
	staticPods: '/var/lib/rancher/k3s/agent/pod-manifests',
	cniConfig: '/var/lib/rancher/k3s/agent/etc/cni/net.d',
	cniBinaries: '/var/lib/rancher/k3s/data/current/bin',
	runtimeSocket: '/run/k3s/containerd/containerd.sock',
};

const ranges: Layout['ranges'] = {service: '10.43.0.0/16', pod: '10.42.0.0/16', dns: '10.43.0.10'};

const containerd: readonly ExpectedListener[] = [
	extra('containerd', 'CRI streaming', 10010, 'loopback', {owners: [...owners, 'containerd']}),
];

const node: readonly ExpectedListener[] = ownedBy(owners, [
	kubeletApi(),
	...optional([kubeletHealth(), proxyHealth({clients: []}), proxyMetrics()]),
]);

/** A K3s server: control plane and worker in one; etcd only where the datastore is embedded etcd. */
export const k3sServer: Layout = {
	distribution: 'k3s',
	role: 'control-plane',
	listeners: [
		...ownedBy(owners, [
			apiserver({purpose: 'Kubernetes API and supervisor'}),
			extra('k3s', 'API server behind the supervisor', 6444, 'loopback'),
			...optional([...etcdListeners, controllerManager(), scheduler()]),
			extra('k3s', 'cloud controller manager', 10258, 'loopback'),
		]),
		...node,
		...containerd,
		...ownedBy(owners, insecureListeners),
	],
	paths,
	ranges,
	docs,
};

/** A K3s agent; it reaches the API through its own load balancer on loopback. */
export const k3sAgent: Layout = {
	distribution: 'k3s',
	role: 'worker',
	listeners: [
		...ownedBy(owners, [
			extra('k3s', 'load balancer of the Kubernetes API', 6444, 'loopback', {requirement: 'required'}),
		]),
		...node,
		...containerd,
		...ownedBy(owners, insecureListeners),
		...unwanted([apiserver(), ...etcdListeners]),
	],
	paths,
	ranges,
	docs,
};

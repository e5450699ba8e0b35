import type {ExpectedListener, Layout} from '../model/layout.ts';
import {
	apiserver,
	controllerManager,
	etcdClients,
	etcdListeners,
	etcdMetrics,
	etcdPeers,
	extra,
	insecureListeners,
	kubeletApi,
	kubeletHealth,
	optional,
	planeListeners,
	proxyHealth,
	proxyMetrics,
	scheduler,
	unwanted,
} from './listeners.ts';

const docs = 'https://docs.rke2.io/install/requirements#networking';

const paths: Layout['paths'] = {
	kubeletConfig: '/var/lib/rancher/rke2/agent/etc/kubelet.conf.d',
	kubeletKubeconfig: '/var/lib/rancher/rke2/agent/kubelet.kubeconfig',
	staticPods: '/var/lib/rancher/rke2/agent/pod-manifests',
	cniConfig: '/etc/cni/net.d',
	cniBinaries: '/opt/cni/bin',
	runtimeSocket: '/run/k3s/containerd/containerd.sock',
};

const ranges: Layout['ranges'] = {service: '10.43.0.0/16', pod: '10.42.0.0/16', dns: '10.43.0.10'};

const node: readonly ExpectedListener[] = [
	kubeletApi(),
	...optional([kubeletHealth(), proxyHealth({clients: []}), proxyMetrics()]),
	extra('containerd', 'CRI streaming', 10010, 'loopback'),
];

/** An RKE2 server: the control plane as static pods, etcd among them, and the supervisor that nodes join at. */
export const rke2Server: Layout = {
	distribution: 'rke2',
	role: 'control-plane',
	listeners: [
		apiserver(),
		extra('rke2', 'supervisor', 9345, 'any', {requirement: 'required', clients: ['nodes']}),
		etcdClients(),
		etcdPeers(),
		// Servers read each other's metrics; where they listen is the operator's choice.
		etcdMetrics({scope: 'any', requirement: 'optional', clients: []}),
		extra('etcd', 'etcd clients over HTTP', 2382, 'loopback'),
		...optional([controllerManager(), scheduler()]),
		extra('cloud-controller-manager', 'cloud controller manager', 10258, 'loopback'),
		extra('rke2', 'load balancer of the Kubernetes API', 6444, 'loopback'),
		...node,
		...insecureListeners,
	],
	paths,
	ranges,
	docs,
};

/** An RKE2 agent; it reaches the API through its own load balancer on loopback. */
export const rke2Agent: Layout = {
	distribution: 'rke2',
	role: 'worker',
	listeners: [
		...node,
		extra('rke2', 'load balancer of the Kubernetes API', 6444, 'loopback'),
		...insecureListeners,
		...unwanted([...planeListeners, ...etcdListeners]),
	],
	paths,
	ranges,
	docs,
};

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
	planeListeners,
	proxyHealth,
	proxyMetrics,
	scheduler,
	unwanted,
} from './listeners.ts';

const docs = 'https://www.talos.dev/latest/learn-more/talos-network-connectivity/';

const paths: Layout['paths'] = {
	kubeletConfig: '/etc/kubernetes/kubelet.yaml',
	kubeletKubeconfig: '/etc/kubernetes/kubeconfig-kubelet',
	staticPods: '/etc/kubernetes/manifests',
	cniConfig: '/etc/cni/net.d',
	cniBinaries: '/opt/cni/bin',
	runtimeSocket: '/run/containerd/containerd.sock',
};

const ranges: Layout['ranges'] = {service: '10.96.0.0/12', pod: '10.244.0.0/16', dns: '10.96.0.10'};

const node: readonly ExpectedListener[] = [
	extra('apid', 'Talos API', 50000, 'any', {requirement: 'required', clients: ['everyone']}),
	extra('kubeprism', 'load balancer of the Kubernetes API', 7445, 'loopback', {owners: ['machined', 'init']}),
	kubeletApi(),
	kubeletHealth(),
	proxyHealth({requirement: 'optional'}),
	proxyMetrics(),
];

/** A control-plane node of Talos; it has no shell, so only what was exported from it can be read. */
export const talosControlPlane: Layout = {
	distribution: 'talos',
	role: 'control-plane',
	listeners: [
		apiserver(),
		controllerManager(),
		scheduler(),
		etcdClients({scope: 'any'}),
		etcdPeers({scope: 'any'}),
		etcdMetrics({requirement: 'optional'}),
		extra('trustd', 'Talos certificates', 50001, 'any', {requirement: 'required', clients: ['nodes']}),
		...node,
		...insecureListeners,
	],
	paths,
	ranges,
	docs,
};

/** A worker of Talos. */
export const talosWorker: Layout = {
	distribution: 'talos',
	role: 'worker',
	listeners: [...node, ...insecureListeners, ...unwanted([...planeListeners, ...etcdListeners])],
	paths,
	ranges,
	docs,
};

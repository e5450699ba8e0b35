import type {ExpectedListener, Layout} from '../model/layout.ts';
import {
	apiserver,
	controllerManager,
	extra,
	insecureListeners,
	kubeletApi,
	kubeletHealth,
	ownedBy,
	proxyHealth,
	proxyMetrics,
	scheduler,
} from './listeners.ts';

/** All of Kubernetes runs in one program. */
const owners = ['kubelite'];

const docs = 'https://microk8s.io/docs/services-and-ports';

const paths: Layout['paths'] = {
	kubeletConfig: '/var/snap/microk8s/current/args/kubelet',
	kubeletKubeconfig: '/var/snap/microk8s/current/credentials/kubelet.config',
	staticPods: null,
	cniConfig: '/var/snap/microk8s/current/args/cni-network',
	cniBinaries: '/var/snap/microk8s/current/opt/cni/bin',
	runtimeSocket: '/var/snap/microk8s/common/run/containerd.sock',
};

const ranges: Layout['ranges'] = {service: '10.152.183.0/24', pod: '10.1.0.0/16', dns: '10.152.183.10'};

const node: readonly ExpectedListener[] = [
	...ownedBy(owners, [
		kubeletApi(),
		kubeletHealth({requirement: 'optional'}),
		proxyHealth({requirement: 'optional', clients: []}),
		proxyMetrics(),
	]),
	extra('containerd', 'containerd metrics', 1338, 'loopback'),
	extra('cluster-agent', 'cluster agent', 25000, 'any', {
		owners: ['cluster-agent', 'microk8s-cluster-agent', 'python3', 'gunicorn'],
		clients: ['nodes'],
	}),
];

/** A MicroK8s node with the control plane; its datastore is dqlite, or etcd on 12379. */
export const microk8sControlPlane: Layout = {
	distribution: 'microk8s',
	role: 'control-plane',
	listeners: [
		...ownedBy(owners, [
			apiserver({port: 16443}),
			controllerManager({scope: 'any', requirement: 'optional'}),
			scheduler({scope: 'any', requirement: 'optional'}),
		]),
		extra('k8s-dqlite', 'dqlite', 19001, 'any', {clients: ['control-plane']}),
		extra('etcd', 'etcd clients', 12379, 'any', {owners: ['etcd', 'k8s-dqlite', 'kine'], clients: ['control-plane']}),
		...node,
		...ownedBy(owners, insecureListeners),
	],
	paths,
	ranges,
	docs,
};

/** A MicroK8s worker; a proxy on it leads to the API servers. */
export const microk8sWorker: Layout = {
	distribution: 'microk8s',
	role: 'worker',
	listeners: [
		extra('apiserver-proxy', 'proxy of the Kubernetes API', 16443, 'any', {owners: ['apiserver-proxy', 'traefik']}),
		...node,
		...ownedBy(owners, insecureListeners),
	],
	paths,
	ranges,
	docs,
};

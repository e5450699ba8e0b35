import type {Layout} from '../model/layout.ts';
import {
	apiserver,
	etcdListeners,
	insecureListeners,
	kubeletApi,
	kubeletHealth,
	nodeListeners,
	optional,
	planeListeners,
	unwanted,
} from './listeners.ts';

const docs = 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/';

const paths: Layout['paths'] = {
	kubeletConfig: '/var/lib/kubelet/config.yaml',
	kubeletKubeconfig: '/etc/kubernetes/kubelet.conf',
	staticPods: '/etc/kubernetes/manifests',
	cniConfig: '/etc/cni/net.d',
	cniBinaries: '/opt/cni/bin',
	runtimeSocket: '/run/containerd/containerd.sock',
};

const ranges: Layout['ranges'] = {service: '10.96.0.0/12', pod: null, dns: '10.96.0.10'};

/** Programs that may stand in front of the API server on a machine of their own. */
const loadBalancers = ['haproxy', 'nginx', 'envoy', 'traefik', 'kube-vip', 'gobetween'];

/** A node that runs the control plane, with etcd beside it. */
export const kubeadmControlPlane: Layout = {
	distribution: 'kubeadm',
	role: 'control-plane',
	listeners: [...planeListeners, ...etcdListeners, ...nodeListeners, ...insecureListeners],
	paths,
	ranges,
	docs,
};

/** A node that runs pods. */
export const kubeadmWorker: Layout = {
	distribution: 'kubeadm',
	role: 'worker',
	listeners: [...nodeListeners, ...insecureListeners, ...unwanted([...planeListeners, ...etcdListeners])],
	paths,
	ranges,
	docs,
};

/** A member of an etcd cluster of its own; kubelet only where it keeps etcd as a static pod. */
export const kubeadmEtcd: Layout = {
	distribution: 'kubeadm',
	role: 'etcd',
	listeners: [
		...etcdListeners.map((listener) =>
			listener.port === 2381 ? {...listener, requirement: 'optional' as const} : listener,
		),
		...optional([kubeletApi(), kubeletHealth()]),
		...unwanted(planeListeners),
	],
	paths,
	ranges,
	docs: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/setup-ha-etcd-with-kubeadm/',
};

/** A machine in front of the API servers. Its port is what was configured there: 6443 or 8443. */
export const loadBalancer: Layout = {
	distribution: 'none',
	role: 'load-balancer',
	listeners: [
		apiserver({
			component: 'load balancer',
			purpose: 'load balancer of the Kubernetes API',
			owners: loadBalancers,
			requirement: 'optional',
		}),
	],
	paths: {...paths, kubeletConfig: null, kubeletKubeconfig: null, staticPods: null, runtimeSocket: null},
	ranges: {service: null, pod: null, dns: null},
	docs: 'https://github.com/kubernetes/kubeadm/blob/main/docs/ha-considerations.md',
};

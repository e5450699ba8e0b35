import type {Layout} from '../model/layout.ts';
import {extra} from './listeners.ts';
import {insecureExcept, managedNode, noControlPlane, noRanges} from './managed.ts';

/** A worker of Amazon EKS; pods have addresses of the VPC. */
export const eksWorker: Layout = {
	distribution: 'eks',
	role: 'worker',
	listeners: [
		...managedNode,
		extra('aws-k8s-agent', 'VPC CNI metrics', 61678, 'any'),
		extra('aws-k8s-agent', 'VPC CNI introspection', 61679, 'loopback'),
		extra('aws-k8s-agent', 'VPC CNI address management', 50051, 'loopback'),
		...insecureExcept(),
		...noControlPlane,
	],
	paths: {
		kubeletConfig: '/etc/kubernetes/kubelet/config.json',
		kubeletKubeconfig: '/var/lib/kubelet/kubeconfig',
		staticPods: null,
		cniConfig: '/etc/cni/net.d',
		cniBinaries: '/opt/cni/bin',
		runtimeSocket: '/run/containerd/containerd.sock',
	},
	ranges: noRanges,
	docs: 'https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html',
};

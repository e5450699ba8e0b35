import type {Layout} from '../model/layout.ts';
import {insecureExcept, managedNode, noControlPlane, noRanges} from './managed.ts';

/** A worker of Google Kubernetes Engine; the read-only port is a setting of the node pool. */
export const gkeWorker: Layout = {
	distribution: 'gke',
	role: 'worker',
	listeners: [...managedNode, ...insecureExcept(10255), ...noControlPlane],
	paths: {
		kubeletConfig: '/home/kubernetes/kubelet-config.yaml',
		kubeletKubeconfig: '/var/lib/kubelet/kubeconfig',
		staticPods: '/etc/kubernetes/manifests',
		cniConfig: '/etc/cni/net.d',
		cniBinaries: '/home/kubernetes/bin',
		runtimeSocket: '/run/containerd/containerd.sock',
	},
	ranges: noRanges,
	docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules',
};

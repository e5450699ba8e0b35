import type {Layout} from '../model/layout.ts';
import {extra} from './listeners.ts';
import {insecureExcept, managedNode, noControlPlane, noRanges} from './managed.ts';

/** A worker of Azure Kubernetes Service. */
export const aksWorker: Layout = {
	distribution: 'aks',
	role: 'worker',
	listeners: [
		...managedNode,
		extra('azure-cns', 'Azure container networking', 10090, 'loopback'),
		...insecureExcept(),
		...noControlPlane,
	],
	paths: {
		kubeletConfig: null,
		kubeletKubeconfig: '/var/lib/kubelet/kubeconfig',
		staticPods: '/etc/kubernetes/manifests',
		cniConfig: '/etc/cni/net.d',
		cniBinaries: '/opt/cni/bin',
		runtimeSocket: '/run/containerd/containerd.sock',
	},
	ranges: {...noRanges, service: '10.0.0.0/16', dns: '10.0.0.10'},
	docs: 'https://learn.microsoft.com/azure/aks/concepts-network',
};

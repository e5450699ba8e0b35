/** The names of the distributions whose layout is known. */
export type Distribution =
	| 'kubeadm'
	| 'k3s'
	| 'rke2'
	| 'microk8s'
	| 'kind'
	| 'eks'
	| 'gke'
	| 'aks'
	| 'talos'
	| 'none'
	| 'unknown';

/** What a node is for. A kubeadm control-plane node with stacked etcd is `control-plane` and `etcd`. */
export type Role = 'control-plane' | 'worker' | 'etcd' | 'load-balancer';

/** Where a listener should be reachable: everywhere, on the node's address, or on loopback only. */
export type Scope = 'any' | 'node' | 'loopback';

/** A listener that the layout expects. `flag` names the flag of `component` that moves the port or its address. */
export type ExpectedListener = {
	readonly component: string;
	readonly purpose: string;
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	/** Program names (as in argv[0] or comm) that may own it. */
	readonly owners: readonly string[];
	readonly scope: Scope;
	/** `required`: absence is an error. `optional`: may be there. `unwanted`: presence is suspicious. */
	readonly requirement: 'required' | 'optional' | 'unwanted';
	readonly flag?: string;
	/** Who connects to it from other machines; empty when only this node does. */
	readonly clients: readonly ('nodes' | 'control-plane' | 'etcd' | 'load-balancers' | 'everyone')[];
};

/** What should be on a node of one distribution and role, as data. */
export type Layout = {
	readonly distribution: Distribution;
	readonly role: Role;
	readonly listeners: readonly ExpectedListener[];
	readonly paths: {
		readonly kubeletConfig: string | null;
		readonly kubeletKubeconfig: string | null;
		readonly staticPods: string | null;
		readonly cniConfig: string;
		readonly cniBinaries: string;
		readonly runtimeSocket: string | null;
	};
	/** Default ranges; null where the distribution has none. */
	readonly ranges: {readonly service: string | null; readonly pod: string | null; readonly dns: string | null};
	readonly docs: string;
};

import type {ExpectedListener} from '../model/layout.ts';

/** A listener as it stands in a distribution that runs each component as a program of its own; changed by what is given. */
type Change = Partial<ExpectedListener>;

const tcp = (
	component: string,
	purpose: string,
	port: number,
	scope: ExpectedListener['scope'],
	change: Change = {},
): ExpectedListener => ({
	component,
	purpose,
	port,
	protocol: 'tcp',
	owners: [component, 'hyperkube'],
	scope,
	requirement: 'required',
	clients: [],
	...change,
});

/** The API server's secure port. */
export const apiserver = (change: Change = {}): ExpectedListener =>
	tcp('kube-apiserver', 'Kubernetes API', 6443, 'any', {flag: 'secure-port', clients: ['everyone'], ...change});

/** Kubelet's API (logs, exec, metrics). */
export const kubeletApi = (change: Change = {}): ExpectedListener =>
	tcp('kubelet', 'kubelet API', 10250, 'any', {flag: 'port', clients: ['control-plane'], ...change});

/** Kubelet's health endpoint. */
export const kubeletHealth = (change: Change = {}): ExpectedListener =>
	tcp('kubelet', 'kubelet health', 10248, 'loopback', {flag: 'healthz-port', ...change});

/** kube-proxy's health endpoint, which external load balancers ask. Whatever replaces kube-proxy may own it. */
export const proxyHealth = (change: Change = {}): ExpectedListener =>
	tcp('kube-proxy', 'service proxy health', 10256, 'any', {
		flag: 'healthz-bind-address',
		owners: ['kube-proxy', 'hyperkube', 'cilium-agent', 'calico-node', 'antrea-agent', 'ovnkube', 'kube-router'],
		clients: ['load-balancers'],
		...change,
	});

/** kube-proxy's metrics. */
export const proxyMetrics = (change: Change = {}): ExpectedListener =>
	tcp('kube-proxy', 'service proxy metrics', 10249, 'loopback', {
		flag: 'metrics-bind-address',
		requirement: 'optional',
		...change,
	});

/** The controller manager's secure port. */
export const controllerManager = (change: Change = {}): ExpectedListener =>
	tcp('kube-controller-manager', 'controller manager', 10257, 'loopback', {flag: 'secure-port', ...change});

/** The scheduler's secure port. */
export const scheduler = (change: Change = {}): ExpectedListener =>
	tcp('kube-scheduler', 'scheduler', 10259, 'loopback', {flag: 'secure-port', ...change});

/** etcd's port for clients. */
export const etcdClients = (change: Change = {}): ExpectedListener =>
	tcp('etcd', 'etcd clients', 2379, 'node', {flag: 'listen-client-urls', clients: ['control-plane'], ...change});

/** etcd's port for other members. */
export const etcdPeers = (change: Change = {}): ExpectedListener =>
	tcp('etcd', 'etcd peers', 2380, 'node', {flag: 'listen-peer-urls', clients: ['etcd'], ...change});

/** etcd's metrics and health. */
export const etcdMetrics = (change: Change = {}): ExpectedListener =>
	tcp('etcd', 'etcd metrics and health', 2381, 'loopback', {flag: 'listen-metrics-urls', ...change});

/** A listener that only one distribution or add-on has. */
export const extra = (
	component: string,
	purpose: string,
	port: number,
	scope: ExpectedListener['scope'],
	change: Change = {},
): ExpectedListener => tcp(component, purpose, port, scope, {owners: [component], requirement: 'optional', ...change});

/** A UDP port of an overlay that the kernel opens itself, so that it has no owner. */
export const overlay = (purpose: string, port: number, change: Change = {}): ExpectedListener => ({
	component: 'kernel',
	purpose,
	port,
	protocol: 'udp',
	owners: [],
	scope: 'any',
	requirement: 'optional',
	clients: ['nodes'],
	...change,
});

/** Kubelet and the service proxy, which every node has. */
export const nodeListeners: readonly ExpectedListener[] = [
	kubeletApi(),
	kubeletHealth(),
	proxyHealth(),
	proxyMetrics(),
];

/** The API server, the controller manager and the scheduler. */
export const planeListeners: readonly ExpectedListener[] = [apiserver(), controllerManager(), scheduler()];

/** A local etcd. */
export const etcdListeners: readonly ExpectedListener[] = [etcdClients(), etcdPeers(), etcdMetrics()];

/** Ports without authentication that old versions served and nothing should any more. */
export const insecureListeners: readonly ExpectedListener[] = [
	tcp('kubelet', 'kubelet read-only port', 10255, 'any', {requirement: 'unwanted', flag: 'read-only-port'}),
	tcp('kube-scheduler', 'insecure scheduler port', 10251, 'any', {requirement: 'unwanted'}),
	tcp('kube-controller-manager', 'insecure controller manager port', 10252, 'any', {requirement: 'unwanted'}),
	tcp('kube-apiserver', 'insecure API port', 8080, 'any', {requirement: 'unwanted'}),
];

/** The same listeners where they should not be: control-plane programs on a worker. The program decides, not the port. */
export const unwanted = (listeners: readonly ExpectedListener[]): readonly ExpectedListener[] =>
	listeners.map(({flag: _, ...listener}) => ({...listener, requirement: 'unwanted', clients: []}));

/** The same listeners where they may be. */
export const optional = (listeners: readonly ExpectedListener[]): readonly ExpectedListener[] =>
	listeners.map((listener) =>
		listener.requirement === 'required' ? {...listener, requirement: 'optional'} : listener,
	);

/** The same listeners, owned by the one program that everything runs in. */
export const ownedBy = (
	owners: readonly string[],
	listeners: readonly ExpectedListener[],
): readonly ExpectedListener[] => listeners.map((listener) => ({...listener, owners}));

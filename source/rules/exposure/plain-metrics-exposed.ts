import {componentOfProgram} from '../../derive/component-of-process.ts';
import type {Components} from '../../model/conclusions.ts';
import type {KubeletConfig, KubeProxyConfig} from '../../model/facts/kubernetes.ts';
import type {Socket} from '../../model/facts/socket.ts';
import type {Distribution} from '../../model/layout.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

type Plain = {readonly component: string; readonly setting: string};

/** Ports that answer everybody, and what binds them. 10256 is meant for load balancers. */
const ports: Readonly<Record<number, Plain>> = {
	2381: {component: 'etcd', setting: '--listen-metrics-urls=http://127.0.0.1:2381'},
	10248: {component: 'kubelet', setting: 'healthzBindAddress: 127.0.0.1'},
	10249: {component: 'kube-proxy', setting: 'metricsBindAddress: 127.0.0.1:10249'},
};

type Settings = {
	readonly components: Components;
	readonly kubeletConfig: KubeletConfig | undefined;
	readonly kubeProxyConfig: KubeProxyConfig | undefined;
	readonly distribution: Distribution | undefined;
};

type Mending = Required<Pick<Violation, 'commands'>> & {readonly values: {readonly [name: string]: string}};

/** The commands that set it where it was set: in a manifest, in kubelet's file or in the ConfigMap of kube-proxy; none where it was set by a flag or in a program that holds others. */
const mendingOf = (component: string, settings: Settings): Mending | null => {
	const {components, kubeletConfig, kubeProxyConfig, distribution} = settings;
	if (component === 'etcd') {
		const manifest = distribution === 'rke2' ? null : (components.etcd?.manifest ?? null);
		const isFlag = components.etcd?.flags.some(({name}) => name === 'listen-metrics-urls') === true;
		return manifest === null || !isFlag
			? null
			: {
					commands: ["sed -i 's#--listen-metrics-urls=.*#--listen-metrics-urls=http://127.0.0.1:2381#' {file}"],
					values: {file: manifest.path},
				};
	}
	if (component === 'kubelet') {
		const set = kubeletConfig?.healthzBindAddress;
		return set?.from === 'flag' || set?.at == null || !/\.ya?ml$/.test(set.at.source)
			? null
			: {
					commands: ["sed -i 's/^healthzBindAddress:.*/healthzBindAddress: 127.0.0.1/' {file}", '{restart:kubelet}'],
					values: {file: set.at.source},
				};
	}
	const isInPod = components['kube-proxy']?.processes.some(({pod}) => pod !== null) === true;
	return isInPod && kubeProxyConfig?.metricsBindAddress.from === 'file'
		? {
				commands: [
					'kubectl -n kube-system edit configmap {configmap}',
					'kubectl -n kube-system rollout restart ds kube-proxy',
				],
				values: {configmap: distribution === 'eks' ? 'kube-proxy-config' : 'kube-proxy'},
			}
		: null;
};

/** Programs that hold components inside. */
const packed = new Set(['k3s', 'rke2', 'kubelite']);

const isOwn = ({program}: Socket, {component}: Plain, components: Components): boolean => {
	const owner = program === null ? null : componentOfProgram(program);
	return program === null
		? components[component] !== undefined
		: owner === component || (owner !== null && packed.has(owner));
};

/** Metrics of etcd and kube-proxy and the health of kubelet, which ask for no credentials. */
export const plainMetricsExposed = defineRule({
	id: 'plain-metrics-exposed',
	title: 'Metrics without authentication stay on loopback',
	severity: 'warning',
	tier: 2,
	group: 'exposure',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['listeners', 'components'],
	uses: ['role', 'kubeletConfig', 'kubeProxyConfig'],
	why: 'Anybody who gets to the port reads how the cluster is built and used; kube-proxy may serve profiles there too.',
	fix: 'Set {setting}, unless a monitoring system outside the node reads the port; then let only it through.',
	commands: [],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
	],
	seen: 'live',
	check: ({listeners, components, role, kubeletConfig, kubeProxyConfig}) =>
		listeners
			.filter(({protocol, localAddress}) => protocol === 'tcp' && !isLoopback(localAddress))
			.flatMap((socket) => {
				const plain = ports[socket.localPort ?? 0];
				const distribution = role?.distribution;
				const settings = {components, kubeletConfig, kubeProxyConfig, distribution};
				const mending = plain === undefined ? null : mendingOf(plain.component, settings);
				return plain === undefined || !isOwn(socket, plain, components)
					? []
					: [
							{
								expected: `${plain.component} on 127.0.0.1:${socket.localPort}`,
								actual: `${plain.component} answers without authentication on ${socket.localAddress}:${socket.localPort}`,
								// RKE2 has its servers read each other's etcd.
								severity:
									distribution === 'rke2' && socket.localPort === 2381 ? ('info' as const) : ('warning' as const),
								evidence: [socket.at],
								values: {setting: plain.setting, port: String(socket.localPort), ...mending?.values},
								...(mending === null ? {} : {commands: mending.commands}),
							},
						];
			}),
});

import type {ContainerdConfig} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

/** Sockets of container runtimes (https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/). */
const sockets = [
	'/run/containerd/containerd.sock',
	'/run/crio/crio.sock',
	'/run/cri-dockerd.sock',
	'/run/k3s/containerd/containerd.sock',
];

/** Distributions whose kubelet is told its runtime and which kubeadm never touches. */
const packed: ReadonlySet<string> = new Set(['k3s', 'rke2', 'microk8s', 'talos']);

/** Docker's packages bring a containerd whose CRI is switched off. */
const hasNoCri = (config: ContainerdConfig | undefined): boolean =>
	config?.disabledPlugins.value.some((name) => name === 'cri' || name.endsWith('.cri')) === true;

/** Runtimes that listen at the same time. */
export const severalCriSockets = defineRule({
	id: 'several-cri-sockets',
	title: 'One container runtime is offered to kubelet',
	severity: 'warning',
	tier: 3,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['unixSockets'],
	uses: ['containerdConfig', 'kubeletConfig', 'role', 'components'],
	why: 'kubeadm refuses to choose between them, and crictl asks the first one it finds: its list is empty although pods run.',
	fix: 'Stop the runtime that kubelet does not use, or name the right one: criSocket in the configuration of kubeadm, and for crictl as below.',
	commands: ['crictl config --set runtime-endpoint={endpoint}'],
	verify: ['crictl pods'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({unixSockets, containerdConfig, kubeletConfig, role, components}) => {
		const listening = new Map(
			unixSockets
				.filter((socket) => socket.listening && socket.path !== null)
				.map((socket) => [(socket.path ?? '').replace(/^\/var\/run\//, '/run/'), socket.at] as const),
		);
		const endpoint = kubeletConfig?.runtimeEndpoint.value.replace(/^unix:\/\//, '').replace(/^\/var\/run\//, '/run/');
		const live = sockets.filter((path) => listening.has(path));
		const [own] = sockets;
		const others = live.filter((path) => path !== own || path === endpoint || !hasNoCri(containerdConfig));
		if (others.length < 2) {
			return [];
		}
		// Docker runs on containerd; whether that one speaks CRI stands in its configuration.
		const isDockers = components?.dockerd !== undefined || components?.['cri-dockerd'] !== undefined;
		if (others.length === 2 && others[0] === own && own !== endpoint && containerdConfig === undefined && isDockers) {
			return {unknown: 'it is not known whether the containerd of Docker speaks CRI', remedy: 'run as root'};
		}
		return [
			{
				expected: 'one socket of a container runtime',
				actual: `${others.length} container runtimes listen: ${others.join(', ')}`,
				severity: packed.has(role?.distribution ?? '') ? ('info' as const) : ('warning' as const),
				evidence: others.flatMap((path) => listening.get(path) ?? []),
				values: {endpoint: `unix://${endpoint ?? others[0]}`},
			},
		];
	},
});

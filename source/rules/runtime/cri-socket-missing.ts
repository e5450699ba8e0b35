import {defineRule} from '../../model/rule.ts';

const pathOf = (endpoint: string): string | null => {
	const path = endpoint.replace(/^unix:\/\//, '');
	return path.startsWith('/') ? path.replace(/^\/var\/run\//, '/run/') : null;
};

const runtimes: readonly (readonly [part: string, component: string])[] = [
	['cri-dockerd', 'cri-dockerd'],
	['containerd', 'containerd'],
	['crio', 'crio'],
];

/** The socket of --container-runtime-endpoint. */
export const criSocketMissing = defineRule({
	id: 'cri-socket-missing',
	title: "The container runtime listens on kubelet's endpoint",
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['kubeletConfig', 'unixSockets', 'components'],
	whole: ['unixSockets'],
	uses: ['logs', 'user'],
	why: 'Kubelet ends when it cannot reach the runtime ("validate CRI v1 runtime API … connection refused"), and no container can be started.',
	fix: 'Start {runtime}, or correct the endpoint {endpoint} that kubelet uses.',
	commands: ['{logs:containerd}', '{start:containerd}'],
	verify: ['ls -l {path}', 'crictl info'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/container-runtimes/'],
	seen: 'live',
	check: ({kubeletConfig, unixSockets, components}) => {
		const {value: endpoint, at} = kubeletConfig.runtimeEndpoint;
		const path = pathOf(endpoint);
		if (endpoint === '' || path === null) {
			return {unknown: 'the endpoint of the container runtime is not known'};
		}
		const listening = unixSockets.some(
			(socket) => socket.listening && socket.path?.replace(/^\/var\/run\//, '/run/') === path,
		);
		if (listening) {
			return [];
		}
		const runtime = runtimes.find(([part]) => path.includes(part))?.[1] ?? 'the container runtime';
		const process = components[runtime]?.processes[0];
		const seen = unixSockets.find((socket) => socket.listening);
		const values = {runtime, endpoint, path};
		return [
			{
				expected: `a listener on ${path}`,
				actual:
					process === undefined
						? `${runtime} is not running: nothing listens on ${path}`
						: `${runtime} runs, but nothing listens on ${path}`,
				evidence: [at, process?.at, seen?.at].filter((place) => place != null),
				values,
				...(runtime === 'containerd' ? {} : {commands: ['crictl --runtime-endpoint {endpoint} info']}),
			},
		];
	},
});

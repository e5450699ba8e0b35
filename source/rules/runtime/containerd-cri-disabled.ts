import {defineRule} from '../../model/rule.ts';

const criPlugins = new Set(['cri', 'io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime']);

/** disabled_plugins of containerd's config.toml. */
export const containerdCriDisabled = defineRule({
	id: 'containerd-cri-disabled',
	title: "containerd's CRI plugin is on",
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['containerdConfig', 'kubeletConfig'],
	why: 'Kubelet talks to containerd through this plugin. Docker\'s package of containerd comes with it switched off ("unknown service runtime.v1.RuntimeService").',
	fix: 'Take cri out of disabled_plugins in {file} (or write the default configuration anew) and restart containerd.',
	commands: ["sed -i 's/^disabled_plugins.*/disabled_plugins = []/' {file}", '{restart:containerd}'],
	verify: ['crictl info', 'ctr plugins ls | grep cri'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
		'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
	],
	seen: 'live',
	check: ({containerdConfig, kubeletConfig}) => {
		const endpoint = kubeletConfig.runtimeEndpoint.value;
		if (endpoint !== '' && !endpoint.includes('containerd')) {
			return {skip: `kubelet uses another runtime (${endpoint})`};
		}
		const {value: disabled, at} = containerdConfig.disabledPlugins;
		const plugin = disabled.find((name) => criPlugins.has(name));
		if (plugin === undefined || at === null) {
			return [];
		}
		return [
			{
				expected: 'the CRI plugin is not disabled',
				actual: `containerd runs without its CRI plugin (${plugin} is in disabled_plugins)`,
				evidence: [at],
				values: {file: at.source},
			},
		];
	},
});

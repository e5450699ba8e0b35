import {podResolver} from '../../derive/pod-resolver.ts';
import {defineRule} from '../../model/rule.ts';

/** The file that kubelet gives to pods. */
export const resolvconfMissing = defineRule({
	id: 'resolvconf-missing',
	title: "Kubelet's resolv.conf exists and names a server",
	severity: 'error',
	tier: 1,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'resolvConfs'],
	enough: ['resolvConfs'],
	uses: ['role'],
	why: 'Where the file is missing kubelet starts no pod; where it names no server CoreDNS has nobody to ask about names outside the cluster.',
	fix: 'Start what makes the file (systemd-resolved), or set resolvConf in {config} to one that exists, and restart kubelet.',
	commands: ['ls -l {file}', 'grep -n resolvConf {config}', '{restart:kubelet}'],
	verify: ['cat {file}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/',
	],
	seen: 'live',
	check: ({kubeletConfig, resolvConfs, role}) => {
		const resolver = podResolver(kubeletConfig, resolvConfs, role?.distribution);
		if (!('file' in resolver)) {
			return resolver;
		}
		const {file, namedAt} = resolver;
		if (file.exists && file.nameservers.length > 0) {
			return [];
		}
		const read = kubeletConfig.files.find(({state}) => state === 'read');
		const shown = [namedAt ?? read?.at, file.searchAt].filter((at) => at != null);
		return [
			{
				expected: `${file.path} with a name server`,
				actual: file.exists
					? `${file.path}, which pods get, names no server`
					: `kubelet wants ${file.path}, which does not exist`,
				severity: file.exists ? ('warning' as const) : ('error' as const),
				evidence: shown.length > 0 ? shown : [{source: file.path, line: 1}],
				values: {file: file.path, config: kubeletConfig.configPath.value},
			},
		];
	},
});

import {defineRule} from '../../model/rule.ts';

/** Products that leave host ports to the portmap plugin; others do them themselves. */
const leaving = new Set(['flannel', 'bridge', 'calico', 'canal', 'weave', 'azure', 'crio-bridge', 'podman-bridge']);

/** The portmap plugin, or one with the capability portMappings, in the list of plugins. */
export const portmapMissing = defineRule({
	id: 'portmap-missing',
	title: 'Host ports of pods are forwarded',
	severity: 'info',
	tier: 2,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs', 'cni'],
	why: 'Pods with a hostPort start, but nobody forwards the port to them. Without such pods it does no harm.',
	fix: 'Add {"type": "portmap", "capabilities": {"portMappings": true}} to the plugins in {file}.',
	commands: ['grep -n type {file}'],
	verify: ['grep -n portmap {file}'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://www.cni.dev/plugins/current/meta/portmap/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({cniConfigs, cni}) => {
		const [winner] = cniConfigs.files;
		if (winner === undefined || winner.problems.length > 0) {
			return {
				skip: winner === undefined ? 'there is no network configuration' : 'the network configuration is invalid',
			};
		}
		if (!leaving.has(cni.product ?? '')) {
			return {skip: `${cni.product ?? 'this network'} forwards host ports in its own way`};
		}
		const isForwarded = winner.plugins.some(
			({type, capabilities}) => type === 'portmap' || capabilities.includes('portMappings'),
		);
		return isForwarded
			? []
			: [
					{
						expected: 'a plugin of type portmap in the list',
						actual: `${winner.file} has no portmap plugin: host ports of pods are not forwarded`,
						evidence: [winner.at, ...winner.plugins.slice(0, 2).map(({at}) => at)],
						values: {file: winner.path},
					},
				];
	},
});

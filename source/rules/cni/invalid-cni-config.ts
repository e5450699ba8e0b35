import {lastLineWith} from '../../derive/last-line-with.ts';
import {defineRule} from '../../model/rule.ts';

/** The network configuration that the runtime uses, by the specification of CNI. */
export const invalidCniConfig = defineRule({
	id: 'invalid-cni-config',
	title: 'The network configuration in use is valid',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs'],
	uses: ['containerdConfig', 'logs'],
	why: 'The runtime stops loading at the first file that it cannot use, even where a later one is valid: no pod gets a network.',
	fix: 'Mend {file}, or have the network add-on write it again (delete its pod on this node).',
	commands: ['python3 -m json.tool {file}'],
	verify: ['python3 -m json.tool {file}'],
	docs: [
		'https://www.cni.dev/docs/spec/',
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
	],
	seen: 'live',
	check: ({cniConfigs, containerdConfig, logs}) => {
		if (cniConfigs.files.length === 0) {
			return {skip: 'there is no network configuration'};
		}
		// max_conf_num: 1 by default, 0 for all that are there.
		const most = containerdConfig?.maxConfNum.value ?? 1;
		const used = most === 0 ? cniConfigs.files : cniConfigs.files.slice(0, most);
		const complaint = lastLineWith(logs, ['kubelet', 'containerd'], 'cni plugin not initialized');
		return used
			.filter(({problems}) => problems.length > 0)
			.map(({path, problems}) => ({
				expected: `a valid network configuration in ${path}`,
				actual: `the network configuration ${path} is invalid: ${problems.map(({message}) => message).join(', ')}`,
				evidence: [...problems.slice(0, 3).map(({at}) => at), ...(complaint === undefined ? [] : [complaint.at])],
				values: {file: path},
			}));
	},
});

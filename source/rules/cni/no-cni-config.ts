import {kubeletProcess} from '../../derive/kubelet-process.ts';
import {lastLineWith} from '../../derive/last-line-with.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import type {CniConfigs} from '../../model/facts/cni.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';

/** What is there instead of a configuration. */
const stateOf = ({directory, exists, others}: CniConfigs): string =>
	!exists
		? `${directory} does not exist`
		: others.length === 0
			? `${directory} is empty`
			: `${directory} holds only ${others.map(({file}) => file).join(', ')}, which is not loaded`;

/** Files that end in .conf, .conflist or .json in the folder that the runtime reads. */
export const noCniConfig = defineRule({
	id: 'no-cni-config',
	title: 'The runtime has a network configuration',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs', 'components'],
	whole: ['cniConfigs'],
	uses: ['role', 'layout', 'containerdConfig', 'cni', 'logs', 'uptime'],
	why: 'The runtime says "cni plugin not initialized", the node stays NotReady, and no pod with a network of its own starts.',
	fix: 'Install the network add-on, or see why its pod on this node did not write its configuration into {directory}.',
	commands: ['kubectl get pods -A -o wide', 'ls -l {directory}'],
	verify: ['ls -l {directory}'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://kubernetes.io/docs/concepts/cluster-administration/addons/',
	],
	seen: 'live',
	check: ({cniConfigs, components, role, layout, containerdConfig, cni, logs, uptime}) => {
		const {directory} = cniConfigs;
		const kubelet = kubeletProcess(components);
		if (cniConfigs.files.length > 0) {
			return [];
		}
		if (kubelet === undefined && (role === undefined || role.roles.length === 0)) {
			return {skip: 'there is no sign of kubelet on this machine'};
		}
		if (lastFlag(components.kubelet?.flags ?? [], 'network-plugin')?.value === 'kubenet') {
			return {skip: 'kubelet makes the pod network itself (kubenet)'};
		}
		const isTold = containerdConfig !== undefined && containerdConfig.confDir.from !== 'default';
		if (!isTold && layout !== undefined && layout.paths.cniConfig !== directory) {
			return {
				unknown: `${layout.distribution} keeps its network configuration in ${layout.paths.cniConfig}, which was not read`,
				remedy: `ls -l ${layout.paths.cniConfig}`,
			};
		}
		const complaint = lastLineWith(logs, ['kubelet', 'containerd'], 'cni plugin not initialized');
		// A pod network that is already there was configured before.
		const isStarting = !isSettled(kubelet, uptime, 180) && (cni?.products.length ?? 0) === 0;
		return [
			{
				expected: `a .conf, .conflist or .json file in ${directory}`,
				actual: `the container runtime has no network configuration: ${stateOf(cniConfigs)}`,
				severity: isStarting ? ('info' as const) : ('error' as const),
				evidence: [
					{source: `ls -l ${directory}`, line: 1},
					...cniConfigs.others.slice(0, 2).map(({at}) => at),
					...(complaint === undefined ? [] : [complaint.at]),
				],
				values: {directory},
			},
		];
	},
});

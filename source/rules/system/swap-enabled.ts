import {hasOwnDefault, isKnownSetting} from '../../derive/known-setting.ts';
import {defineRule} from '../../model/rule.ts';

/** Swap against what kubelet allows. */
export const swapEnabled = defineRule({
	id: 'swap-enabled',
	title: 'Swap is off, or kubelet allows it',
	severity: 'error',
	tier: 1,
	group: 'system',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['swaps', 'kubeletConfig'],
	uses: ['components', 'processes', 'role'],
	why: 'A kubelet with failSwapOn, its default, exits when it starts on a node with swap.',
	fix: 'Turn swap off, take it out of /etc/fstab and mask swap units and the zram generator; or set failSwapOn: false with memorySwap.swapBehavior.',
	commands: ['swapoff -a', "sed -i '/[[:space:]]swap[[:space:]]/s/^/#/' /etc/fstab", '{start:kubelet}'],
	verify: ['cat /proc/swaps'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://kubernetes.io/docs/concepts/cluster-administration/swap-memory-management/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({swaps, kubeletConfig, components, processes, role}) => {
		const {failSwapOn} = kubeletConfig;
		if (swaps.length === 0 || !failSwapOn.value) {
			return [];
		}
		if (!hasOwnDefault(failSwapOn, role?.distribution)) {
			return {skip: `${role?.distribution} starts its kubelet with swap allowed`};
		}
		if (!isKnownSetting(failSwapOn, kubeletConfig)) {
			return {unknown: 'it is not known whether kubelet allows swap', remedy: 'run as root'};
		}
		// Whoever runs started before the swap was turned on; the next start fails.
		const isStopped = processes !== undefined && (components?.kubelet?.processes.length ?? 0) === 0;
		const file = kubeletConfig.files.find(({state}) => state === 'read');
		const setting = failSwapOn.at ?? file?.at;
		return [
			{
				expected: 'no swap, because failSwapOn is true',
				actual: `swap is on (${swaps.map(({path}) => path).join(', ')}) and kubelet ${isStopped ? 'does not start with it' : 'will not start again with it'}`,
				severity: isStopped ? ('error' as const) : ('warning' as const),
				evidence: [...swaps.slice(0, 4).map(({at}) => at), ...(setting === undefined ? [] : [setting])],
				...(isStopped ? {} : {commands: ['swapoff -a', "sed -i '/[[:space:]]swap[[:space:]]/s/^/#/' /etc/fstab"]}),
			},
		];
	},
});

import {findChain} from '../../derive/find-chain.ts';
import {isMinorAtLeast} from '../../derive/is-minor-at-least.ts';
import {kubeletProcess} from '../../derive/kubelet-process.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import {defineRule} from '../../model/rule.ts';

/** KUBE-MARK-DROP, which kubelet made up to 1.24 and, where a feature gate said so, up to 1.27. */
export const kubeMarkDropUnexpected = defineRule({
	id: 'kube-mark-drop-unexpected',
	title: 'KUBE-MARK-DROP is there only where kubelet keeps it',
	severity: 'info',
	tier: 2,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'role', 'components'],
	whole: ['iptables'],
	uses: ['kubeletConfig', 'uptime'],
	why: 'Rules of others that lead to this chain break when it goes: the chains of kubelet and kube-proxy are not meant for them.',
	fix: 'Let no rule of yours use KUBE-MARK-DROP; a reboot clears what an older kubelet left.',
	commands: ['iptables-save | grep KUBE-MARK-DROP'],
	verify: ['iptables-save | grep -c KUBE-MARK-DROP'],
	docs: ['https://kubernetes.io/blog/2022/09/07/iptables-chains-not-api/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({iptables, role, components, kubeletConfig, uptime}) => {
		const kubelet = kubeletProcess(components);
		if (role.version === null || kubelet === undefined) {
			return {skip: 'kubelet does not run, or its version is not known'};
		}
		if (kubeletConfig?.makeIptablesChains.value === false) {
			return {skip: 'kubelet is told to make no chains'};
		}
		const {value: version, at} = role.version;
		const chain = findChain(iptables, 'nat', 'KUBE-MARK-DROP') ?? findChain(iptables, 'nat', 'KUBE-MARK-DROP', 6);
		if (chain !== undefined && isMinorAtLeast(version, 28) === true) {
			return [
				{
					expected: `no KUBE-MARK-DROP with kubelet ${version}`,
					actual: `KUBE-MARK-DROP is left from an older kubelet (now ${version})`,
					evidence: [chain.at, at],
				},
			];
		}
		const nat = findChain(iptables, 'nat', 'PREROUTING');
		return chain === undefined && isMinorAtLeast(version, 25) === false
			? [
					{
						expected: `KUBE-MARK-DROP, which kubelet ${version} makes`,
						actual: `KUBE-MARK-DROP is missing: kubelet ${version} could not write its rules`,
						severity: isSettled(kubelet, uptime) ? ('warning' as const) : ('info' as const),
						evidence: [at, ...(nat === undefined ? [] : [nat.at])],
					},
				]
			: [];
	},
});

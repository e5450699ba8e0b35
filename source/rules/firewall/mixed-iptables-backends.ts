import type {IptablesTable} from '../../model/facts/iptables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';

const ours = /^(KUBE-|cali-|FLANNEL|CILIUM|WEAVE|CNI-)/;

/** Chains that only tell which backend is in use. */
const hints = /-(CANARY|HINT)$/;

type Count = {readonly rules: number; readonly at: Place | undefined};

const countIn = (tables: readonly IptablesTable[]): Count => {
	let rules = 0;
	let at: Place | undefined;
	for (const table of tables) {
		for (const chain of table.chains) {
			if (ours.test(chain.name) && !hints.test(chain.name)) {
				rules += chain.rules.length;
				at ??= chain.rules[0]?.at;
			}
		}
	}
	return {rules, at};
};

/** Rules of Kubernetes in iptables-legacy and iptables-nft at once. */
export const mixedIptablesBackends = defineRule({
	id: 'mixed-iptables-backends',
	title: 'Rules of Kubernetes stand in one iptables backend',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables'],
	why: 'The kernel asks both backends; rules of kubelet, kube-proxy and the network add-on contradict each other, and a DROP in either wins.',
	fix: 'Careful: this can cut your SSH session. Choose one backend for node and containers, flush the other, and restart the network add-on and kube-proxy, or reboot.',
	commands: [
		'update-alternatives --set iptables /usr/sbin/iptables-nft',
		'iptables-legacy -F',
		'iptables-legacy -t nat -F',
		'iptables-legacy -X',
	],
	verify: ['iptables-legacy-save | grep -c KUBE', 'iptables-nft-save | grep -c KUBE'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://github.com/kubernetes-sigs/iptables-wrappers',
	],
	check: ({iptables}) => {
		const legacy = countIn(iptables.tables.filter((table) => table.backend === 'legacy'));
		const nft = countIn(iptables.tables.filter((table) => table.backend === 'nft'));
		if (legacy.at === undefined || nft.at === undefined) {
			return [];
		}
		return [
			{
				expected: 'rules of Kubernetes in one backend',
				actual: `${legacy.rules} rules of Kubernetes are in iptables-legacy and ${nft.rules} in iptables-nft`,
				severity: Math.min(legacy.rules, nft.rules) < 5 ? ('warning' as const) : ('error' as const),
				evidence: [legacy.at, nft.at],
			},
		];
	},
});

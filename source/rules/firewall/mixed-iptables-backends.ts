import type {IptablesTable} from '../../model/facts/iptables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

const ours = /^(KUBE-|cali-|FLANNEL|CILIUM|WEAVE|CNI-)/;

/** Chains that only tell which backend is in use. */
const hints = /-(CANARY|HINT)$/;

/** What stands in one backend: rules of Kubernetes, the first of its chains, and the first rule of anybody else. */
type Side = {
	readonly name: string;
	readonly rules: number;
	readonly at: Place | undefined;
	readonly other: Place | undefined;
};

const sideOf = (name: string, tables: readonly IptablesTable[]): Side => {
	let rules = 0;
	let at: Place | undefined;
	let hint: Place | undefined;
	let other: Place | undefined;
	for (const {chains} of tables) {
		for (const chain of chains) {
			const isOurs = ours.test(chain.name);
			const isHint = isOurs && hints.test(chain.name);
			rules += isOurs && !isHint ? chain.rules.length : 0;
			at ??= isOurs && !isHint ? chain.rules[0]?.at : undefined;
			hint ??= isHint ? chain.at : undefined;
			other ??= isOurs ? undefined : chain.rules[0]?.at;
		}
	}
	return {name, rules, at: at ?? hint, other};
};

const both = (legacy: Side, nft: Side, places: readonly Place[]): Violation => ({
	expected: 'rules of Kubernetes in one backend',
	actual: `${legacy.rules} rules of Kubernetes are in ${legacy.name} and ${nft.rules} in ${nft.name}`,
	severity: Math.min(legacy.rules, nft.rules) < 5 ? 'warning' : 'error',
	evidence: places,
});

/** Docker or fail2ban in the other backend contradict nobody, but a DROP of theirs counts all the same. */
const beside = (kubernetes: Side, other: Side): readonly Violation[] =>
	kubernetes.at === undefined || other.other === undefined
		? []
		: [
				{
					expected: 'all rules in one backend',
					actual: `rules of other programs are in ${other.name}, those of Kubernetes in ${kubernetes.name}`,
					severity: 'info',
					evidence: [other.other, kubernetes.at],
					commands: other.name === 'iptables-legacy' ? ['iptables-legacy-save'] : ['iptables-nft-save'],
				},
			];

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
		'update-alternatives --set ip6tables /usr/sbin/ip6tables-nft',
		'iptables-legacy -F',
		'iptables-legacy -t nat -F',
		'iptables-legacy -X',
	],
	verify: ['iptables-legacy-save | grep -c KUBE', 'iptables-nft-save | grep -c KUBE'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://github.com/kubernetes-sigs/iptables-wrappers',
	],
	seen: 'live',
	check: ({iptables}) => {
		const of = (backend: IptablesTable['backend']): Side =>
			sideOf(
				`iptables-${backend}`,
				iptables.tables.filter((table) => table.backend === backend),
			);
		const [legacy, nft] = [of('legacy'), of('nft')];
		return legacy.at !== undefined && nft.at !== undefined
			? [both(legacy, nft, [legacy.at, nft.at])]
			: legacy.at === undefined
				? beside(nft, legacy)
				: beside(legacy, nft);
	},
});

import {type FilteredPort, filteredPorts, portList} from '../../derive/filtered-ports.ts';
import {findChain} from '../../derive/find-chain.ts';
import {samePlace} from '../../derive/same-place.ts';
import type {Iptables, IptablesRule} from '../../model/facts/iptables.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** Chains of FORWARD in which pods are let through. */
const accepting =
	/^(KUBE-FORWARD|FLANNEL-FWD|cali-FORWARD|CNI-FORWARD|WEAVE|WEAVE-NPC|KUBE-ROUTER-FORWARD|CILIUM_FORWARD|ANTREA-FORWARD|ACCEPT)$/;

/** The rule that distributions put at the end: everything that came so far is refused with "host prohibited". */
const isRefusal = ({target, matches, targetOptions}: IptablesRule): boolean =>
	target === 'REJECT' &&
	matches.every(({name}) => name === '-m' || name === '--comment') &&
	targetOptions.some(({name, values}) => name === '--reject-with' && /(host|adm)-prohibited$/.test(values[0] ?? ''));

const common = (rule: IptablesRule, family: 4 | 6) => ({
	values: {},
	commands: [
		`${family === 4 ? 'iptables' : 'ip6tables'} -D ${rule.chain} -j REJECT --reject-with ${family === 4 ? 'icmp-host-prohibited' : 'icmp6-adm-prohibited'}`,
		'{stop:firewalld}',
	],
});

const inForward = (iptables: Iptables, family: 4 | 6): readonly Violation[] => {
	const rules = findChain(iptables, 'filter', 'FORWARD', family)?.rules ?? [];
	const index = rules.findIndex(isRefusal);
	const refusal = rules[index];
	const later = rules.slice(index + 1).find(({target}) => accepting.test(target ?? ''));
	return refusal === undefined || later === undefined
		? []
		: [
				{
					...common(refusal, family),
					expected: 'the rules that let pods through stand before it',
					actual: `FORWARD refuses everything before ${later.target === 'ACCEPT' ? 'an accept' : later.target} is reached`,
					evidence: [refusal.at, later.at],
				},
			];
};

/** `filtered` is asked only where there is such a rule: it takes every port through all filters. */
const inInput = (iptables: Iptables, family: 4 | 6, filtered: () => readonly FilteredPort[]): readonly Violation[] => {
	const refusal = findChain(iptables, 'filter', 'INPUT', family)?.rules.find(isRefusal);
	const stopped =
		refusal === undefined
			? []
			: filtered().filter(({verdict}) => verdict.by !== null && samePlace(verdict.by, refusal.at));
	return refusal === undefined || stopped.length === 0
		? []
		: [
				{
					...common(refusal, family),
					expected: `${portList(stopped)} are accepted before it`,
					actual: `INPUT refuses ${portList(stopped)} to other nodes: they are told "No route to host"`,
					evidence: [
						refusal.at,
						...stopped.slice(0, 2).flatMap(({row}) => row.listeners.slice(0, 1).map(({at}) => at)),
					],
				},
			];
};

/** The REJECT at the end of a distribution's rules, where it stands before those of the cluster. */
export const rejectIcmpHostProhibited = defineRule({
	id: 'reject-icmp-host-prohibited',
	title: "No REJECT of the distribution stands before the cluster's rules",
	severity: 'error',
	tier: 2,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['iptables', 'nftables'],
	uses: ['portTable', 'nodeAddress', 'connections', 'etcd', 'addressPlan'],
	why: 'Other machines say "No route to host" for the overlay, for DNS or for the API, though the routes are right. Only the place matters: behind the accepts it is harmless.',
	fix: 'Careful: this can cut your SSH session. Delete the rule, or switch off the service that loads it, and make that last.',
	commands: [],
	verify: ['iptables -S INPUT', 'iptables -S FORWARD'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: ({iptables, nftables, portTable, nodeAddress, ...rest}) => {
		const filtered = (): readonly FilteredPort[] =>
			portTable === undefined || nodeAddress === undefined
				? []
				: filteredPorts({iptables, nftables}, {portTable, nodeAddress, ...rest}).filtered;
		return ([4, 6] as const).flatMap((family) => [
			...inForward(iptables, family),
			...inInput(iptables, family, filtered),
		]);
	},
});

import type {Iptables, IptablesChain, IptablesRule} from '../../model/facts/iptables.ts';
import {defineRule} from '../../model/rule.ts';

/** So many equal rules in a row are no coincidence. */
const many = 3;

const textOf = ({target, matches, targetOptions}: IptablesRule): string =>
	JSON.stringify([target, [...matches, ...targetOptions].map(({name, negated, values}) => [name, negated, values])]);

/** The longest run of equal rules in a chain. */
const longestRun = ({rules}: IptablesChain): readonly IptablesRule[] => {
	let longest: readonly IptablesRule[] = [];
	let run: IptablesRule[] = [];
	let before: string | null = null;
	for (const rule of rules) {
		const text = textOf(rule);
		run = text === before ? [...run.slice(0, 99), rule] : [rule];
		before = text;
		longest = run.length > longest.length ? run : longest;
	}
	return longest;
};

const duplicates = ({tables}: Iptables): readonly {readonly chain: string; readonly run: readonly IptablesRule[]}[] =>
	tables
		.flatMap(({chains}) => chains)
		.filter(({name}) => name === 'KUBE-FIREWALL' || name === 'KUBE-MARK-DROP')
		.map((chain) => ({chain: chain.name, run: longestRun(chain)}))
		.filter(({run}) => run.length >= many);

/** iptables 1.8.0 to 1.8.2 with nf_tables cannot tell whether a rule is there. */
const isBuggy = (version: string): boolean => /^1\.8\.[012]$/.test(version);

/** Versions of iptables that are known to go wrong with Kubernetes, and what they leave behind. */
export const buggyIptables = defineRule({
	id: 'buggy-iptables',
	title: 'The version of iptables works with Kubernetes',
	severity: 'warning',
	tier: 2,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables'],
	uses: ['iptablesVersion'],
	why: 'Versions 1.8.0 to 1.8.2 cannot tell whether a rule is there: kubelet adds the same one again and again, and the filters grow slow.',
	fix: 'Upgrade iptables, then restart kubelet and kube-proxy; a reboot clears what was added too often.',
	commands: ['iptables --version', 'iptables-save | sort | uniq -d | head'],
	verify: ['iptables --version'],
	docs: [
		'https://github.com/kubernetes-sigs/iptables-wrappers',
		'https://github.com/kubernetes/kubernetes/issues/112477',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({iptables, iptablesVersion}) => {
		const repeated = duplicates(iptables).map(({chain, run}) => ({
			expected: `each rule once in ${chain}`,
			actual: `${chain} holds the same rule ${run.length === 100 ? 'a hundred times or more' : `${run.length} times`} in a row`,
			severity: 'error' as const,
			evidence: run.slice(0, 3).map(({at}) => at),
		}));
		if (repeated.length > 0) {
			return repeated;
		}
		if (iptablesVersion === undefined) {
			return {unknown: 'the version of iptables is not known', remedy: 'iptables --version'};
		}
		const {version, backend} = iptablesVersion.value;
		return backend === 'nft' && isBuggy(version)
			? [
					{
						expected: 'iptables 1.8.3 or later',
						actual: `iptables ${version} with nf_tables is known to add rules again and again`,
						evidence: [iptablesVersion.at],
					},
				]
			: [];
	},
});

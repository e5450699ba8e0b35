import {defineRule} from '../../model/rule.ts';

/** How full the connection tracking table may be before it is reported, and before it is an error. */
const high = 0.8;
const full = 0.95;

/** The table of tracked connections. */
export const conntrackNearlyFull = defineRule({
	id: 'conntrack-nearly-full',
	title: 'The connection tracking table has room',
	severity: 'error',
	tier: 1,
	group: 'system',
	roles: 'any',
	needs: ['sysctls'],
	enough: ['sysctls'],
	uses: ['modules'],
	why: 'When it is full the kernel drops new connections at random, DNS lookups first.',
	fix: 'Double the limit (kube-proxy sets it from conntrack.maxPerCore and conntrack.min), then find who opens so many connections.',
	commands: [
		'sysctl -w net.netfilter.nf_conntrack_max={double}',
		"conntrack -L | grep -o 'src=[^ ]*' | sort | uniq -c | sort -rn | head",
	],
	verify: ['sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max'],
	docs: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({sysctls, modules}) => {
		const [count, max] = ['count', 'max'].map((each) =>
			sysctls.find(({name}) => name === `net.netfilter.nf_conntrack_${each}`),
		);
		if (count === undefined || max === undefined) {
			return modules?.loadable === true && !modules.loaded.some((module) => module.value === 'nf_conntrack')
				? {skip: 'connection tracking is not loaded'}
				: {unknown: 'the size of the connection tracking table is not among the parameters that were read'};
		}
		const share = Number(count.value) / Number(max.value);
		// 0 is no limit, and what is no number is no share.
		if (!Number.isFinite(share) || share < high) {
			return [];
		}
		return [
			{
				expected: `fewer than ${Math.floor(Number(max.value) * high)} tracked connections`,
				actual: `${count.value} of ${max.value} connections are tracked (${Math.floor(share * 100)} %)`,
				severity: share >= full ? ('error' as const) : ('warning' as const),
				evidence: [count.at, max.at],
				values: {double: String(Number(max.value) * 2)},
			},
		];
	},
});

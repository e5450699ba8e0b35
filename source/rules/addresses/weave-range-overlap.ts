import {findDaemon} from '../../derive/cni-daemon.ts';
import type {PlannedRange} from '../../model/conclusions.ts';
import {lastFlag, readFlags} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {overlaps, parseCidr} from '../../net/cidr.ts';

/** What weaver takes where it is told nothing. */
const standard = '10.32.0.0/12';

const words: Partial<Record<PlannedRange['kind'], string>> = {
	node: "the node's network",
	services: 'the service range',
	bridge: 'a bridge',
	route: 'a route',
};

/** weaver --ipalloc-range against the other ranges. */
export const weaveRangeOverlap = defineRule({
	id: 'weave-range-overlap',
	title: 'The range of Weave is free',
	severity: 'warning',
	tier: 3,
	group: 'addresses',
	roles: 'any',
	needs: ['processes', 'addressPlan'],
	why: "Weave's own range, 10.32.0.0/12, goes up to 10.47.255.255 and covers many office networks. Pods hide what has the same addresses, and Weave does not start where a route has them.",
	fix: 'Set IPALLOC_RANGE in the DaemonSet weave-net to a free range, and remove the old state on each node.',
	commands: ['kubectl -n kube-system set env ds/weave-net IPALLOC_RANGE=RANGE', 'rm -r /var/lib/weave'],
	verify: ['ip -br addr show weave'],
	docs: ['https://github.com/weaveworks/weave'],
	seen: 'never seen live; tested on a made-up node of Weave',
	check: ({processes, addressPlan}) => {
		const weaver = findDaemon(['weaver'], processes);
		if (weaver === undefined) {
			return {skip: 'Weave does not run here'};
		}
		const flag = lastFlag(readFlags(weaver.argv.slice(1), weaver.at), 'ipalloc-range');
		const range = parseCidr(flag === undefined || flag.value === '' ? standard : flag.value);
		if (range === null) {
			return {unknown: `the range of Weave, ${flag?.value}, is none`};
		}
		const seen = new Set<string>();
		return addressPlan.ranges
			.filter((other) => {
				const cidr = parseCidr(other.cidr);
				const isTaken =
					words[other.kind] !== undefined && !/\bweave\b/.test(other.owner) && cidr !== null && overlaps(range, cidr);
				const isNew = isTaken && !seen.has(`${other.kind} ${other.cidr}`);
				seen.add(`${other.kind} ${other.cidr}`);
				return isNew;
			})
			.map((other) => ({
				expected: `${words[other.kind]} ${other.cidr} outside ${range.text}, the range of Weave`,
				actual: `Weave gives pods ${range.text}, which overlaps ${words[other.kind]} ${other.cidr} (${other.owner})`,
				evidence: [weaver.at, other.at],
			}));
	},
});

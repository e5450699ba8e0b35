import {seenMembers} from '../../derive/etcd-member-count.ts';
import {defineRule} from '../../model/rule.ts';

/** etcd's FAQ: odd numbers, at most seven. */
export const evenMemberCount = defineRule({
	id: 'even-member-count',
	title: 'etcd has an odd number of members',
	severity: 'warning',
	tier: 2,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd', 'connections'],
	whole: ['connections'],
	why: 'An even number tolerates no more failures than the odd one below it; with two members the loss of either stops the cluster.',
	fix: 'Add or remove one member.',
	commands: ['etcdctl member list -w table'],
	verify: ['etcdctl endpoint status --cluster -w table'],
	docs: ['https://etcd.io/docs/v3.6/faq/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({etcd}) => {
		const {members} = seenMembers(etcd);
		const isBig = members > 7;
		if (members < 2 || (members % 2 === 1 && !isBig)) {
			return [];
		}
		return [
			{
				expected: 'one, three, five or seven members',
				actual: members === 2 ? 'etcd has two members: losing either stops the cluster' : `etcd has ${members} members`,
				severity: isBig && members % 2 === 1 ? ('info' as const) : ('warning' as const),
				evidence: [...etcd.expected.map((sign) => sign.at), ...etcd.evidence].slice(0, 4),
			},
		];
	},
});

import {seenMembers} from '../../derive/etcd-member-count.ts';
import {defineRule} from '../../model/rule.ts';

/** Members that this one tries to reach and does not. */
export const tooFewPeers = defineRule({
	id: 'too-few-peers',
	title: 'etcd is connected to every other member',
	severity: 'warning',
	tier: 2,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd', 'connections'],
	whole: ['connections'],
	why: 'A member that cannot be reached replicates nothing: redundancy is lost, and with the majority the cluster.',
	fix: 'Bring the member {peer} back, or remove it with etcdctl member remove and add it again.',
	commands: ['nc -zv {peer} 2380'],
	verify: ['netstat -npa | grep :2380 | grep ESTABLISHED'],
	docs: ['https://etcd.io/docs/v3.6/faq/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({etcd}) => {
		const {members, connected, missing} = seenMembers(etcd);
		if (missing.length === 0) {
			return [];
		}
		const quorum = Math.floor(members / 2) + 1;
		const signs = etcd.expected.filter((sign) => sign.addresses.some((address) => missing.includes(address)));
		return [
			{
				expected: `${members - 1} other members connected`,
				actual: `etcd reaches ${connected} of ${members - 1} other members; ${missing.join(', ')} does not answer on the peer port`,
				severity: connected + 1 < quorum ? ('error' as const) : ('warning' as const),
				evidence: [...signs.map((sign) => sign.at), ...etcd.evidence.slice(0, 2)],
				values: {peer: missing[0] ?? ''},
			},
		];
	},
});

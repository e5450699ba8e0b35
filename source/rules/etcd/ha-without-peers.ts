import {defineRule} from '../../model/rule.ts';

/** An etcd that is one of several and talks to none of them. */
export const haWithoutPeers = defineRule({
	id: 'ha-without-peers',
	title: 'An etcd that is one of several is connected to its peers',
	severity: 'error',
	tier: 1,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd', 'connections', 'components'],
	whole: ['connections'],
	why: 'Without its peers the member has no quorum: it refuses writes, and the API server answers with timeouts.',
	fix: 'Find out what keeps this member from its peers on port 2380: a firewall here or there, a peer that is down, a certificate, the clock.',
	commands: ['nc -zv {peer} 2380', 'crictl logs $(crictl ps -a --name etcd -q | head -1) 2>&1 | tail -n 20'],
	verify: ['netstat -npa | grep :2380 | grep ESTABLISHED'],
	docs: ['https://etcd.io/docs/v3.6/faq/', 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({etcd, components}) => {
		if (etcd.clientPorts.length === 0 || (components.etcd?.processes.length ?? 0) === 0) {
			return {skip: 'etcd does not run on this node'};
		}
		// One sign alone is stale too often: what etcd was started with stays in its flags for ever.
		const signs = etcd.expected.filter((sign) => sign.members >= 2);
		if (signs.length < 2 || etcd.peers.byAddress.length > 0) {
			return [];
		}
		const own = etcd.expected.flatMap((sign) => sign.addresses);
		const peer = signs.flatMap((sign) => sign.addresses).at(-1) ?? own[0];
		return [
			{
				expected: `connections to ${Math.max(...signs.map((sign) => sign.members)) - 1} or more other members on ${etcd.peerPorts.join(', ')}`,
				actual: 'this etcd is one of several and has no connection to any other member',
				evidence: [...signs.map((sign) => sign.at), ...etcd.evidence.slice(0, 2)],
				values: peer === undefined ? {} : {peer},
			},
		];
	},
});

import {defineRule} from '../../model/rule.ts';

/** How many clients and peers etcd has: a fact, not a fault. */
export const connectionSummary = defineRule({
	id: 'connection-summary',
	title: 'etcd is used as its ports say: clients and peers',
	severity: 'info',
	tier: 1,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd'],
	why: 'Port 2379 serves clients (the API server, etcdctl), port 2380 other members. Counting lines with grep counts listeners and both ends of loopback connections too.',
	fix: 'Nothing needs to be mended: this is a count.',
	commands: [],
	verify: ['netstat -npa | grep ESTABLISHED | grep -E ":2379|:2380"'],
	docs: [
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
	],
	seen: 'live',
	check: ({etcd}) => {
		if (etcd.clientPorts.length === 0) {
			return {skip: 'no etcd is set up on this node'};
		}
		const [clients, peers] = [etcd.clientPorts.join(', '), etcd.peerPorts.join(', ')];
		const counts = etcd.connectionsKnown
			? `etcd has ${etcd.clients.count} client connections on ${clients} and ${etcd.peers.count} peer connections on ${peers} with ${etcd.peers.byAddress.length} other members`
			: `etcd serves clients on ${clients} and peers on ${peers}; its connections were not given`;
		return [
			{expected: `clients on ${clients}, peers on ${peers}`, actual: counts, evidence: etcd.evidence.slice(0, 6)},
		];
	},
});

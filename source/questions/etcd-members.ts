import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown, notOnControlPlane} from './missing.ts';

/** The members of etcd that this node shows: its connected peers, and those it was started with. Only `etcdctl member list` has all. */
export const etcdMembers = defineQuestion({
	number: 30,
	id: 'etcd-members',
	question: 'Which members does etcd have?',
	uses: ['etcd', 'role'],
	commands: ['etcdctl member list', 'grep initial-cluster /etc/kubernetes/manifests/etcd.yaml'],
	answer: ({etcd, role}) => {
		if (etcd === undefined || etcd.clientPorts.length === 0) {
			return notOnControlPlane(role, 'etcd', 'netstat -npa', 'cat /etc/kubernetes/manifests/etcd.yaml');
		}
		const peers = etcd.peers.byAddress.map(({address}) => address).sort();
		const initial = etcd.expected.find(({sign}) => sign === 'etcd --initial-cluster');
		if (peers.length === 0 && initial === undefined && !etcd.connectionsKnown) {
			return notKnown('The members of etcd are', 'netstat -npa', 'etcdctl member list');
		}
		const texts = [
			peers.length > 0
				? `etcd is connected to ${peers.length} ${peers.length === 1 ? 'peer' : 'peers'}, ${joinWords(peers)}`
				: etcd.connectionsKnown
					? 'etcd is connected to no peer'
					: 'etcd may be connected to peers, which was not looked at',
			...(initial === undefined
				? []
				: [`--initial-cluster, from when it was set up, names ${joinWords(initial.addresses)}`]),
		];
		return {
			answer: `${texts.join('; ')}.`,
			values: [...new Set([...(initial?.addresses ?? []), ...peers])],
			evidence: [...(initial === undefined ? [] : [initial.at]), ...etcd.evidence.slice(0, 20)],
		};
	},
});

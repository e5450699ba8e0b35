import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';

/** Which of etcd's ports has more client connections. Each connection counts once, at its server's side. */
export const etcdBusierPort = defineQuestion({
	number: 9,
	id: 'etcd-busier-port',
	question: 'Which etcd port has more client connections?',
	uses: ['etcd', 'connections', 'role'],
	commands: ['netstat -npa | grep etcd | grep ESTABLISHED | grep :2379', 'ss -tnp state established sport = :2379'],
	answer: ({etcd, role}, isWhole) => {
		if (etcd === undefined || etcd.clientPorts.length === 0) {
			return notOnControlPlane(role, 'etcd', 'netstat -npa', 'ss -tanp');
		}
		const ports = etcd.clientPorts.map(String);
		const [port, peer] = [joinWords(ports), joinWords(etcd.peerPorts.map(String))];
		const {clients, peers, evidence} = etcd;
		if (!etcd.connectionsKnown) {
			return {
				answer: `${port} has more client connections, because ${peer} is for other members only; how many there are only \`netstat -npa\` shows.`,
				values: ports,
				evidence,
			};
		}
		if (clients.count === 0) {
			return {answer: `Neither: no client is connected to ${port}.`, values: [], evidence};
		}
		const least = isWhole('connections') ? '' : 'at least ';
		return {
			answer: `${port} has more client connections: ${least}${clients.count} are established; ${peer} has ${peers.count} with other members and never clients.`,
			values: [...ports, String(clients.count), String(peers.count)],
			evidence,
		};
	},
});

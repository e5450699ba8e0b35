import type {EtcdCensus} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {defineQuestion} from '../model/question.ts';
import {componentListeners, portsOf} from './component-listeners.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';

const purposeOf = (port: string, {clientPorts, peerPorts}: EtcdCensus): string =>
	clientPorts.includes(Number(port))
		? 'clients, '
		: peerPorts.includes(Number(port))
			? 'peers, '
			: port === '2381'
				? 'metrics, '
				: '';

const describe = (port: string, sockets: readonly Socket[], etcd: EtcdCensus | undefined): string => {
	const addresses = sockets.filter(({localPort}) => String(localPort) === port).map((one) => one.localAddress);
	return `${port} (${etcd === undefined ? '' : purposeOf(port, etcd)}on ${joinWords([...new Set(addresses)])})`;
};

/** The ports that etcd listens on, and for whom. */
export const etcdPorts = defineQuestion({
	number: 8,
	id: 'etcd-ports',
	question: 'On which ports does etcd listen?',
	uses: ['listeners', 'portTable', 'components', 'etcd', 'role'],
	commands: ['netstat -npl | grep etcd', 'ss -tlnp'],
	answer: (node, isWhole) => {
		const {etcd, components} = node;
		const sockets = componentListeners(node, 'etcd');
		const ports = portsOf(sockets);
		if (ports.length > 0) {
			return {
				answer: `etcd listens on ${joinWords(ports.map((port) => describe(port, sockets, etcd)))}.`,
				values: ports,
				evidence: sockets.map(({at}) => at),
			};
		}
		const at = components?.etcd?.manifest?.at ?? components?.etcd?.processes[0]?.at;
		const wanted = [...(etcd?.clientPorts ?? []), ...(etcd?.peerPorts ?? [])];
		return at !== undefined && isWhole('listeners')
			? {answer: `etcd does not listen; it is set to ${joinWords(wanted.map(String))}.`, values: [], evidence: [at]}
			: notOnControlPlane(node.role, 'etcd', 'netstat -npl', 'ss -tlnp');
	},
});

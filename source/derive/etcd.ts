import type {Components, EtcdCensus} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Socket} from '../model/facts/socket.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isLoopback} from '../net/address.ts';
import {endpointsOf} from './endpoints-of.ts';
import {expectedMembers} from './etcd-members.ts';
import {isOneOf} from './program.ts';

/** How many lines prove the counts; a busy etcd has thousands. */
const shown = 100;

/** Programs that etcd runs in. */
const owners = ['etcd', 'k3s', 'k3s-server', 'k8s-dqlite'];

/** Whether a socket may be etcd's: its owner is, or cannot be seen. */
const mayBeEtcd = (socket: Socket): boolean => socket.program === null || isOneOf(socket.program, owners);

const portsOf = (components: Components, flag: string, standard: number): readonly number[] => {
	const set = lastFlag(components.etcd?.flags ?? [], flag);
	const ports = set === undefined ? [] : endpointsOf(set.value).flatMap((endpoint) => endpoint.port ?? []);
	return ports.length > 0 ? [...new Set(ports)] : [standard];
};

/** Whether an etcd runs here, or should: a component, or a socket of its that listens. */
const isHere = (components: Components, listeners: readonly Socket[]): boolean =>
	components.etcd !== undefined ||
	listeners.some((socket) => socket.localPort === 2380 && socket.program !== null && isOneOf(socket.program, owners));

/** Whether both ends of a connection are on this node; then its other end is counted. */
const isLocal = (socket: Socket, own: ReadonlySet<string>): boolean =>
	isLoopback(socket.remoteAddress) || own.has(socket.remoteAddress) || socket.remoteAddress === socket.localAddress;

const tally = (sockets: readonly Socket[]): EtcdCensus['clients'] => {
	const counts = new Map<string, number>();
	for (const socket of sockets.filter((one) => !one.truncated)) {
		counts.set(socket.remoteAddress, (counts.get(socket.remoteAddress) ?? 0) + 1);
	}
	const byAddress = [...counts].map(([address, count]) => ({address, count}));
	return {count: sockets.length, byAddress: byAddress.sort((a, b) => b.count - a.count)};
};

type Counted = {
	readonly clients: readonly Socket[];
	readonly peers: readonly Socket[];
	readonly attempts: readonly Socket[];
};

/** etcd's connections, each once. TIME_WAIT and other ends of a connection's life do not count. */
const count = (
	connections: readonly Socket[],
	client: ReadonlySet<number>,
	peer: ReadonlySet<number>,
	own: ReadonlySet<string>,
): Counted => {
	const clients: Socket[] = [];
	const peers: Socket[] = [];
	const attempts: Socket[] = [];
	for (const socket of connections) {
		const {localPort, remotePort, state} = socket;
		const isOut = remotePort !== null && peer.has(remotePort) && !isLocal(socket, own);
		if (!mayBeEtcd(socket) || !socket.protocol.startsWith('tcp')) {
			continue;
		}
		if (state === 'ESTABLISHED') {
			if (localPort !== null && client.has(localPort)) {
				clients.push(socket);
			} else if (isOut || (localPort !== null && peer.has(localPort))) {
				peers.push(socket);
			}
		} else if (state === 'SYN_SENT' && isOut) {
			attempts.push(socket);
		}
	}
	return {clients, peers, attempts};
};

/** How etcd is used. Without an etcd on the node all lists are empty. */
export const etcd = defineDerivation({
	conclusion: 'etcd',
	title: 'etcd connections',
	needs: ['components'],
	uses: ['listeners', 'connections', 'interfaces'],
	derive: ({components, listeners, connections, interfaces}) => {
		const isPresent = isHere(components, listeners ?? []);
		const clientPorts = isPresent ? portsOf(components, 'listen-client-urls', 2379) : [];
		const peerPorts = isPresent ? portsOf(components, 'listen-peer-urls', 2380) : [];
		const own = new Set((interfaces ?? []).flatMap((link) => link.addresses.map((address) => address.address)));
		const counted = count(connections ?? [], new Set(clientPorts), new Set(peerPorts), own);
		const ports = new Set([...clientPorts, ...peerPorts]);
		const listening = (listeners ?? []).filter((socket) => ports.has(socket.localPort ?? 0) && mayBeEtcd(socket));
		return {
			clientPorts,
			peerPorts,
			clients: tally(counted.clients),
			peers: tally(counted.peers),
			expected: isPresent ? expectedMembers(components, counted.peers, counted.attempts) : [],
			connectionsKnown: connections?.some((socket) => socket.state === 'ESTABLISHED') === true,
			evidence: [...listening, ...counted.peers, ...counted.clients].slice(0, shown).map((socket) => socket.at),
		};
	},
});

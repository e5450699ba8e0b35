import type {EtcdCensus} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';

/** Connections that belong together: of an etcd peer, of the clients of etcd at one address, into a port of the node, or out to one port of one address. */
export type ConnectionGroup = {
	/** What it is known by, from pass to pass. */
	readonly key: string;
	readonly kind: 'peer' | 'client' | 'in' | 'out';
	/** The other side's address; empty for what comes into a port from everywhere. */
	readonly address: string;
	readonly protocol: string;
	/** The node's own port for `in` and `client`, the other side's for `out`. */
	readonly port: number | null;
	readonly sockets: readonly Socket[];
};

/** All connections, and the groups that they form, in each kind the largest first. */
export type ConnectionGroups = {
	readonly byKey: ReadonlyMap<string, ConnectionGroup>;
	readonly into: readonly ConnectionGroup[];
	readonly out: readonly ConnectionGroup[];
};

/** The key of the connections with an etcd peer, or with clients of etcd, at an address. */
export const etcdKey = (kind: 'peer' | 'client', address: string): string => `${kind} ${address}`;

const familyless = (protocol: string): string => (protocol.endsWith('6') ? protocol.slice(0, -1) : protocol);

type Kind = Pick<ConnectionGroup, 'kind' | 'address' | 'port'>;

/** Where a connection belongs; null for the far end of one that is local, which is counted at its server side. */
const kindOf = (
	socket: Socket,
	protocol: string,
	served: ReadonlySet<string>,
	etcd: EtcdCensus | null,
): Kind | null => {
	const {localAddress, localPort, remoteAddress, remotePort} = socket;
	const isTcp = protocol === 'tcp' && etcd !== null;
	// What netstat cut off is no address to count by.
	const address = socket.truncated ? `${remoteAddress} (cut off)` : remoteAddress;
	const isLocal = remoteAddress === localAddress || remoteAddress.startsWith('127.') || remoteAddress === '::1';
	if (isTcp && localPort !== null && etcd.clientPorts.includes(localPort)) {
		return {kind: 'client', address, port: localPort};
	}
	if (isTcp && localPort !== null && etcd.peerPorts.includes(localPort)) {
		return {kind: 'peer', address, port: localPort};
	}
	if (localPort !== null && served.has(`${protocol} ${localPort}`)) {
		return {kind: 'in', address: '', port: localPort};
	}
	if (isLocal && remotePort !== null && served.has(`${protocol} ${remotePort}`)) {
		return null;
	}
	return isTcp && remotePort !== null && etcd.peerPorts.includes(remotePort)
		? {kind: 'peer', address, port: remotePort}
		: {kind: 'out', address, port: remotePort};
};

const keyOf = ({kind, address, port}: Kind, protocol: string): string => {
	switch (kind) {
		case 'peer':
		case 'client':
			return etcdKey(kind, address);
		case 'in':
			return `in ${protocol} ${port}`;
		case 'out':
			return `out ${protocol} ${port} ${address}`;
	}
};

/** Groups connections in one pass over them. A connection of which both ends are on the node is in one group. */
export const groupConnections = (
	connections: readonly Socket[],
	listeners: readonly Socket[],
	etcd: EtcdCensus | null,
): ConnectionGroups => {
	const served = new Set(listeners.map(({protocol, localPort}) => `${familyless(protocol)} ${localPort}`));
	const byKey = new Map<string, ConnectionGroup & {readonly sockets: Socket[]}>();
	for (const socket of connections) {
		const protocol = familyless(socket.protocol);
		const kind = kindOf(socket, protocol, served, etcd);
		if (kind === null) {
			continue;
		}
		const key = keyOf(kind, protocol);
		const group = byKey.get(key);
		if (group === undefined) {
			byKey.set(key, {...kind, key, protocol, sockets: [socket]});
		} else {
			group.sockets.push(socket);
		}
	}
	const largest = (kind: ConnectionGroup['kind']): readonly ConnectionGroup[] =>
		[...byKey.values()]
			.filter((group) => group.kind === kind)
			.sort((one, other) => other.sockets.length - one.sockets.length);
	return {byKey, into: largest('in'), out: largest('out')};
};

/** Texts and how many there are of each, the most first. */
const tally = (texts: readonly string[]): readonly (readonly [string, number])[] => {
	const [first, ...rest] = texts;
	if (first === undefined || rest.length === 0) {
		// Most groups of many have one connection.
		return first === undefined ? [] : [[first, 1]];
	}
	const counts = new Map<string, number>();
	for (const text of texts) {
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one);
};

/** How many of the sockets are in each state, the most first: `ESTABLISHED 12, TIME_WAIT 3`. */
export const statesOf = (sockets: readonly Socket[]): string =>
	tally(sockets.map(({state}) => state ?? 'no state'))
		.map(([state, count]) => `${state} ${count}`)
		.join(', ');

/** Programs and how many of the sockets each has, the most first; empty where none can be seen. */
export const programsOf = (programs: readonly (string | null)[]): readonly (readonly [string, number])[] =>
	tally(programs.filter((program) => program !== null));

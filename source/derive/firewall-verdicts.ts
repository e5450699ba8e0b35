import {parseAddress} from '../net/address.ts';
import {isStopped} from './is-stopped.ts';
import type {Hook, Packet, PacketFilters, PacketVerdict} from './packet.ts';
import {walkHooks} from './walk-hooks.ts';
import {createPacketWalk} from './walk-packet.ts';

/** A connection to this node that somebody opens. */
export type IncomingConnection = {
	readonly address: string;
	/** The interface that it comes in through; null where unknown. */
	readonly interface: string | null;
	readonly protocol: 'tcp' | 'udp' | 'sctp';
	readonly port: number;
	/** Who opens it; anyone where not given. */
	readonly source?: string | null;
};

/** A connection that this node forwards. Addresses are those after translation. */
export type ForwardedConnection = {
	readonly from: {readonly address: string; readonly interface: string | null};
	readonly to: {readonly address: string; readonly interface: string | null};
	readonly protocol: 'tcp' | 'udp' | 'sctp';
	readonly port: number;
	/** Its destination was a service's and kube-proxy marked it for masquerading: 0x4000 by default. */
	readonly mark?: number;
	readonly dnat?: boolean;
	/** The address and port that it was sent to before translation. */
	readonly original?: {readonly address: string; readonly port: number | null};
};

/** Verdicts on connections, from filters that are prepared once for all of them. */
export type FirewallVerdicts = {
	readonly input: (connection: IncomingConnection) => PacketVerdict;
	readonly forward: (connection: ForwardedConnection) => PacketVerdict;
	/** A new connection that this node itself opens; `from` is its own address. */
	readonly output: (connection: ForwardedConnection) => PacketVerdict;
	/** The same connection and its reply; the worse of the two. */
	readonly forwardBothWays: (connection: ForwardedConnection) => PacketVerdict;
};

/** Addresses of documentation, of which no node has one: "anyone" (RFC 5737, RFC 3849). */
export const anyone = {4: '198.51.100.7', 6: '2001:db8:ffff::7'} as const;

/** A client's port as kernels choose it (net.ipv4.ip_local_port_range). */
const clientPort = 40_000;

const worse: readonly PacketVerdict['verdict'][] = ['accept', 'unknown', 'reject', 'drop'];

const familyOf = (address: string): 4 | 6 => parseAddress(address)?.family ?? 4;

const incoming = ({address, protocol, port, source, ...rest}: IncomingConnection): Omit<Packet, 'hook'> => ({
	family: familyOf(address),
	inInterface: rest.interface,
	outInterface: null,
	source: source ?? anyone[familyOf(address)],
	destination: address,
	protocol,
	sourcePort: clientPort,
	destinationPort: port,
	state: 'NEW',
	mark: 0,
	dnat: false,
});

const forwarded = ({from, to, protocol, port, mark, dnat}: ForwardedConnection): Omit<Packet, 'hook'> => ({
	family: familyOf(to.address),
	inInterface: from.interface,
	outInterface: to.interface,
	source: from.address,
	destination: to.address,
	protocol,
	sourcePort: clientPort,
	destinationPort: port,
	state: 'NEW',
	mark: mark ?? 0,
	dnat: dnat ?? false,
});

const replyOf = (packet: Omit<Packet, 'hook'>): Omit<Packet, 'hook'> => ({
	...packet,
	inInterface: packet.outInterface,
	outInterface: packet.inInterface,
	source: packet.destination,
	destination: packet.source,
	sourcePort: packet.destinationPort,
	destinationPort: packet.sourcePort,
	state: 'ESTABLISHED',
	mark: 0,
});

const before: readonly Hook[] = ['prerouting'];
const after: readonly Hook[] = ['forward', 'postrouting'];

/** A translated packet meets the filters before routing with the address that it was sent to. */
const walkForward = (walk: (packet: Packet) => PacketVerdict, connection: ForwardedConnection): PacketVerdict => {
	const packet = forwarded(connection);
	const {original} = connection;
	if (packet.dnat !== true) {
		return walkHooks(walk, packet, [...before, ...after]);
	}
	const sent = {...packet, dnat: false, mark: 0};
	const first =
		original === undefined
			? null
			: walkHooks(walk, {...sent, destination: original.address, destinationPort: original.port}, before);
	if (first !== null && isStopped(first)) {
		return first;
	}
	const then = walkHooks(walk, packet, after);
	const steps = [...(first?.steps ?? []), ...then.steps];
	return first?.verdict === 'unknown' && !isStopped(then) ? {...first, steps} : {...then, steps};
};

/** Prepares verdicts on a node's filters. They say whether this node filters a connection; what lies between nodes is not seen from here. */
export const createFirewallVerdicts = (filters: PacketFilters): FirewallVerdicts => {
	const walk = createPacketWalk(filters);
	return {
		input: (connection) => walkHooks(walk, incoming(connection), ['prerouting', 'input']),
		forward: (connection) => walkForward(walk, connection),
		output: (connection) => walkHooks(walk, forwarded(connection), ['output', 'postrouting']),
		forwardBothWays: (connection) => {
			const there = walkForward(walk, connection);
			const back = walkHooks(walk, replyOf(forwarded(connection)), [...before, ...after]);
			return worse.indexOf(back.verdict) > worse.indexOf(there.verdict) ? back : there;
		},
	};
};

/** Whether this node filters a new connection to one of its ports. */
export const inputVerdict = (filters: PacketFilters, connection: IncomingConnection): PacketVerdict =>
	createFirewallVerdicts(filters).input(connection);

/** Whether this node filters a new connection that it forwards, from a pod or to one. */
export const forwardVerdict = (filters: PacketFilters, connection: ForwardedConnection): PacketVerdict =>
	createFirewallVerdicts(filters).forward(connection);

/** A verdict in a sentence's end: `not filtered by this node`, `dropped by this node in ip filter INPUT`. */
export const verdictText = ({verdict, chains}: PacketVerdict): string => {
	const where = chains.length === 0 ? '' : ` in ${chains.join(' → ')}`;
	switch (verdict) {
		case 'accept':
			return 'not filtered by this node';
		case 'drop':
			return `dropped by this node${where}`;
		case 'reject':
			return `rejected by this node${where}`;
		default:
			return `perhaps filtered by this node${where}: a rule depends on what cannot be told from here`;
	}
};

import type {Place} from '../place.ts';

/**
 * A socket of the node's own network namespace, from netstat, ss or /proc/net, in one spelling of states (LISTEN, ESTABLISHED, TIME_WAIT, SYN_SENT …; null for UDP without one).
 * Addresses are in normal form: IPv4-mapped ones as IPv4 (with `family` 6), `0.0.0.0` and `::` for wildcards. `dualStack` is an IPv6 wildcard that also takes IPv4.
 * `pid` and `program` are null where the owner is not visible (no root, kernel socket, TIME_WAIT); `program` may be cut (`kube-controlle`) unless the process table completed it.
 */
export type Socket = {
	readonly protocol: string;
	readonly family: 4 | 6;
	readonly localAddress: string;
	readonly localPort: number | null;
	readonly remoteAddress: string;
	readonly remotePort: number | null;
	readonly state: string | null;
	readonly dualStack: boolean;
	readonly pid: number | null;
	readonly program: string | null;
	readonly inode: number | null;
	readonly receiveQueue: number;
	readonly sendQueue: number;
	/** The tool cut an address at its column; the address is then as printed and must not be used as a key. */
	readonly truncated: boolean;
	/** Listed by netstat or ss but unknown to /proc/net: a forged row or one that closed meanwhile. */
	readonly unconfirmed: boolean;
	/** The IP protocol number of a raw socket, which has no port (58: ICMPv6). */
	readonly ipProtocol?: number;
	readonly at: Place;
};

/** A Unix socket. `path` begins with `@` when abstract. */
export type UnixSocket = {
	readonly type: string;
	readonly state: string | null;
	readonly listening: boolean;
	readonly path: string | null;
	readonly inode: number | null;
	readonly pid: number | null;
	readonly program: string | null;
	readonly at: Place;
};

/** How much of one kind of socket was read: `partial` says why some may be missing, `covered` is false where the tool was told to leave them all out (`netstat -l`). */
export type SocketCoverage = {readonly covered: boolean; readonly partial: string | null};

/** All sockets as they were read in one go, before the process table completed the programs' names. */
export type SocketTable = {
	readonly listeners: readonly Socket[];
	readonly connections: readonly Socket[];
	readonly unixSockets: readonly UnixSocket[];
	readonly listenerCoverage: SocketCoverage;
	readonly connectionCoverage: SocketCoverage;
	readonly unixCoverage: SocketCoverage;
};

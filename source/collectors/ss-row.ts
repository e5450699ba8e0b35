import type {Socket, UnixSocket} from '../model/facts/socket.ts';
import type {Place} from '../model/place.ts';
import {type Endpoint, type EndpointReader, toInteger, wildcardOr} from './socket-endpoint.ts';
import {stateOfWord} from './socket-state.ts';
import {readSsUsers, ssOption} from './ss-users.ts';
import {endOfWord, skipBlanks} from './words.ts';

/** The first four columns of a row, and where the addresses begin. `netid` is null where ss left the column out (`-t` alone). */
export type SsHead = {
	readonly netid: string | null;
	readonly state: string;
	readonly receiveQueue: number;
	readonly sendQueue: number;
	readonly from: number;
};

/** Reads `tcp LISTEN 0 4096` or `LISTEN 0 4096`; null when the line is no row. */
export const readSsHead = (line: string): SsHead | null => {
	const words: string[] = [];
	let at = skipBlanks(line, 0);
	for (let count = 0; count < 4; count++) {
		const end = endOfWord(line, at);
		words.push(line.slice(at, end));
		const receive = toInteger(words.at(-2) ?? '');
		const send = toInteger(words.at(-1) ?? '');
		if (count >= 2 && receive !== null && send !== null) {
			const state = words[count - 2] ?? '';
			return stateOfWord(state) === undefined
				? null
				: {netid: count === 3 ? (words[0] ?? null) : null, state, receiveQueue: receive, sendQueue: send, from: end};
		}
		at = skipBlanks(line, end);
	}
	return null;
};

const familyOf = (netid: string, here: Endpoint, there: Endpoint, written: string, oldStars: boolean): 4 | 6 => {
	// Addresses are in normal form; only the brackets and colons as written tell an IPv4-mapped one.
	if (netid.endsWith('6') || written.startsWith('[') || here.address.includes(':') || there.address.includes(':')) {
		return 6;
	}
	return here.address === '*' && !oldStars ? 6 : 4;
};

/** A row as an Internet socket; null when its addresses are none. `oldStars`: this ss prints `*` for 0.0.0.0 (before iproute2 4.16). */
export const readSsInet = (
	line: string,
	head: SsHead,
	netid: string,
	at: Place,
	read: EndpointReader,
	oldStars: boolean,
): Socket | null => {
	const local = skipBlanks(line, head.from);
	const localEnd = endOfWord(line, local);
	const remote = skipBlanks(line, localEnd);
	// Without a blank before it, `users:` is glued to the peer's port.
	const glued = line.indexOf('users:((', remote);
	const wordEnd = endOfWord(line, remote);
	const remoteEnd = glued === -1 ? wordEnd : Math.min(glued, wordEnd);
	const here = read(line.slice(local, localEnd));
	const there = read(line.slice(remote, remoteEnd));
	if (here === null || there === null) {
		return null;
	}
	const {pid, program, rest} = readSsUsers(line.slice(remoteEnd));
	const options = rest.includes(':') ? rest.trim().split(/\s+/) : [];
	const protocol = netid.endsWith('6') ? netid.slice(0, -1) : netid;
	const raw = protocol === 'raw' || protocol === 'icmp';
	const state = stateOfWord(head.state) ?? null;
	const family = familyOf(netid, here, there, line.slice(local, localEnd), oldStars);
	const inode = toInteger(ssOption(options, 'ino') ?? '');
	const socket: Socket = {
		protocol: raw ? 'raw' : protocol,
		family,
		localAddress: wildcardOr(here.address, family),
		localPort: raw ? null : here.port,
		remoteAddress: wildcardOr(there.address, family),
		remotePort: there.port,
		state: state === 'CLOSE' && protocol !== 'tcp' ? null : state,
		// `*` is both families, `[::]` is IPv6 only; before iproute2 4.16 `:::` was either.
		dualStack:
			family === 6 &&
			there.port === null &&
			(here.address === '*' || (oldStars && here.address === '::')) &&
			ssOption(options, 'v6only') !== '1',
		pid,
		program,
		inode: inode === 0 ? null : inode,
		receiveQueue: head.receiveQueue,
		sendQueue: head.sendQueue,
		truncated: !here.known || !there.known,
		unconfirmed: false,
		at,
	};
	return raw && here.port !== null ? {...socket, ipProtocol: here.port} : socket;
};

const unixTypes: ReadonlyMap<string, string> = new Map([
	['u_str', 'stream'],
	['u_dgr', 'dgram'],
	['u_seq', 'seqpacket'],
]);

/** Whether a Netid names a Unix socket. */
export const isUnixNetid = (netid: string): boolean => unixTypes.has(netid);

/** A row as a Unix socket: `PATH INODE PEER PEERINODE`, the path with blanks or `*`; null when it is not so. */
export const readSsUnix = (line: string, head: SsHead, netid: string, at: Place): UnixSocket | null => {
	const {pid, program, rest} = readSsUsers(line.slice(head.from));
	const words = rest.trim().split(/\s+/);
	// Options of `-e` and `-m` stand behind the peer's inode.
	while (words.length > 0 && toInteger(words.at(-1) ?? '') === null) {
		words.pop();
	}
	const inode = toInteger(words.at(-3) ?? '');
	if (words.length < 4 || inode === null) {
		return null;
	}
	const path = words.slice(0, -3).join(' ');
	const connected = stateOfWord(head.state) === 'ESTABLISHED';
	return {
		type: unixTypes.get(netid) ?? netid,
		state: head.state === 'LISTEN' ? 'LISTENING' : connected ? 'CONNECTED' : null,
		listening: head.state === 'LISTEN',
		path: path === '*' ? null : path,
		inode,
		pid,
		program,
		at,
	};
};

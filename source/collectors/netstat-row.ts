import type {Socket} from '../model/facts/socket.ts';
import type {Place} from '../model/place.ts';
import type {NetstatLayout} from './netstat-layout.ts';
import {createEndpointReader, type Endpoint, type EndpointReader, toInteger, wildcardOr} from './socket-endpoint.ts';
import {stateOfWord} from './socket-state.ts';
import {endOfWord, skipBlanks} from './words.ts';

/** The width of netstat's address columns: a text that fills it may have been cut (net-tools, `-W` lifts it). */
const addressWidth = 23;

const timers = new Set(['off', 'on', 'keepalive', 'timewait', 'probe', 'unkn-4', 'unkn-5']);

/** The owner of a socket, and what was expected where the text is none. */
export type Owner = {readonly pid: number | null; readonly program: string | null; readonly problem: string | null};

/** State, inode and owner of a socket: what stands behind its addresses. */
export type Tail = {readonly state: string | null; readonly inode: number | null; readonly owner: Owner};

/** Protocols by their words: `tcp6` is TCP over IPv6. */
const protocols: ReadonlyMap<string, string> = new Map([
	['tcp', 'tcp'],
	['tcp6', 'tcp'],
	['udp', 'udp'],
	['udp6', 'udp'],
	['udpl', 'udplite'],
	['udpl6', 'udplite'],
	['udplite', 'udplite'],
	['udplite6', 'udplite'],
	['raw', 'raw'],
	['raw6', 'raw'],
]);

const protocolOf = (word: string): string => protocols.get(word) ?? (word.endsWith('6') ? word.slice(0, -1) : word);

/** What reading one text needs: whether its addresses are whole (`-W`), and what was met so far, of which a busy node has little: local ends, states with owners. */
export type NetstatMemory = {
	readonly isWide: () => boolean;
	readonly local: EndpointReader;
	readonly remote: EndpointReader;
	readonly tails: Map<string, Tail>;
	layout: NetstatLayout | null;
};

/** A memory for one text. `isWide` is asked for once, and only where it matters. */
export const createNetstatMemory = (isWide: () => boolean): NetstatMemory => {
	let wide: boolean | null = null;
	return {
		isWide: () => {
			wide ??= isWide();
			return wide;
		},
		local: createEndpointReader(),
		remote: createEndpointReader(),
		tails: new Map(),
		layout: null,
	};
};

/** Cuts `keepalive (6.63/0/0)` off the end of a line (`-o`). */
const withoutTimer = (text: string): string => {
	if (!text.endsWith(')')) {
		return text;
	}
	const bracket = text.lastIndexOf(' (');
	const before = text.slice(0, Math.max(bracket, 0)).trimEnd();
	const word = before.slice(before.lastIndexOf(' ') + 1);
	return bracket !== -1 && timers.has(word) ? before.slice(0, before.length - word.length).trimEnd() : text;
};

/** Reads `380/etcd`, `-` or nothing. A program's name is the rest of the line: it may hold blanks. */
const readOwner = (rest: string, layout: NetstatLayout): Owner => {
	const text = withoutTimer(rest);
	if (text === '' || text === '-' || text.startsWith('- ')) {
		return {pid: null, program: null, problem: null};
	}
	const slash = text.indexOf('/');
	const pid = toInteger(text.slice(0, Math.max(slash, 0)));
	if (pid === null) {
		return {pid: null, program: null, problem: 'PID/Program name'};
	}
	const name = (layout.context === null ? text : text.slice(0, layout.context)).slice(slash + 1).trimEnd();
	return {pid, program: name === '' ? null : name, problem: null};
};

/** Whether the next two words are `User Inode` (`-e`) and not the owner. */
const looksExtended = (line: string, at: number): boolean => {
	const userEnd = endOfWord(line, at);
	const user = line.slice(at, userEnd);
	const inode = skipBlanks(line, userEnd);
	return user !== '-' && !user.includes('/') && toInteger(line.slice(inode, endOfWord(line, inode))) !== null;
};

const readTail = (line: string, raw: boolean, layout: NetstatLayout): Tail => {
	let at = skipBlanks(line, 0);
	let end = endOfWord(line, at);
	const word = line.slice(at, end);
	let state = stateOfWord(word) ?? null;
	if (state !== null || (raw && toInteger(word) !== null)) {
		state ??= word === '1' ? 'ESTABLISHED' : null;
		at = skipBlanks(line, end);
	}
	let inode: number | null = null;
	if (layout.extended ?? looksExtended(line, at)) {
		at = skipBlanks(line, endOfWord(line, at));
		end = endOfWord(line, at);
		inode = toInteger(line.slice(at, end));
		at = skipBlanks(line, end);
	}
	return {state, inode: inode === 0 ? null : inode, owner: readOwner(line.slice(at).trimEnd(), layout)};
};

/** Inodes and timers differ from row to row, so that remembering them all would only cost. */
const mostTails = 1000;

/** What stands behind the addresses, from the text behind them. */
export const tailOf = (text: string, raw: boolean, layout: NetstatLayout, memory: NetstatMemory): Tail => {
	if (raw) {
		return readTail(text, raw, layout);
	}
	if (memory.layout !== layout) {
		memory.layout = layout;
		memory.tails.clear();
	}
	const known = memory.tails.get(text);
	if (known !== undefined) {
		return known;
	}
	const tail = readTail(text, raw, layout);
	if (memory.tails.size < mostTails) {
		memory.tails.set(text, tail);
	}
	return tail;
};

/** A row of the table: the socket, or what was expected where it could not be read. `problem` beside a socket names a column that was not understood. */
export type NetstatRow = {readonly socket: Socket | null; readonly problem: string | null};

const expected = 'a socket: Proto Recv-Q Send-Q Local Address Foreign Address State';

const broken: NetstatRow = {socket: null, problem: expected};

const isCut = (endpoint: Endpoint, text: string, memory: NetstatMemory): boolean =>
	!endpoint.known || (text.length === addressWidth && endpoint.address.includes(':') && !memory.isWide());

/**
 * The words of the first five columns, empty ones where a row has fewer. Blanks and control characters stand between words; each part takes all that
 * the next one cannot begin with, so nothing is looked at twice.
 */
const columns = /[\0- ]*([^\0- ]*)[\0- ]*([^\0- ]*)[\0- ]*([^\0- ]*)[\0- ]*([^\0- ]*)[\0- ]*([^\0- ]*)/;

/** Reads one row of the Internet section, whatever columns it has. */
export const readNetstatRow = (line: string, at: Place, layout: NetstatLayout, memory: NetstatMemory): NetstatRow => {
	const row = columns.exec(line);
	// By index: taking an array apart by its iterator costs more than all the rest.
	const word = row?.[1] ?? '';
	const local = row?.[4] ?? '';
	const remote = row?.[5] ?? '';
	const receiveQueue = toInteger(row?.[2] ?? '');
	const sendQueue = toInteger(row?.[3] ?? '');
	const here = memory.local(local);
	const there = memory.remote(remote);
	if (receiveQueue === null || sendQueue === null || here === null || there === null) {
		return broken;
	}
	const six = word.endsWith('6');
	const protocol = protocolOf(word);
	const raw = protocol === 'raw';
	const tail = tailOf(line.slice(row?.[0].length), raw, layout, memory);
	if (protocol === 'tcp' && tail.state === null) {
		return {socket: null, problem: 'a TCP state (in English: LC_ALL=C)'};
	}
	// busybox prints IPv6 under `tcp`, also IPv4-mapped addresses, which are IPv4 in normal form.
	const family = six || local.lastIndexOf(':') !== local.indexOf(':') ? 6 : 4;
	const socket: Socket = {
		protocol,
		family,
		localAddress: wildcardOr(here.address, family),
		localPort: raw ? null : here.port,
		remoteAddress: wildcardOr(there.address, family),
		remotePort: there.port,
		state: tail.state === 'CLOSE' && protocol !== 'tcp' ? null : tail.state,
		dualStack: family === 6 && (here.address === '::' || here.address === '*') && there.port === null,
		pid: tail.owner.pid,
		program: tail.owner.program,
		inode: tail.inode,
		receiveQueue,
		sendQueue,
		truncated: isCut(here, local, memory) || isCut(there, remote, memory),
		unconfirmed: false,
		at,
	};
	const nameless = (here.named && here.port === null) || (there.named && there.port === null);
	return {
		socket: raw && here.port !== null ? {...socket, ipProtocol: here.port} : socket,
		problem: tail.owner.problem ?? (nameless ? 'a port number (netstat -n)' : null),
	};
};

import type {Socket} from '../model/facts/socket.ts';
import type {Place} from '../model/place.ts';
import type {NetstatLayout} from './netstat-layout.ts';
import {type Endpoint, type EndpointReader, toInteger, wildcardOr} from './socket-endpoint.ts';
import {stateOfWord} from './socket-state.ts';
import {endOfWord, skipBlanks} from './words.ts';

/** The width of netstat's address columns: a text that fills it may have been cut (net-tools, `-W` lifts it). */
const addressWidth = 23;

const timers = new Set(['off', 'on', 'keepalive', 'timewait', 'probe', 'unkn-4', 'unkn-5']);

/** What stands behind the addresses: the owner, and whether the line was understood to its end. */
type Tail = {
	readonly state: string | null;
	readonly inode: number | null;
	readonly pid: number | null;
	readonly program: string | null;
	readonly problem: string | null;
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
const readOwner = (rest: string, layout: NetstatLayout): Pick<Tail, 'pid' | 'program' | 'problem'> => {
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

const readTail = (line: string, from: number, raw: boolean, layout: NetstatLayout): Tail => {
	let at = skipBlanks(line, from);
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
	return {state, inode: inode === 0 ? null : inode, ...readOwner(line.slice(at).trimEnd(), layout)};
};

/** A row of the table: the socket, or what was expected where it could not be read. `problem` beside a socket names a column that was not understood. */
export type NetstatRow = {readonly socket: Socket | null; readonly problem: string | null};

const expected = 'a socket: Proto Recv-Q Send-Q Local Address Foreign Address State';

const broken: NetstatRow = {socket: null, problem: expected};

const isCut = (endpoint: Endpoint, width: number, layout: NetstatLayout): boolean =>
	!endpoint.known || (!layout.wide && width === addressWidth && endpoint.address.includes(':'));

/** Reads one row of the Internet section, whatever columns it has. */
export const readNetstatRow = (line: string, at: Place, layout: NetstatLayout, read: EndpointReader): NetstatRow => {
	const start = skipBlanks(line, 0);
	const wordEnd = endOfWord(line, start);
	const word = line.slice(start, wordEnd);
	const receive = skipBlanks(line, wordEnd);
	const receiveEnd = endOfWord(line, receive);
	const send = skipBlanks(line, receiveEnd);
	const sendEnd = endOfWord(line, send);
	const local = skipBlanks(line, sendEnd);
	const localEnd = endOfWord(line, local);
	const remote = skipBlanks(line, localEnd);
	const remoteEnd = endOfWord(line, remote);
	const receiveQueue = toInteger(line.slice(receive, receiveEnd));
	const sendQueue = toInteger(line.slice(send, sendEnd));
	const here = read(line.slice(local, localEnd));
	const there = read(line.slice(remote, remoteEnd));
	if (receiveQueue === null || sendQueue === null || here === null || there === null) {
		return broken;
	}
	const six = word.endsWith('6');
	const name = six ? word.slice(0, -1) : word;
	const raw = name === 'raw';
	const tail = readTail(line, remoteEnd, raw, layout);
	if (name === 'tcp' && tail.state === null) {
		return {socket: null, problem: 'a TCP state (in English: LC_ALL=C)'};
	}
	const family = six || here.address.includes(':') ? 6 : 4;
	const socket: Socket = {
		protocol: name === 'udpl' ? 'udplite' : name,
		family,
		localAddress: wildcardOr(here.address, family),
		localPort: raw ? null : here.port,
		remoteAddress: wildcardOr(there.address, family),
		remotePort: there.port,
		state: tail.state === 'CLOSE' && name !== 'tcp' ? null : tail.state,
		dualStack: family === 6 && (here.address === '::' || here.address === '*') && there.port === null,
		pid: tail.pid,
		program: tail.program,
		inode: tail.inode,
		receiveQueue,
		sendQueue,
		truncated: isCut(here, localEnd - local, layout) || isCut(there, remoteEnd - remote, layout),
		unconfirmed: false,
		...(raw && here.port !== null ? {ipProtocol: here.port} : {}),
		at,
	};
	const nameless = (here.named && here.port === null) || (there.named && there.port === null);
	return {socket, problem: tail.problem ?? (nameless ? 'a port number (netstat -n)' : null)};
};

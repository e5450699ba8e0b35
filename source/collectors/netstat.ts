import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Socket, UnixSocket} from '../model/facts/socket.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {isNotice, type NetstatLayout, readHeader, readTitle, unknownLayout} from './netstat-layout.ts';
import {readPlainRow} from './netstat-plain-row.ts';
import {createNetstatMemory, type NetstatMemory, readNetstatRow} from './netstat-row.ts';
import {readNetstatUnixRow} from './netstat-unix-row.ts';
import {toInteger} from './socket-endpoint.ts';
import {endOfWord, linesOf, skipBlanks} from './words.ts';

/** What a tool said of the node's sockets: both kinds, and which of them it was asked for, by its titles. `titled` is false for rows alone (grep). */
export type SocketListing = {
	readonly inet: readonly Socket[];
	readonly unix: readonly UnixSocket[];
	readonly unparsed: readonly Unparsed[];
	readonly titled: boolean;
	readonly listeners: boolean;
	readonly connections: boolean;
	readonly unixRead: boolean;
};

/** Sections of netstat that hold no Internet or Unix sockets: Bluetooth, X.25, AX.25. */
const foreignRow = /^(?:l2cap|rfcomm|x25|ax25|ipx|netrom|rose)\s/;

/** Whether a row may hold IPv6 addresses: the only ones that do not fit. */
const isIpv6Row = (line: string): boolean =>
	line.startsWith('tcp6') || line.startsWith('udp6') || line.startsWith('raw6') || line.includes('::');

/** Whether addresses were printed whole: `-W` was given, or one is longer than the column. */
const isWide = (part: Part, lines: readonly string[]): boolean => {
	if (/^netstat\b.*\s-(?:-wide\b|\w*W)/.test(part.name.slice(0, 200))) {
		return true;
	}
	return lines.some((line) => {
		if (!isIpv6Row(line)) {
			return false;
		}
		let at = endOfWord(line, skipBlanks(line, endOfWord(line, skipBlanks(line, endOfWord(line, 0)))));
		at = skipBlanks(line, at);
		const end = endOfWord(line, at);
		const remote = skipBlanks(line, end);
		return end - at > 23 || endOfWord(line, remote) - remote > 23;
	});
};

type Reading = {
	readonly inet: Socket[];
	readonly unix: UnixSocket[];
	readonly unparsed: Unparsed[];
	layout: NetstatLayout;
	titled: boolean;
	unixRead: boolean;
	listeners: boolean;
	connections: boolean;
};

/** Takes titles, heads, notices and blank lines; false for a row. */
const readFrame = (line: string, state: Reading): boolean => {
	const title = readTitle(line);
	if (title !== null) {
		state.layout = {...unknownLayout, section: title.section};
		state.unixRead ||= title.section === 'unix';
		if (title.section === 'inet') {
			state.titled = true;
			state.listeners ||= title.listeners;
			state.connections ||= title.connections;
		}
		return true;
	}
	const header = readHeader(line);
	if (header !== null) {
		state.layout = header;
		state.unixRead ||= header.section === 'unix';
		return true;
	}
	return line.trim() === '' || isNotice(line) || foreignRow.test(line);
};

const readRow = (line: string, at: {source: string; line: number}, state: Reading, memory: NetstatMemory): void => {
	const start = skipBlanks(line, 0);
	if (line.startsWith('unix ', start)) {
		const socket = state.layout.section === 'inet' ? null : readNetstatUnixRow(line, at, state.layout);
		if (socket === null) {
			state.unparsed.push({...at, text: line, expected: 'a Unix socket: unix RefCnt [ Flags ] Type State I-Node'});
		} else {
			state.unix.push(socket);
		}
		return;
	}
	// A path with a line feed can forge rows behind itself: Internet sockets do not stand in the Unix section.
	if (state.layout.section === 'unix') {
		state.unparsed.push({...at, text: line, expected: 'a Unix socket: unix RefCnt [ Flags ] Type State I-Node'});
		return;
	}
	const {socket, problem} = readNetstatRow(line, at, state.layout, memory);
	if (socket !== null) {
		state.inet.push(socket);
	}
	if (problem !== null) {
		state.unparsed.push({...at, text: line, expected: problem});
	}
};

/** Reads the output of netstat(8) with any of its switches for sockets, with or without titles, whole or filtered. */
export const readNetstat = (part: Part): SocketListing => {
	const lines = linesOf(part.text);
	const state: Reading = {
		inet: [],
		unix: [],
		unparsed: [],
		layout: unknownLayout,
		titled: false,
		unixRead: false,
		listeners: false,
		connections: false,
	};
	const memory = createNetstatMemory(() => isWide(part, lines));
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const plain = state.layout.section === 'unix' ? null : readPlainRow(line, part, index, state.layout, memory);
		if (plain !== null) {
			state.inet.push(plain);
			continue;
		}
		const first = line.charCodeAt(0);
		// Rows begin with a small letter; only other lines have to be looked at as titles.
		if (first >= 97 && first <= 122 && !line.startsWith('netstat:') && !foreignRow.test(line)) {
			readRow(line, {source: part.name, line: lineNumber(part, index)}, state, memory);
		} else if (!readFrame(line, state)) {
			readRow(line, {source: part.name, line: lineNumber(part, index)}, state, memory);
		}
	}
	const {layout: _, ...listing} = state;
	if (state.titled) {
		return listing;
	}
	return {
		...listing,
		unixRead: state.unixRead || state.unix.length > 0,
		listeners: state.inet.some((socket) => socket.state === 'LISTEN' || socket.remotePort === null),
		connections: state.inet.some((socket) => socket.state !== 'LISTEN' && socket.remotePort !== null),
	};
};

/** The sockets of one output of netstat, Internet ones first as they are printed. */
export const parseNetstat = (part: Part): Parsed<readonly (Socket | UnixSocket)[]> => {
	const {inet, unix, unparsed} = readNetstat(part);
	return {value: unix.length === 0 ? inet : [...inet, ...unix], unparsed};
};

const looksLikeRow = (line: string): boolean => {
	const words = line.trim().split(/\s+/, 5);
	if (words[0] === 'unix') {
		return toInteger(words[1] ?? '') !== null && words[2]?.startsWith('[') === true;
	}
	return (
		/^(?:tcp|udp|udpl|raw|sctp)6?$/.test(words[0] ?? '') &&
		toInteger(words[1] ?? '') !== null &&
		toInteger(words[2] ?? '') !== null &&
		words[3]?.includes(':') === true
	);
};

const recognise = (text: string): number => {
	const lines = text.slice(0, 4096).split('\n');
	if (lines.some((line) => readTitle(line) !== null || (line.startsWith('Proto ') && line.includes('Recv-Q')))) {
		return 1;
	}
	const rows = lines.filter((line) => line.trim() !== '');
	return rows.length > 0 && looksLikeRow(rows[0] ?? '') ? 0.9 : 0;
};

/** `netstat -npl`, `-npa`, `-tulnp`, `-W`, `-e`, `-o`: netstat(8) of net-tools and of busybox. */
export const netstatFormat: Format = {name: 'netstat', title: 'Sockets (netstat)', recognise, parse: parseNetstat};

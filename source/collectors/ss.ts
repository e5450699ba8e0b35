import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Socket, UnixSocket} from '../model/facts/socket.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import type {SocketListing} from './netstat.ts';
import {createEndpointReader} from './socket-endpoint.ts';
import {isUnixNetid, readSsHead, readSsInet, readSsUnix, type SsHead} from './ss-row.ts';
import {linesOf} from './words.ts';

const inetNetids = new Set(['tcp', 'udp', 'raw', 'icmp', 'icmp6', 'mptcp', 'sctp', 'dccp', 'udplite']);
const otherNetids = new Set([
	'nl',
	'p_raw',
	'p_dgr',
	'v_str',
	'v_dgr',
	'xdp',
	'tipc',
	'ti_dg',
	'ti_rd',
	'ti_sq',
	'ti_st',
	'???',
]);

const isHeader = (line: string): boolean => line.includes('Recv-Q') && line.includes('Address');

/** What rows without the column Netid are: the switches of the command name it, else a state that only TCP has. */
const protocolOf = (part: Part, heads: readonly (SsHead | null)[]): string => {
	const switches = /^ss\b(.*)/.exec(part.name.slice(0, 200))?.[1] ?? '';
	const only = (letter: string, word: string): boolean =>
		new RegExp(`\\s-(?:\\w*${letter}|-${word}\\b)`).test(switches);
	if (only('t', 'tcp') !== only('u', 'udp')) {
		return only('t', 'tcp') ? 'tcp' : 'udp';
	}
	const states = new Set(heads.map((head) => head?.state));
	return states.has('UNCONN') && !states.has('LISTEN') && !states.has('TIME-WAIT') ? 'udp' : 'tcp';
};

/** ss before iproute2 4.16 wrote IPv6 without brackets and `*` for 0.0.0.0. */
const writesOldStars = (text: string): boolean => {
	const sample = text.slice(0, 65_536);
	return sample.includes(' :::') || (sample.includes(' *:') && sample.includes(' ::1:'));
};

type Reading = {readonly inet: Socket[]; readonly unix: UnixSocket[]; readonly unparsed: Unparsed[]};

const readRow = (
	line: string,
	head: SsHead,
	netid: string,
	at: Place,
	state: Reading,
	context: {readonly read: ReturnType<typeof createEndpointReader>; readonly oldStars: boolean},
): void => {
	if (isUnixNetid(netid)) {
		const socket = readSsUnix(line, head, netid, at);
		if (socket === null) {
			state.unparsed.push({
				...at,
				text: line,
				expected: 'a Unix socket: Netid State Recv-Q Send-Q PATH INODE PEER INODE',
			});
		} else {
			state.unix.push(socket);
		}
		return;
	}
	const socket = inetNetids.has(netid) ? readSsInet(line, head, netid, at, context.read, context.oldStars) : null;
	if (socket === null) {
		state.unparsed.push({...at, text: line, expected: 'Local Address:Port and Peer Address:Port'});
	} else {
		state.inet.push(socket);
	}
};

/** Reads the output of ss(8) with any of its switches, with or without header and Netid; continuation lines of `-e -m -i` belong to the row above. */
export const readSs = (part: Part): SocketListing => {
	const lines = linesOf(part.text);
	const heads = lines.map(readSsHead);
	const implied = heads.some((head) => head !== null && head.netid === null) ? protocolOf(part, heads) : 'tcp';
	const state: Reading = {inet: [], unix: [], unparsed: []};
	const context = {read: createEndpointReader(), oldStars: writesOldStars(part.text)};
	let titled = false;
	let rows = 0;
	for (const [index, line] of lines.entries()) {
		const head = heads[index] ?? null;
		const first = line.charCodeAt(0);
		if (line.trim() === '' || ((first === 9 || first === 32) && rows > 0)) {
			continue;
		}
		if (isHeader(line)) {
			titled = true;
			continue;
		}
		const at = {source: part.name, line: lineNumber(part, index)};
		const word = line.slice(0, 6).trimEnd().split(' ')[0] ?? '';
		if (head === null && !otherNetids.has(word)) {
			state.unparsed.push({...at, text: line, expected: 'a socket: [Netid] State Recv-Q Send-Q'});
			continue;
		}
		rows++;
		// Netlink, packet and other sockets have no address of the network: read, and not kept.
		if (head !== null && !otherNetids.has(head.netid ?? implied)) {
			readRow(line, head, head.netid ?? implied, at, state, context);
		}
	}
	return {
		...state,
		titled,
		unixRead: state.unix.length > 0,
		listeners: state.inet.some((socket) => socket.state === 'LISTEN' || socket.remotePort === null),
		connections: state.inet.some((socket) => socket.state !== 'LISTEN' && socket.remotePort !== null),
	};
};

/** The sockets of one output of ss, Internet ones first. */
export const parseSs = (part: Part): Parsed<readonly (Socket | UnixSocket)[]> => {
	const {inet, unix, unparsed} = readSs(part);
	return {value: [...inet, ...unix], unparsed};
};

const recognise = (text: string): number => {
	const lines = text.slice(0, 4096).split('\n');
	if (lines.some((line) => isHeader(line) && line.includes('State') && !line.startsWith('Proto'))) {
		return 1;
	}
	const [first] = lines.filter((line) => line.trim() !== '');
	const head = readSsHead(first ?? '');
	return head !== null && (head.netid === null || inetNetids.has(head.netid) || isUnixNetid(head.netid)) ? 0.9 : 0;
};

/** `ss -tulnp`, `-tanp`, `-xlp`: ss(8). Only pasted or recorded text: kdiag never runs it. */
export const ssFormat: Format = {name: 'ss', title: 'Sockets (ss)', recognise, parse: parseSs};

import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {normaliseAddress} from '../net/address.ts';
import {stateOfNumber} from './socket-state.ts';
import {endOfWord, linesOf, skipBlanks} from './words.ts';

const protocols = new Set(['tcp', 'udp', 'raw', 'udplite', 'icmp']);

const isHex = (text: string): boolean => /^[0-9A-Fa-f]+$/.test(text);

/** Which protocol a table is: its file name says so; pasted ones by their header and the width of the first column. */
const protocolOf = (part: Part, lines: readonly string[]): string => {
	const file = part.name.slice(part.name.lastIndexOf('/') + 1);
	const name = file.endsWith('6') ? file.slice(0, -1) : file;
	if (protocols.has(name)) {
		return name;
	}
	const row = lines.find((line) => line.includes(':') && !line.includes('local_address')) ?? '';
	const columns = row.trim().split(/\s+/).length;
	// A UDP row ends in `ref pointer drops`, a TCP row has those columns only up to the pointer or five more.
	return columns === 13 || lines.some((line) => line.includes('pointer drops')) ? 'udp' : 'tcp';
};

/** One 32-bit word, printed as a number of a little-endian machine, as its four bytes. */
const bytesOf = (hex: string, at: number): readonly [number, number, number, number] => {
	const word = Number.parseInt(hex.slice(at, at + 8), 16);
	return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24];
};

const addressOf = (hex: string): string => {
	if (hex.length === 8) {
		return bytesOf(hex, 0).join('.');
	}
	const groups: string[] = [];
	for (let at = 0; at < 32; at += 8) {
		const [a, b, c, d] = bytesOf(hex, at);
		groups.push(((a << 8) | b).toString(16), ((c << 8) | d).toString(16));
	}
	return normaliseAddress(groups.join(':'));
};

type End = {readonly address: string; readonly port: number; readonly family: 4 | 6};

type EndReader = (text: string) => End | null;

const createEndReader = (): EndReader => {
	const addresses = new Map<string, string>();
	return (text) => {
		const colon = text.length - 5;
		const six = colon === 32;
		if ((!six && colon !== 8) || text[colon] !== ':') {
			return null;
		}
		const hex = text.slice(0, colon);
		const port = Number.parseInt(text.slice(colon + 1), 16);
		let address = addresses.get(hex);
		if (address === undefined) {
			if (!isHex(hex)) {
				return null;
			}
			address = addressOf(hex);
			addresses.set(hex, address);
		}
		return Number.isNaN(port) ? null : {address, port, family: six ? 6 : 4};
	};
};

/** Columns by position up to the inode; what follows differs between protocols and states (proc_pid_net(5)). */
const wordsOf = (line: string): readonly string[] => {
	const words: string[] = [];
	let at = skipBlanks(line, 0);
	while (at < line.length && words.length < 10) {
		const end = endOfWord(line, at);
		words.push(line.slice(at, end));
		at = skipBlanks(line, end);
	}
	return words;
};

const readRow = (line: string, protocol: string, source: string, number: number, read: EndReader): Socket | null => {
	const words = wordsOf(line);
	const here = read(words[1] ?? '');
	const there = read(words[2] ?? '');
	const code = Number.parseInt(words[3] ?? '', 16);
	const queues = words[4] ?? '';
	const inode = Number(words[9] ?? Number.NaN);
	if (here === null || there === null || Number.isNaN(code) || !Number.isInteger(inode) || queues[8] !== ':') {
		return null;
	}
	const raw = protocol === 'raw' || protocol === 'icmp';
	const state = stateOfNumber(code);
	const bound = there.port === 0;
	const socket: Socket = {
		protocol: raw ? 'raw' : protocol,
		family: here.family,
		localAddress: here.address,
		localPort: raw ? null : here.port,
		remoteAddress: there.address,
		remotePort: bound ? null : there.port,
		state: state === 'CLOSE' && protocol !== 'tcp' ? null : state,
		dualStack: here.family === 6 && here.address === '::' && bound,
		pid: null,
		program: null,
		inode: inode === 0 ? null : inode,
		receiveQueue: Number.parseInt(queues.slice(9), 16) || 0,
		sendQueue: Number.parseInt(queues.slice(0, 8), 16) || 0,
		truncated: false,
		unconfirmed: false,
		at: {source, line: number},
	};
	return raw ? {...socket, ipProtocol: here.port} : socket;
};

const isHeader = (line: string): boolean => line.includes('local_address');

/** Sockets of one table of the kernel: /proc/net/tcp, tcp6, udp, udp6, raw, raw6, udplite, udplite6. The owner is known only by inode. */
export const parseProcNetSocket = (part: Part): Parsed<readonly Socket[]> => {
	const lines = linesOf(part.text);
	const protocol = protocolOf(part, lines.slice(0, 3));
	const read = createEndReader();
	const value: Socket[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of lines.entries()) {
		if (isHeader(line) || line.trim() === '') {
			continue;
		}
		const number = lineNumber(part, index);
		const socket = readRow(line, protocol, part.name, number, read);
		if (socket === null) {
			unparsed.push({source: part.name, line: number, text: line, expected: 'sl local_address rem_address st … inode'});
		} else {
			value.push(socket);
		}
	}
	return {value, unparsed};
};

const recognise = (text: string): number => {
	const lines = text.slice(0, 2048).split('\n');
	if (lines.some((line) => line.trimStart().startsWith('sl ') && isHeader(line))) {
		return 1;
	}
	const [first] = lines.filter((line) => line.trim() !== '');
	const read = createEndReader();
	const words = wordsOf(first ?? '');
	return words[0]?.endsWith(':') === true && read(words[1] ?? '') !== null && read(words[2] ?? '') !== null ? 0.9 : 0;
};

/** /proc/net/{tcp,tcp6,udp,udp6,raw,raw6,udplite}: proc_pid_net(5). */
export const procNetSocketFormat: Format = {
	name: 'proc-net-socket',
	title: 'Sockets (/proc/net)',
	recognise,
	parse: parseProcNetSocket,
};

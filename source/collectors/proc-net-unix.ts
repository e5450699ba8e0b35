import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {UnixSocket} from '../model/facts/socket.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {toInteger} from './socket-endpoint.ts';
import {endOfWord, linesOf, skipBlanks} from './words.ts';

const types: ReadonlyMap<string, string> = new Map([
	['0001', 'stream'],
	['0002', 'dgram'],
	['0005', 'seqpacket'],
]);

const states: ReadonlyMap<string, string> = new Map([
	['02', 'CONNECTING'],
	['03', 'CONNECTED'],
	['04', 'DISCONNECTING'],
]);

/** The flag of a listening socket: __SO_ACCEPTCON (linux/net.h). */
const acceptConnections = 0x1_0000;

const readRow = (line: string, at: Place): UnixSocket | null => {
	const words: string[] = [];
	let index = skipBlanks(line, 0);
	for (let count = 0; count < 7; count++) {
		const end = endOfWord(line, index);
		words.push(line.slice(index, end));
		index = skipBlanks(line, end);
	}
	const [number = '', , , flags = '', type = '', state = '', inode = ''] = words;
	const accepts = Number.parseInt(flags, 16);
	const inodeNumber = toInteger(inode);
	if (!number.endsWith(':') || Number.isNaN(accepts) || type.length !== 4 || inodeNumber === null) {
		return null;
	}
	const listening = (accepts & acceptConnections) !== 0;
	// The path is the rest of the line, blanks and all.
	const path = line.slice(index).replace(/\r$/, '');
	return {
		type: types.get(type) ?? type,
		state: listening ? 'LISTENING' : (states.get(state) ?? null),
		listening,
		path: path === '' ? null : path,
		inode: inodeNumber === 0 ? null : inodeNumber,
		pid: null,
		program: null,
		at,
	};
};

const isHeader = (line: string): boolean => line.startsWith('Num') && line.includes('RefCount');

/** Unix sockets of /proc/net/unix (proc_pid_net(5)). The owner is known only by inode. */
export const parseProcNetUnix = (part: Part): Parsed<readonly UnixSocket[]> => {
	const value: UnixSocket[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of linesOf(part.text).entries()) {
		if (isHeader(line) || line.trim() === '') {
			continue;
		}
		const at = {source: part.name, line: lineNumber(part, index)};
		const socket = readRow(line, at);
		if (socket === null) {
			unparsed.push({...at, text: line, expected: 'Num RefCount Protocol Flags Type St Inode Path'});
		} else {
			value.push(socket);
		}
	}
	return {value, unparsed};
};

const recognise = (text: string): number => (text.slice(0, 1024).split('\n').some(isHeader) ? 1 : 0);

/** /proc/net/unix: proc_pid_net(5). */
export const procNetUnixFormat: Format = {
	name: 'proc-net-unix',
	title: 'Unix sockets (/proc/net/unix)',
	recognise,
	parse: parseProcNetUnix,
};

import {lineNumber, type Part} from '../model/capture.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {NetstatLayout} from './netstat-layout.ts';
import {type NetstatMemory, tailOf} from './netstat-row.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

const end = `(${octet}\\.${octet}\\.${octet}\\.${octet}):(\\d{1,5}|\\*)`;

/** TCP or UDP between two IPv4 addresses in normal form. A letter is looked at a few times at most: blanks, digits, dots and colons follow each other. */
const columns = new RegExp(`^(tcp|udp) +(\\d{1,15}) +(\\d{1,15}) +${end} +${end}(?= )`);

const portOf = (text: string | undefined): number | null => (text === '*' ? null : Number(text));

/**
 * Reads the row at `index` where it is as nearly all rows of a busy node are: numbers only, nothing odd. Null where it is not, which is not to say
 * that it is no row. Costs a third of `readNetstatRow`, which reads the same from it.
 */
export const readPlainRow = (
	line: string,
	part: Part,
	index: number,
	layout: NetstatLayout,
	memory: NetstatMemory,
): Socket | null => {
	const row = columns.exec(line);
	if (row === null) {
		return null;
	}
	// By index: taking an array apart by its iterator costs more than all the rest.
	const protocol = row[1] ?? '';
	const localPort = portOf(row[5]);
	const remotePort = portOf(row[7]);
	const {state, inode, owner} = tailOf(line.slice(row[0].length), false, layout, memory);
	const isOdd = (protocol === 'tcp' && state === null) || owner.problem !== null;
	if (isOdd || (localPort ?? 0) > 65_535 || (remotePort ?? 0) > 65_535) {
		return null;
	}
	return {
		protocol,
		family: 4,
		localAddress: row[4] ?? '',
		localPort,
		remoteAddress: row[6] ?? '',
		remotePort,
		state: state === 'CLOSE' && protocol === 'udp' ? null : state,
		dualStack: false,
		pid: owner.pid,
		program: owner.program,
		inode,
		receiveQueue: Number(row[2]),
		sendQueue: Number(row[3]),
		truncated: false,
		unconfirmed: false,
		at: {source: part.name, line: lineNumber(part, index)},
	};
};

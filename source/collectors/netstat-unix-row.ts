import type {UnixSocket} from '../model/facts/socket.ts';
import type {Place} from '../model/place.ts';
import type {NetstatLayout} from './netstat-layout.ts';
import {toInteger} from './socket-endpoint.ts';
import {endOfWord, skipBlanks} from './words.ts';

/** The width of the column `PID/Program name` with the blank behind it (net-tools). */
const programWidth = 21;

/** Where the path begins behind an owner: at the fixed column, or where the padding ends when wide characters moved it. */
const pathStart = (text: string): number => {
	if (text.length <= programWidth || text[programWidth - 1] === ' ') {
		return Math.min(programWidth, text.length);
	}
	const padding = text.indexOf('  ');
	return padding === -1 ? endOfWord(text, 0) : padding;
};

const splitOwner = (text: string, layout: NetstatLayout): {readonly owner: string; readonly path: string} => {
	const slash = text.indexOf('/');
	const hasOwner = text === '-' || text.startsWith('- ') || toInteger(text.slice(0, Math.max(slash, 0))) !== null;
	if (layout.program === false || !hasOwner) {
		return {owner: '', path: text};
	}
	const end = text.startsWith('-') ? 1 : pathStart(text);
	return {owner: text.slice(0, end).trimEnd(), path: text.slice(end).trim()};
};

/** Reads `unix  2      [ ACC ]     STREAM     LISTENING     254769   66/containerd        /run/containerd/containerd.sock`; null when it is not such a row. */
export const readNetstatUnixRow = (line: string, at: Place, layout: NetstatLayout): UnixSocket | null => {
	const open = line.indexOf('[');
	const close = line.indexOf(']', open);
	const references = skipBlanks(line, endOfWord(line, skipBlanks(line, 0)));
	if (open === -1 || close === -1 || toInteger(line.slice(references, endOfWord(line, references))) === null) {
		return null;
	}
	const type = skipBlanks(line, close + 1);
	const typeEnd = endOfWord(line, type);
	let inode = skipBlanks(line, typeEnd);
	let inodeEnd = endOfWord(line, inode);
	let state: string | null = null;
	// A datagram socket has no state: the column is blank.
	if (toInteger(line.slice(inode, inodeEnd)) === null) {
		state = line.slice(inode, inodeEnd);
		inode = skipBlanks(line, inodeEnd);
		inodeEnd = endOfWord(line, inode);
	}
	const number = toInteger(line.slice(inode, inodeEnd));
	if (number === null) {
		return null;
	}
	const {owner, path} = splitOwner(line.slice(skipBlanks(line, inodeEnd)).trimEnd(), layout);
	const slash = owner.indexOf('/');
	return {
		type: line.slice(type, typeEnd).toLowerCase(),
		state,
		listening: line.slice(open, close).includes('ACC'),
		path: path === '' ? null : path,
		inode: number === 0 ? null : number,
		pid: slash === -1 ? null : toInteger(owner.slice(0, slash)),
		program: slash === -1 ? null : owner.slice(slash + 1) || null,
		at,
	};
};

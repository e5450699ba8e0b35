import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readNetstat} from '../../source/collectors/netstat.ts';
import {parseProcNetSocket, procNetSocketFormat} from '../../source/collectors/proc-net-socket.ts';
import {parseProcNetUnix, procNetUnixFormat} from '../../source/collectors/proc-net-unix.ts';
import type {Socket} from '../../source/model/facts/socket.ts';
import {part, recordedPart} from '../support/part.ts';

const row = (line: string, name: string): Socket | undefined => parseProcNetSocket(part(line, name)).value[0];

test.each([
	[
		'little-endian words',
		'/proc/net/tcp',
		'   0: C903060A:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 268708 2 0 100 0 0 10 0',
		{localAddress: '10.6.3.201', localPort: 5000, state: 'LISTEN', remotePort: null, inode: 268_708},
	],
	[
		'four words of IPv6',
		'/proc/net/tcp6',
		'   0: 000000FD4402000A00000000F0DEBC9A:192B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7 1 0 100 0 0 10 0',
		{family: 6, localPort: 6443},
	],
	[
		'an IPv4-mapped address',
		'/proc/net/tcp6',
		'   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:DCE6 01 00000000:00000000 00:00000000 00000000     0        0 7 1 0 100 0 0 10 0',
		{family: 6, localAddress: '127.0.0.1', state: 'ESTABLISHED'},
	],
	[
		'a wildcard of IPv6',
		'/proc/net/tcp6',
		'   0: 00000000000000000000000000000000:192B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 724683 2 0 100 0 0 10 0',
		{localAddress: '::', dualStack: true},
	],
	[
		'TIME_WAIT has fewer columns and no inode',
		'/proc/net/tcp',
		'   9: 0100007F:094D 0100007F:A8C4 06 00000000:00000000 03:00000A6F 00000000     0        0 0 3 00000000',
		{state: 'TIME_WAIT', inode: null},
	],
	[
		'UDP, 13 columns',
		'/proc/net/udp',
		'  339: 3500007F:0035 00000000:0000 07 00000000:00000300 00:00000000 00000000   101        0 18813 2 ffff8d72bb369680 0',
		{protocol: 'udp', localAddress: '127.0.0.53', localPort: 53, state: null, receiveQueue: 0x300},
	],
	[
		'pasted UDP is told by its columns',
		'pasted.txt',
		'  339: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 18813 2 ffff8d72bb369680 0',
		{protocol: 'udp'},
	],
	[
		'pasted TCP',
		'pasted.txt',
		'   0: C903060A:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 268708 2 0 100 0 0 10 0',
		{protocol: 'tcp'},
	],
	[
		'raw',
		'/proc/net/raw6',
		'   58: 00000000000000000000000000000000:003A 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9 2 0 0',
		{protocol: 'raw', localPort: null, ipProtocol: 58},
	],
])('%s', (_, name, line, expected) => {
	expect(row(line, name)).toMatchObject(expected);
	expect(parseProcNetSocket(part(line, name)).unparsed).toEqual([]);
});

test.each([
	['cut short', '   0: C903060A:1388 0000'],
	['no hex', '   0: C903060X:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1'],
	['another text', 'hello'],
])('a broken line (%s) is not understood and does not lose the rest', (_, line) => {
	const good =
		'   1: 0100007F:094D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 2 0 100 0 0 10 0';
	const {value, unparsed} = parseProcNetSocket(part(`${line}\n${good}\n`, '/proc/net/tcp'));
	expect(value).toHaveLength(1);
	expect(unparsed).toMatchObject([{line: 1, text: line}]);
});

test('the kernel and netstat -W name the same addresses', () => {
	const key = (socket: Socket): string =>
		`${socket.protocol}${socket.family} ${socket.localAddress} ${socket.localPort ?? socket.ipProtocol} ${socket.remoteAddress} ${socket.remotePort} ${socket.state}`;
	const kernel = ['tcp', 'tcp6', 'udp', 'raw6'].flatMap(
		(name) =>
			parseProcNetSocket({
				...recordedPart(`commands/proc-net-socket/odd-sockets-${name}.txt`),
				name: `/proc/net/${name}`,
			}).value,
	);
	const netstat = readNetstat(recordedPart('commands/netstat/odd-sockets-W.txt')).inet.filter((socket) =>
		['tcp4', 'tcp6', 'udp4', 'raw6'].includes(`${socket.protocol}${socket.family}`),
	);
	expect(kernel.map(key).sort()).toEqual(netstat.map(key).sort());
});

test.each(['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'])('recorded /proc/net/%s', (name) => {
	const recorded = recordedPart(`commands/proc-net-socket/control-plane-${name}.txt`, `/proc/net/${name}`);
	const {value, unparsed} = parseProcNetSocket(recorded);
	expect(unparsed).toEqual([]);
	expect(value).toHaveLength(recorded.text.trimEnd().split('\n').length - 1);
	expect(procNetSocketFormat.recognise(recorded.text)).toBe(1);
});

test('recorded /proc/net/unix agrees with netstat', () => {
	const recorded = recordedPart('commands/proc-net-unix/control-plane.txt', '/proc/net/unix');
	const {value, unparsed} = parseProcNetUnix(recorded);
	const netstat = readNetstat(recordedPart('commands/netstat/control-plane-npa.txt')).unix;
	const key = (socket: {
		inode: number | null;
		path: string | null;
		type: string;
		state: string | null;
		listening: boolean;
	}): string => [socket.inode, socket.path, socket.type, socket.state, socket.listening].join(' ');
	const known = new Set(value.map(key));
	expect(unparsed).toEqual([]);
	expect(value).toHaveLength(recorded.text.trimEnd().split('\n').length - 1);
	expect(netstat.filter(({listening}) => listening).every((socket) => known.has(key(socket)))).toBe(true);
	expect(procNetUnixFormat.recognise(recorded.text)).toBe(1);
});

test('a Unix path may hold blanks and be abstract', () => {
	const text =
		'0000000000000000: 00000002 00000000 00010000 0001 01 7 /run/a b.sock\n0: 00000002 00000000 00000000 0002 01 8 @x@@\n';
	expect(parseProcNetUnix(part(text)).value).toMatchObject([
		{path: '/run/a b.sock', listening: true, type: 'stream'},
		{path: '@x@@', listening: false, type: 'dgram', state: null},
	]);
});

test('never throws, and every line is a record, the header or unparsed', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'binary', maxLength: 60})), (lines) => {
			const input = lines.map((line) => line.replaceAll('\n', '')).join('\n');
			for (const parse of [parseProcNetSocket, parseProcNetUnix]) {
				const {value, unparsed} = parse(part(input));
				const blank = input.split('\n').filter((line) => line.trim() === '').length;
				expect(value.length + unparsed.length + blank).toBe(input.split('\n').length);
			}
		}),
	);
});

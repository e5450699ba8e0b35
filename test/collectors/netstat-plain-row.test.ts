import fc from 'fast-check';
import {expect, test} from 'vitest';
import {unknownLayout} from '../../source/collectors/netstat-layout.ts';
import {readPlainRow} from '../../source/collectors/netstat-plain-row.ts';
import {createNetstatMemory, readNetstatRow} from '../../source/collectors/netstat-row.ts';
import {part} from '../support/part.ts';

const layouts = [
	unknownLayout,
	{...unknownLayout, section: 'inet', program: true, extended: false},
	{...unknownLayout, section: 'inet', program: true, extended: true},
] as const;

const plain = (line: string, layout: (typeof layouts)[number] = unknownLayout) =>
	readPlainRow(
		line,
		part(line),
		0,
		layout,
		createNetstatMemory(() => false),
	);

const slow = (line: string, layout: (typeof layouts)[number] = unknownLayout) =>
	readNetstatRow(
		line,
		{source: part(line).name, line: 1},
		layout,
		createNetstatMemory(() => false),
	);

test('a row with numbers only', () => {
	const line = 'tcp        0     36 192.0.2.11:6443         10.244.1.7:42318        ESTABLISHED 3378/kube-apiserver';
	expect(plain(line)).toMatchObject({
		protocol: 'tcp',
		family: 4,
		localAddress: '192.0.2.11',
		localPort: 6443,
		remoteAddress: '10.244.1.7',
		remotePort: 42_318,
		state: 'ESTABLISHED',
		pid: 3378,
		program: 'kube-apiserver',
		receiveQueue: 0,
		sendQueue: 36,
	});
});

test.each([
	['IPv6', 'tcp6       0      0 :::10250                :::*                    LISTEN      -'],
	['an address that is none', 'tcp        0      0 192.0.2.256:6443        0.0.0.0:*               LISTEN      -'],
	['a leading zero', 'tcp        0      0 192.0.2.01:6443         0.0.0.0:*               LISTEN      -'],
	['a port that is none', 'tcp        0      0 192.0.2.1:65536         0.0.0.0:*               LISTEN      -'],
	['a name', 'tcp        0      0 localhost:https         0.0.0.0:*               LISTEN      -'],
	['a state in another language', 'tcp        0      0 192.0.2.1:22            0.0.0.0:*               LAUSCHT      -'],
	['an owner that is none', 'tcp        0      0 192.0.2.1:22            0.0.0.0:*               LISTEN      sshd'],
	['raw', 'raw        0      0 0.0.0.0:1               0.0.0.0:*               7           1/ping'],
	['a cut row', 'tcp        0      0 192.0.2.1:22            0.0.0.0:*'],
])('%s is left to the careful reader', (_, line) => {
	expect(plain(line)).toBeNull();
});

const word = fc.constantFrom(
	...['tcp', 'udp', 'tcp6', '0', '12', '192.0.2.1:22', '0.0.0.0:*', '10.0.0.255:65535', '10.0.0.256:1', '1.2.3.4:'],
	...['LISTEN', 'ESTABLISHED', 'TIME_WAIT', 'CLOSE', '7', '-', '380/etcd', '364/avahi-daemon: r', 'root', '33101'],
	...['off (0.00/0/0)', 'keepalive (6.63/0/0)'],
);
const blank = fc.constantFrom(' ', '       ', '\t', ' \0', '');
const row = fc
	.tuple(
		fc.constantFrom('tcp', 'udp'),
		fc.constantFrom('192.0.2.1:22', '127.0.0.1:00080', '0.0.0.0:*'),
		fc.constantFrom('10.0.0.9:42318', '0.0.0.0:*', '0.0.0.0:70000'),
		fc.array(fc.tuple(blank, word), {maxLength: 5}),
		blank,
	)
	.map(([protocol, local, remote, rest, last]) => `${protocol} 0 0 ${local} ${remote}${rest.flat().join('')}${last}`);
const anything = fc.array(fc.tuple(word, blank), {maxLength: 10}).map((pairs) => pairs.flat().join(''));

test('what it reads, the careful reader reads alike', () => {
	let read = 0;
	fc.assert(
		fc.property(fc.oneof(row, anything), fc.constantFrom(...layouts), (line, layout) => {
			const socket = plain(line, layout);
			if (socket !== null) {
				read++;
				expect({socket, problem: null}).toEqual(slow(line, layout));
			}
		}),
		{numRuns: 2000},
	);
	expect(read).toBeGreaterThan(0);
});

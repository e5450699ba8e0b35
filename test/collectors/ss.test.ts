import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readNetstat} from '../../source/collectors/netstat.ts';
import {parseSs, readSs, ssFormat} from '../../source/collectors/ss.ts';
import type {Socket} from '../../source/model/facts/socket.ts';
import {part, recordedPart} from '../support/part.ts';

type Quirk = readonly [name: string, text: string, expected: object];

const quirks: readonly Quirk[] = [
	[
		'with Netid',
		'tcp   LISTEN 0      4096       127.0.0.1:2381       0.0.0.0:*    users:(("etcd",pid=380,fd=17))           ',
		{protocol: 'tcp', family: 4, localPort: 2381, state: 'LISTEN', pid: 380, program: 'etcd', sendQueue: 4096},
	],
	[
		'without Netid and header',
		'LISTEN 0 4096 127.0.0.1:2381 0.0.0.0:* users:(("etcd",pid=380,fd=17))',
		{protocol: 'tcp', localPort: 2381},
	],
	['UDP is told by its state', 'UNCONN 0 0 0.0.0.0:8472 0.0.0.0:*', {protocol: 'udp', state: null, pid: null}],
	['a star is both families', 'tcp LISTEN 0 4096 *:6443 *:*', {family: 6, localAddress: '::', dualStack: true}],
	['brackets are IPv6 only', 'tcp LISTEN 0 4096 [::]:22 [::]:*', {family: 6, localAddress: '::', dualStack: false}],
	[
		'an IPv4-mapped address',
		'tcp ESTAB 0 0 [::ffff:10.0.0.5]:8080 [::ffff:10.0.0.5]:44434',
		{family: 6, localAddress: '10.0.0.5', state: 'ESTABLISHED'},
	],
	[
		'a zone',
		'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=9,fd=1))',
		{localAddress: '127.0.0.53', localPort: 53},
	],
	['a zone behind brackets', 'udp UNCONN 0 0 [fe80::1]%eth0:546 [::]:*', {localAddress: 'fe80::1', localPort: 546}],
	['states are spelled as in netstat', 'tcp FIN-WAIT-2 0 0 10.0.0.1:1 10.0.0.2:2', {state: 'FIN_WAIT2'}],
	[
		'a process glued to the peer',
		'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*users:(("sshd",pid=7,fd=3))',
		{remotePort: null, pid: 7},
	],
	[
		'several processes: the last one',
		'tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:(("nginx: master p",pid=25502,fd=3),("nginx",pid=25500,fd=3))',
		{pid: 25_500, program: 'nginx'},
	],
	[
		'a name with quotes and commas',
		'tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:(("a,b "q" (x",pid=25499,fd=3))',
		{pid: 25_499, program: 'a,b "q" (x'},
	],
	[
		'a name that looks like a process',
		'tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:(("",pid=1,fd=3",pid=25499,fd=3))',
		{pid: 25_499},
	],
	[
		'options of -e',
		'tcp LISTEN 0 4096 *:10250 *:* users:(("kubelet",pid=87,fd=11)) ino:254870 sk:1 cgroup:/x v6only:0 <->',
		{inode: 254_870, pid: 87, dualStack: true},
	],
	['a raw socket', 'raw UNCONN 0 0 0.0.0.0:255 0.0.0.0:*', {protocol: 'raw', localPort: null, ipProtocol: 255}],
	['port names', 'tcp LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*', {localPort: 22}],
];

test.each(quirks)('%s', (_, text, expected) => {
	expect(parseSs(part(text))).toMatchObject({value: [expected], unparsed: []});
});

test('an old ss writes a star for 0.0.0.0', () => {
	const {value} = parseSs(
		part('State Recv-Q Send-Q Local Address:Port Peer Address:Port\nLISTEN 0 128 *:22 *:*\nLISTEN 0 128 :::22 :::*\n'),
	);
	expect(value).toMatchObject([
		{family: 4, localAddress: '0.0.0.0'},
		{family: 6, localAddress: '::'},
	]);
});

test('the switches tell the protocol where the column is missing', () => {
	expect(parseSs(part('ESTAB 0 0 10.0.0.1:1 10.0.0.2:53', 'ss -unp')).value).toMatchObject([{protocol: 'udp'}]);
	expect(parseSs(part('ESTAB 0 0 10.0.0.1:1 10.0.0.2:53', 'ss -tanp')).value).toMatchObject([{protocol: 'tcp'}]);
});

test('continuation lines belong to the row above', () => {
	const recorded = recordedPart('commands/ss/odd-sockets-tanpeim.txt');
	const {inet, unparsed} = readSs(recorded);
	const rows = recorded.text
		.trimEnd()
		.split('\n')
		.filter((line) => !line.startsWith('\t'));
	// One line is the header, one the rest of a name with a line feed.
	expect(inet).toHaveLength(rows.length - 2);
	expect(inet.filter((socket) => socket.inode === null)).toMatchObject([{localPort: 2379}]);
	expect(unparsed).toHaveLength(1);
});

test('a name with a line feed forges no row', () => {
	const text = 'LISTEN 0      1      127.0.0.1:2379 0.0.0.0:* users:(("x"\nLISTEN 0 1 *",pid=12905,fd=3))\n';
	const {value, unparsed} = parseSs(part(text));
	expect(value).toMatchObject([{localPort: 2379, pid: null}]);
	expect(unparsed).toMatchObject([{line: 2}]);
});

test.each([
	[
		'a path',
		'u_str LISTEN 0 4096 /run/containerd/containerd.sock 254772 * 0 users:(("containerd",pid=66,fd=11))',
		{path: '/run/containerd/containerd.sock', inode: 254_772, listening: true, pid: 66},
	],
	['a path with blanks', 'u_str LISTEN 0 5 /run/a b.sock 7 * 0', {path: '/run/a b.sock', inode: 7}],
	['no path', 'u_str ESTAB 0 0 * 267367 * 267368', {path: null, state: 'CONNECTED'}],
])('Unix socket: %s', (_, text, expected) => {
	expect(parseSs(part(text))).toMatchObject({value: [expected], unparsed: []});
});

describe('recorded', () => {
	test.each(['tulnp', 'tanp', 'xlp'])('ss -%s of a control plane', (name) => {
		const recorded = recordedPart(`commands/ss/control-plane-${name}.txt`);
		const {value, unparsed} = parseSs(recorded);
		expect(unparsed).toEqual([]);
		expect(value).toHaveLength(recorded.text.trimEnd().split('\n').length - 1);
	});

	test('agrees with netstat on odd sockets', () => {
		const key = (socket: Socket): string =>
			`${socket.protocol}${socket.family} ${socket.localAddress} ${socket.localPort}`;
		const ss = readSs(recordedPart('commands/ss/odd-sockets-tulnpe.txt')).inet;
		const netstat = readNetstat(recordedPart('commands/netstat/odd-sockets-W.txt')).inet;
		const listening = netstat.filter(
			({state, remotePort, protocol}) => state === 'LISTEN' || (protocol === 'udp' && remotePort === null),
		);
		expect(ss.map(key).sort()).toEqual(listening.map(key).sort());
	});
});

test('recognised by header or row, and nothing else is', () => {
	expect(ssFormat.recognise(recordedPart('commands/ss/control-plane-xlp.txt').text)).toBe(1);
	expect(ssFormat.recognise('LISTEN 0 4096 127.0.0.1:2381 0.0.0.0:*')).toBeGreaterThan(0);
	expect(ssFormat.recognise(recordedPart('commands/netstat/control-plane-npa.txt').text)).toBe(0);
});

test('never throws, and every line is a record, known or unparsed', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'tcp',
			'LISTEN',
			'0',
			'*:1',
			'*:*',
			'u_str',
			'127.0.0.1:1',
			'users:(("',
			'",pid=1,fd=2))',
			',fd=',
			'))',
			'\r',
		),
		fc.string({unit: 'binary', maxLength: 8}),
	);
	const text = fc.array(fc.tuple(piece, fc.constantFrom(' ', '\n')), {maxLength: 60}).map((all) => all.flat().join(''));
	fc.assert(
		fc.property(text, (input) => {
			const {value, unparsed} = parseSs(part(input));
			const seen = new Set([...value.map(({at}) => at.line), ...unparsed.map(({line}) => line)]);
			for (const [index, line] of input.split('\n').entries()) {
				// A line that begins with a blank continues the row above.
				const known = line.trim() === '' || line.charCodeAt(0) === 32 || line.charCodeAt(0) === 9;
				expect(known || seen.has(index + 1), JSON.stringify(line)).toBe(true);
			}
		}),
	);
	expect(parseSs(part(`tcp LISTEN 0 0 ${'('.repeat(1_000_000)}`)).value).toEqual([]);
});

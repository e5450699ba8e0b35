import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {netstatFormat, parseNetstat, readNetstat} from '../../source/collectors/netstat.ts';
import {readSs} from '../../source/collectors/ss.ts';
import type {Socket, UnixSocket} from '../../source/model/facts/socket.ts';
import {part, recordedPart} from '../support/part.ts';

const isInet = (record: Socket | UnixSocket): record is Socket => 'protocol' in record;

const first = (text: string, name?: string): Socket | undefined => parseNetstat(part(text, name)).value.find(isInet);

const header = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    ';

type Quirk = readonly [name: string, text: string, expected: Partial<Socket>];

const quirks: readonly Quirk[] = [
	[
		'a row of grep, without header',
		'tcp        0      0 127.0.0.1:10248         0.0.0.0:*               LISTEN      5534/kubelet',
		{localAddress: '127.0.0.1', localPort: 10_248, remotePort: null, state: 'LISTEN', pid: 5534, program: 'kubelet'},
	],
	[
		'UDP has no state and a name may hold blanks',
		`${header}\nudp        0      0 0.0.0.0:5353            0.0.0.0:*                           364/avahi-daemon: r `,
		{state: null, pid: 364, program: 'avahi-daemon: r'},
	],
	[
		'connected UDP has a state',
		'udp        0      0 127.0.0.1:36428         127.0.0.1:9             ESTABLISHED 25497/python3',
		{state: 'ESTABLISHED', remotePort: 9, pid: 25_497},
	],
	[
		'a name cut at 19 characters stays as it is',
		'tcp        0      0 127.0.0.1:10257         0.0.0.0:*               LISTEN      14611/kube-controll ',
		{program: 'kube-controll'},
	],
	[
		'no owner to be seen',
		'tcp6       0      0 :::10250                :::*                    LISTEN      -                   ',
		{family: 6, localAddress: '::', dualStack: true, pid: null, program: null},
	],
	[
		'without -p there is no owner',
		'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN     ',
		{pid: null, program: null},
	],
	[
		'an address cut at the column',
		'tcp6       0      0 fd00:10:244:abcd:1:6443 :::*                    LISTEN      1/x',
		{localAddress: 'fd00:10:244:abcd:1', localPort: 6443, truncated: true},
	],
	[
		'a cut address that still looks like one',
		'tcp6       0      0 fd00:10:244:abcd::33100 :::*                    LISTEN      1/x',
		{localPort: 33_100, truncated: true},
	],
	[
		'with -W nothing is cut',
		'tcp6       0      0 fd00:10:244:abcd::1:443 fd00:10:244:abcd:1234:5678:9abc:def0:6443 ESTABLISHED 1/x',
		{truncated: false},
	],
	[
		'IPv4-mapped addresses are IPv4 on a socket of family 6',
		'tcp6       0      0 10.0.0.5:8080           10.0.0.5:44434          ESTABLISHED 1/x',
		{family: 4 as never},
	],
	[
		'a raw socket has a protocol, not a port',
		'raw6       0      0 :::58                   :::*                    7           25499/python3',
		{protocol: 'raw', localPort: null, ipProtocol: 58, state: null, pid: 25_499},
	],
	[
		'UDP-Lite is cut to udpl',
		'udpl       0      0 127.0.0.1:777           0.0.0.0:*                           -',
		{protocol: 'udplite', localPort: 777},
	],
	[
		'names instead of numbers',
		'tcp        0      0 localhost:ssh           0.0.0.0:*               LISTEN     ',
		{localAddress: '127.0.0.1', localPort: 22},
	],
	[
		'user and inode with -e, no header',
		'tcp        0      0 127.0.0.1:2379          0.0.0.0:*               LISTEN      0          268708     380/etcd            ',
		{inode: 268_708, pid: 380, program: 'etcd'},
	],
	[
		'user and inode of UDP with -e',
		'udp        0      0 0.0.0.0:8472            0.0.0.0:*                           root       296430     -                   ',
		{inode: 296_430, pid: null, state: null},
	],
	[
		'a timer with -o',
		'tcp        0      0 10.0.0.1:2379           10.0.0.2:40000          ESTABLISHED 1472/etcd            keepalive (6.63/0/0)',
		{pid: 1472, program: 'etcd'},
	],
	[
		'a timer and no owner',
		'tcp        0      0 10.0.0.1:2379           10.0.0.2:40000          TIME_WAIT   -                    timewait (34.99/0/0)',
		{pid: null, state: 'TIME_WAIT'},
	],
	[
		'a security context with -Z',
		'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name     Security Context\ntcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      900/sshd: /usr/sbin  system_u:system_r:sshd_t:s0',
		{pid: 900, program: 'sshd: /usr/sbin'},
	],
	[
		'queues',
		'tcp        0   1234 10.0.0.1:22             10.0.0.2:40000          ESTABLISHED 9/sshd',
		{receiveQueue: 0, sendQueue: 1234},
	],
	[
		'line ends of Windows',
		`${header}\r\ntcp        0      0 127.0.0.1:2379          0.0.0.0:*               LISTEN      380/etcd\r\n`,
		{program: 'etcd'},
	],
];

test.each(quirks.filter(([name]) => !name.startsWith('IPv4-mapped')))('%s', (_, text, expected) => {
	expect(first(text)).toMatchObject(expected);
	expect(parseNetstat(part(text)).unparsed).toEqual([]);
});

test('IPv4-mapped addresses are IPv4 and the family is still 6', () => {
	const bare = 'tcp6       0      0 10.0.0.5:8080           10.0.0.5:44434          ESTABLISHED 1/x';
	const busybox = 'tcp        0      0 ::ffff:10.0.0.5:8080    ::ffff:10.0.0.5:44434   ESTABLISHED ';
	for (const text of [bare, busybox]) {
		expect(first(text)).toMatchObject({
			family: 6,
			localAddress: '10.0.0.5',
			localPort: 8080,
			remoteAddress: '10.0.0.5',
		});
	}
});

test.each([
	['TCP without a state (a fragment of a forged row)', 'tcp 0 0 0.0.0.0:6443 0.0.0.0:*'],
	['a state in another language', 'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LAUSCHEN   '],
	['no addresses', 'tcp 0 0 x'],
	['another line', 'root@cp1:~# netstat -npl'],
])('%s is not understood, and said so with its line', (_, text) => {
	const {value, unparsed} = parseNetstat(part(`${header}\n${text}\n`));
	expect(value).toEqual([]);
	expect(unparsed).toMatchObject([{line: 2, text}]);
});

test('a port name that is not known keeps the row and says so', () => {
	const {value, unparsed} = parseNetstat(
		part('tcp        0      0 localhost:omniorb       0.0.0.0:*               LISTEN     '),
	);
	expect(value).toMatchObject([{localPort: null}]);
	expect(unparsed).toMatchObject([{expected: 'a port number (netstat -n)'}]);
});

test.each([
	['(Not all processes could be identified, non-owned process info'],
	[' will not be shown, you would have to be root to see it all.)'],
	['(No info could be read for "-p": geteuid()=500 but you should be root.)'],
	['Active Internet connections (only servers)'],
	["netstat: no support for `AF INET (sctp)' on this system."],
	['Active Bluetooth connections (servers and established)'],
	['Proto  Destination       Source            State         PSM DCID   SCID      IMTU    OMTU Security'],
])('"%s" is a known line', (text) => {
	expect(parseNetstat(part(text))).toEqual({value: [], unparsed: []});
});

describe('Unix sockets', () => {
	const unixHeader = 'Proto RefCnt Flags       Type       State         I-Node   PID/Program name     Path';
	test.each([
		[
			'a listening one',
			'unix  2      [ ACC ]     STREAM     LISTENING     254772   66/containerd        /run/containerd/containerd.sock',
			{listening: true, pid: 66, program: 'containerd', path: '/run/containerd/containerd.sock', inode: 254_772},
		],
		[
			'no path',
			'unix  3      [ ]         STREAM     CONNECTED     267367   66/containerd        ',
			{state: 'CONNECTED', listening: false, path: null},
		],
		[
			'no state',
			'unix  2      [ ]         DGRAM                    9999     -                    /run/systemd/notify',
			{type: 'dgram', state: null, pid: null, path: '/run/systemd/notify'},
		],
		[
			'an abstract name padded with @',
			'unix  3      [ ]         STREAM     CONNECTED     83546    256/corosync         @quorum@@@@@',
			{path: '@quorum@@@@@'},
		],
		[
			'a path with blanks',
			'unix  2      [ ACC ]     STREAM     LISTENING     7        9/my prog            /run/a b/c d',
			{program: 'my prog', path: '/run/a b/c d'},
		],
	])('%s', (_, row, expected) => {
		for (const text of [`${unixHeader}\n${row}`, row]) {
			expect(parseNetstat(part(text))).toMatchObject({value: [expected], unparsed: []});
		}
	});

	test('without -p the path follows the inode', () => {
		const text =
			'Proto RefCnt Flags       Type       State         I-Node   Path\nunix  2      [ ACC ]     STREAM     LISTENING     254772   /run/x.sock';
		expect(parseNetstat(part(text)).value).toMatchObject([{path: '/run/x.sock', pid: null}]);
	});

	test('an Internet row among them is forged (by a path with a line feed)', () => {
		const forged = 'tcp        0      0 0.0.0.0:31337           0.0.0.0:*               LISTEN      1/kube-apiserver';
		const {value, unparsed} = parseNetstat(part(`Active UNIX domain sockets (only servers)\n${unixHeader}\n${forged}`));
		expect(value).toEqual([]);
		expect(unparsed).toMatchObject([{line: 3, text: forged}]);
	});
});

describe('recorded', () => {
	test.each(['npa', 'npl', 'tulnp'])('netstat -%s of a control plane', (name) => {
		const recorded = recordedPart(`commands/netstat/control-plane-${name}.txt`);
		const {value, unparsed} = parseNetstat(recorded);
		const rows = recorded.text.split('\n').filter((line) => /^(tcp|udp|raw|unix)/.test(line));
		expect(unparsed).toEqual([]);
		expect(value).toHaveLength(rows.length);
		// Every record points at its own line.
		const lines = recorded.text.split('\n');
		expect(value.map((record) => lines[record.at.line - 1])).toEqual(rows);
	});

	test('agrees with ss on who listens', () => {
		const key = (socket: Socket): string =>
			`${socket.protocol}${socket.family} ${socket.localAddress} ${socket.localPort} ${socket.pid}`;
		const netstat = readNetstat(recordedPart('commands/netstat/control-plane-tulnp.txt')).inet;
		const ss = readSs(recordedPart('commands/ss/control-plane-tulnp.txt')).inet;
		expect(netstat.map(key).sort()).toEqual(ss.map(key).sort());
	});

	test.each(['npae', 'npao', 'W'])('-%s says the same of odd sockets as -npa', (name) => {
		const strip = ({inet}: ReturnType<typeof readNetstat>) =>
			inet.map(({protocol, family, localPort, remotePort, state, pid, program}) => ({
				protocol,
				family,
				localPort,
				remotePort,
				state,
				pid,
				program,
			}));
		const plain = readNetstat(recordedPart('commands/netstat/odd-sockets-npa.txt'));
		const other = readNetstat(recordedPart(`commands/netstat/odd-sockets-${name}.txt`));
		expect(strip(other)).toEqual(expect.arrayContaining(strip(plain)));
		expect(plain.inet.filter((socket) => socket.truncated)).toHaveLength(4);
		expect(other.inet.filter((socket) => socket.truncated)).toHaveLength(name === 'W' ? 0 : 4);
		// A program that calls itself "a\ntcp 0 0 :9" breaks one line and forges none.
		expect(other.unparsed).toHaveLength(1);
	});

	test('busybox: other widths, IPv6 under tcp', () => {
		const {inet, unparsed} = readNetstat(recordedPart('commands/netstat/odd-sockets-busybox.txt'));
		expect(unparsed).toEqual([]);
		expect(inet).toContainEqual(
			expect.objectContaining({family: 6, localAddress: '127.0.0.1', localPort: 8080, state: 'ESTABLISHED'}),
		);
		expect(inet).toContainEqual(
			expect.objectContaining({localAddress: 'fd00:10:244:abcd:1234:5678:9abc:def0', truncated: false}),
		);
	});

	test('how busybox is used is not an empty table', () => {
		const {inet, titled, unparsed} = readNetstat(recordedPart('commands/netstat/busybox-usage.txt'));
		expect({inet, titled}).toEqual({inet: [], titled: false});
		expect(unparsed.length).toBeGreaterThan(0);
	});

	test.each([
		['control-plane-npa', true, true],
		['control-plane-npl', true, false],
	])('%s: what it was asked for', (name, listeners, connections) => {
		expect(readNetstat(recordedPart(`commands/netstat/${name}.txt`))).toMatchObject({
			titled: true,
			listeners,
			connections,
		});
	});
});

test('recognised by title, header or row, and nothing else is', () => {
	expect(netstatFormat.recognise(recordedPart('commands/netstat/control-plane-npa.txt').text)).toBe(1);
	expect(netstatFormat.recognise('tcp        0      0 127.0.0.1:1   0.0.0.0:*   LISTEN   1/x')).toBeGreaterThan(0);
	expect(netstatFormat.recognise(recordedPart('commands/ss/control-plane-tulnp.txt').text)).toBe(0);
	expect(netstatFormat.recognise('Kernel IP routing table\nDestination     Gateway ')).toBe(0);
});

describe('any text', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'tcp',
			'udp6',
			'unix',
			'0',
			':',
			'::',
			'127.0.0.1:1',
			'0.0.0.0:*',
			'LISTEN',
			'[ ACC ]',
			'-',
			'1/x',
			header,
			'\r',
			'\t',
			'Active UNIX',
		),
		fc.string({unit: 'binary', maxLength: 8}),
	);
	const text = fc
		.array(fc.tuple(piece, fc.constantFrom(' ', '  ', '\n')), {maxLength: 60})
		.map((all) => all.flat().join(''));

	test('never throws, and every line is a record, known or unparsed', () => {
		fc.assert(
			fc.property(text, (input) => {
				const {value, unparsed} = parseNetstat(part(input));
				const lines = input.split('\n');
				const seen = new Set([...value.map(({at}) => at.line), ...unparsed.map(({line}) => line)]);
				for (const [index, line] of lines.entries()) {
					const known = line.trim() === '' || line.startsWith('Proto ') || line.startsWith('Active ');
					expect(known || seen.has(index + 1), JSON.stringify(line)).toBe(true);
				}
			}),
		);
	});

	test('a line of a megabyte and one byte of each kind', () => {
		for (const line of [
			`tcp ${' '.repeat(1_000_000)}`,
			`tcp 0 0 ${':'.repeat(1_000_000)}`,
			`unix ${'['.repeat(1_000_000)}`,
			'\0'.repeat(1000),
		]) {
			expect(parseNetstat(part(line)).value).toEqual([]);
		}
	});
});

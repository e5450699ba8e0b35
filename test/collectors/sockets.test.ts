import {describe, expect, test} from 'vitest';
import {readFacts} from '../../source/analyzer/read-facts.ts';
import {processes} from '../../source/collectors/processes.ts';
import {connections, listeners, unixSockets} from '../../source/collectors/socket-facts.ts';
import {socketInputs, sockets} from '../../source/collectors/sockets.ts';
import type {Capture, Part} from '../../source/model/capture.ts';
import type {Collector} from '../../source/model/collector.ts';
import type {Process} from '../../source/model/facts/process.ts';
import type {Socket} from '../../source/model/facts/socket.ts';
import {type Input, inputId} from '../../source/model/input.ts';
import type {Reading} from '../../source/model/reading.ts';
import {part, recordedPart} from '../support/part.ts';

type Answers = Readonly<Record<string, string | readonly Part[]>>;

const capture = (input: Input, answers: Answers, partial: string | null = null): Capture => {
	const id = inputId(input);
	const answer = answers[id];
	const kind = id.startsWith('/proc') ? 'missing' : 'not-recorded';
	return {
		id,
		input,
		parts: answer === undefined ? [] : typeof answer === 'string' ? [{name: id, text: answer}] : answer,
		failure: answer === undefined ? {kind, detail: `${id}: none`, remedy: null} : null,
		partial,
		exit: 0,
		stderr: '',
		at: '2026-11-21T05:05:00.000Z',
		ms: 1,
	};
};

const read = async (answers: Answers, partial: string | null = null) => {
	const all = [processes, sockets, listeners, connections, unixSockets] as unknown as readonly Collector[];
	const {readings} = await readFacts(async (input) => capture(input, answers, partial), all);
	return readings;
};

const ready = <T>(reading: Reading<T> | undefined): T => {
	if (reading?.status !== 'ready') {
		throw new Error(`not ready: ${JSON.stringify(reading)}`);
	}
	return reading.value;
};

const recorded = (file: string): string => recordedPart(`commands/${file}.txt`).text;

const kernelTables = (name: string, tables: readonly string[]): Answers =>
	Object.fromEntries(tables.map((table) => [`/proc/net/${table}`, recorded(`proc-net-socket/${name}-${table}`)]));

const key = ({protocol, family, localAddress, localPort, remoteAddress, remotePort}: Socket): string =>
	`${protocol}${family} ${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;

const controlPlane = kernelTables('control-plane', ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']);
const oddSockets = kernelTables('odd-sockets', ['tcp', 'tcp6', 'udp', 'raw6']);
const header = 'Active Internet connections (servers and established)\n';

describe('netstat with the kernel beside it', () => {
	test('every row is at its line of netstat, whole and confirmed', async () => {
		const readings = await read({'netstat -npa': recorded('netstat/control-plane-npa'), ...controlPlane});
		const found = ready(readings.listeners);
		expect(found.map(({at}) => at.source)).toEqual(found.map(() => 'netstat -npa'));
		expect(found.filter(({unconfirmed, truncated}) => unconfirmed || truncated)).toEqual([]);
		expect(found.map(({localPort}) => localPort)).toEqual(
			expect.arrayContaining([2379, 2380, 2381, 6443, 10_250, 8472]),
		);
		expect(readings.listeners).toMatchObject({partial: null});
		expect(readings.sockets).toMatchObject({unparsed: []});
		expect(ready(readings.connections).every(({state}) => state !== 'LISTEN')).toBe(true);
		expect(ready(readings.unixSockets).some(({path}) => path === '/run/containerd/containerd.sock')).toBe(true);
	});

	test('cut addresses are completed: it says the same as netstat -W', async () => {
		const cut = await read({'netstat -npa': recorded('netstat/odd-sockets-npa'), ...oddSockets});
		const whole = await read({'netstat -W -npa': recorded('netstat/odd-sockets-W'), ...oddSockets});
		for (const fact of ['listeners', 'connections'] as const) {
			expect(ready(cut[fact]).map(key).sort()).toEqual(ready(whole[fact]).map(key).sort());
			expect(ready(cut[fact]).filter(({truncated, unconfirmed}) => truncated || unconfirmed)).toEqual([]);
		}
	});

	test('a row that the kernel does not know is unconfirmed, one that netstat lacks is added', async () => {
		const forged = 'tcp        0      0 0.0.0.0:31337           0.0.0.0:*               LISTEN      1/kube-apiserver';
		const readings = await read({'netstat -npa': `${header}${forged}\n`, ...controlPlane});
		const found = ready(readings.listeners);
		expect(found.filter(({unconfirmed}) => unconfirmed)).toMatchObject([{localPort: 31_337}]);
		expect(found.find(({localPort}) => localPort === 6443)).toMatchObject({at: {source: '/proc/net/tcp6', line: 2}});
	});

	test('without the kernel nothing is called unconfirmed', async () => {
		const readings = await read({'netstat -npa': recorded('netstat/control-plane-npa')});
		expect(ready(readings.listeners).some(({unconfirmed}) => unconfirmed)).toBe(false);
	});

	test('two sockets on one port (SO_REUSEPORT) stay two', async () => {
		const readings = await read({'netstat -npa': recorded('netstat/odd-sockets-npa'), ...oddSockets});
		expect(ready(readings.listeners).filter(({localPort}) => localPort === 9000)).toHaveLength(2);
	});

	test('an IPv6 wildcard beside an IPv4 one takes no IPv4', async () => {
		const found = ready((await read({'netstat -npa': recorded('netstat/odd-sockets-npa'), ...oddSockets})).listeners);
		const six = (port: number) => found.find(({localPort, family}) => localPort === port && family === 6)?.dualStack;
		expect([six(22), six(8080)]).toEqual([false, true]);
	});
});

describe('the kernel alone', () => {
	const owners = {
		'/proc/[0-9]*/fd': [
			{name: '/proc/380/fd', text: '17 socket:[268708]\n6 socket:[267828]\n'},
			{name: '/proc/1/fd', text: '3 socket:[267828]\n'},
		],
	};

	test('finds the same listeners as netstat', async () => {
		const both = await read({'netstat -npa': recorded('netstat/control-plane-npa'), ...controlPlane});
		const alone = await read(controlPlane);
		expect(ready(alone.listeners).map(key).sort()).toEqual(ready(both.listeners).map(key).sort());
		expect(alone.listeners).toMatchObject({partial: null});
	});

	test('owners come from the links, the lowest pid where several share a socket', async () => {
		const found = ready((await read({...controlPlane, ...owners})).listeners);
		const owner = (port: number) => found.find(({localPort}) => localPort === port)?.pid;
		expect([owner(2381), owner(2379), owner(10_250)]).toEqual([380, 1, null]);
	});
});

describe('what was not asked for is unknown', () => {
	const rows = recorded('netstat/control-plane-npl');
	const bare = rows
		.split('\n')
		.filter((line) => line.startsWith('tcp'))
		.join('\n');
	test.each([
		['netstat -npl', {'netstat -npl': rows}, 'ready', 'unavailable'],
		['rows of grep, all of them listening', {'netstat -npa': bare}, 'ready', 'unavailable'],
		[
			'netstat -np',
			{'netstat -npa': 'Active Internet connections (w/o servers)\ntcp 0 0 10.0.0.1:1 10.0.0.2:2 ESTABLISHED -\n'},
			'unavailable',
			'ready',
		],
		['ss -tulnp', {'netstat -W -npa': [part(recorded('ss/control-plane-tulnp'), 'ss.txt')]}, 'ready', 'unavailable'],
		['ss -tanp', {'netstat -W -npa': [part(recorded('ss/control-plane-tanp'), 'ss.txt')]}, 'ready', 'ready'],
		['nothing', {}, 'unavailable', 'unavailable'],
	] as const)('%s', async (_, answers, listening, connected) => {
		const readings = await read(answers);
		expect([readings.listeners?.status, readings.connections?.status]).toEqual([listening, connected]);
	});

	test('rows without header and TCP alone are part of the truth', async () => {
		expect((await read({'netstat -npa': bare})).listeners).toMatchObject({
			partial: expect.stringContaining('filtered'),
		});
		const tcpOnly = await read({'netstat -npa': `${header}${bare}`});
		expect(tcpOnly.listeners).toMatchObject({partial: expect.stringContaining('UDP')});
	});

	test('it says what to give', async () => {
		expect((await read({'netstat -npl': rows})).connections).toMatchObject({
			kind: 'not-recorded',
			remedy: 'give the output of netstat -npa',
		});
	});
});

test('the usage text of busybox leaves the word to the kernel', async () => {
	const readings = await read({'netstat -npa': recorded('netstat/busybox-usage'), ...controlPlane});
	expect(ready(readings.listeners).length).toBeGreaterThan(5);
	expect(readings.sockets).toMatchObject({unparsed: []});
});

test('pieces that were pasted twice count once', async () => {
	const pieces = [
		part(recorded('netstat/control-plane-npl'), 'a.txt'),
		part(recorded('netstat/control-plane-npa'), 'b.txt'),
	];
	const once = await read({'netstat -npa': [pieces[1] ?? part('')]});
	const twice = await read({'netstat -npa': pieces});
	expect(ready(twice.listeners).map(key).sort()).toEqual(ready(once.listeners).map(key).sort());
});

test('programs are completed from the process table, by pid', async () => {
	const cmdline = (pid: number, ...argv: readonly string[]): readonly Part[] => [
		{name: `/proc/${pid}/cmdline`, text: `${argv.join('\0')}\0`},
		{name: `/proc/${pid}/comm`, text: 'short\n'},
	];
	const table: readonly Part[] = [
		...cmdline(1, 'nginx: master process /usr/sbin/nginx'),
		...cmdline(2, '/usr/local/bin/kube-controller-manager', '--v=2'),
		...cmdline(3, '/usr/local/bin/k3s server'),
		...cmdline(4, 'sshd: /usr/sbin/sshd -D [listener]'),
		...cmdline(5, '-bash'),
	];
	const row = (pid: number, name: string) =>
		`tcp        0      0 127.0.0.1:${pid}             0.0.0.0:*               LISTEN      ${pid}/${name}`;
	const text = [
		row(1, 'nginx: master pr'),
		row(2, 'kube-controller-m'),
		row(3, 'k3s server'),
		row(4, 'sshd: /usr/sbin'),
		row(5, '-bash'),
		row(9, 'gone'),
	].join('\n');
	const id = '/proc/[0-9]*/{cmdline,comm,cgroup,stat,status}';
	const found = ready((await read({'netstat -npa': `${header}${text}`, [id]: table})).listeners);
	expect(found.map(({program}) => program)).toEqual([
		'nginx',
		'kube-controller-manager',
		'k3s',
		'sshd',
		'bash',
		'gone',
	]);
	expect(ready((await read({[id]: table})).processes)).toMatchObject([
		{pid: 1},
		{pid: 2},
		{pid: 3},
		{pid: 4},
		{pid: 5},
	] satisfies readonly Partial<Process>[]);
});

test('every live command is netstat: ss would load modules', () => {
	const commands = socketInputs.flat().flatMap((input) => ('run' in input ? [input.run[0]] : []));
	expect(new Set(commands)).toEqual(new Set(['netstat']));
});

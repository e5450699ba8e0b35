import {describe, expect, test} from 'vitest';
import {counters} from '../../source/collectors/counters.ts';
import {type Counter, parseProcNetDev} from '../../source/collectors/proc-net-dev.ts';
import {parseProcNetSnmp} from '../../source/collectors/proc-net-snmp.ts';
import {parseProcNetSockstat} from '../../source/collectors/proc-net-sockstat.ts';
import {parseProcNetSoftnetStat} from '../../source/collectors/proc-net-softnet-stat.ts';
import {failed, read} from '../support/captures.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/${file}.txt`);
const countOf = (items: readonly Counter[], name: string) => items.find((item) => item.name === name)?.value;

test('/proc/net/dev: columns by name', () => {
	const {value} = parseProcNetDev(recorded('proc-net-dev/docker'));
	expect(countOf(value, 'eth0.rx_bytes')).toBe(7665520);
	expect(countOf(value, 'eth0.tx_packets')).toBe(14152);
	expect(countOf(value, 'flannel.1.tx_dropped')).toBe(7);
	expect(countOf(value, 'cni0.rx_multicast')).toBe(58);
});

test('/proc/net/dev: no blank after the colon on old kernels', () => {
	const {value} = parseProcNetDev(part('  eth0:1234567890 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15'));
	expect(countOf(value, 'eth0.rx_bytes')).toBe(1234567890);
	expect(countOf(value, 'eth0.tx_compressed')).toBe(15);
});

test('/proc/net/netstat: a name belongs to the value below it', () => {
	const {value} = parseProcNetSnmp(
		part('TcpExt: SyncookiesSent ListenOverflows\nTcpExt: 3 7\nIpExt: InNoRoutes\nIpExt: 5\n'),
	);
	expect(value.map(({name, value: count, at}) => [name, count, at.line])).toEqual([
		['TcpExt.SyncookiesSent', 3, 2],
		['TcpExt.ListenOverflows', 7, 2],
		['IpExt.InNoRoutes', 5, 4],
	]);
});

test('/proc/net/snmp has a negative value', () => {
	expect(countOf(parseProcNetSnmp(recorded('proc-net-snmp/docker')).value, 'Tcp.MaxConn')).toBe(-1);
});

test.each([
	['values without names', 'Tcp: 1 2 3', [1]],
	['names without values', 'Tcp: A B C', [1]],
	['one value too few', 'Tcp: A B C\nTcp: 1 2', [1, 2]],
	['values of another table', 'Tcp: A B\nUdp: 1 2', [1, 2]],
])('/proc/net/snmp: %s are left over', (_, text, lines) => {
	const {value, unparsed} = parseProcNetSnmp(part(text));
	expect(value).toEqual([]);
	expect(unparsed.map((line) => line.line)).toEqual(lines);
});

test('sockets and CPUs', () => {
	expect(
		countOf(parseProcNetSockstat(part('TCP: inuse 6 orphan 1 tw 2 alloc 550 mem 0')).value, 'sockstat.TCP.orphan'),
	).toBe(1);
	const {value} = parseProcNetSoftnetStat(recorded('proc-net-softnet-stat/docker'));
	expect(countOf(value, 'softnet.1.processed')).toBe(0x00397927);
	expect(countOf(value, 'softnet.0.dropped')).toBe(0);
});

describe('the fact', () => {
	const dev = recordedPart('commands/proc-net-dev/docker.txt', '/proc/net/dev');
	const pasted = recordedPart('commands/proc-net-snmp/docker.txt', 'snmp.txt');
	const inputs = counters.inputs({}).flat();
	const [first] = inputs;

	test('one file that is missing costs its own counters only', () => {
		const captures = inputs.map((input) => (input === first ? read(input, dev) : failed(input, 'missing')));
		const collected = counters.collect(captures, {});
		expect(collected).toMatchObject({partial: null});
		expect('value' in collected && countOf(collected.value, 'eth0.rx_bytes')).toBe(7665520);
	});

	test('one that is denied makes the list incomplete', () => {
		const captures = inputs.map((input) => (input === first ? read(input, dev) : failed(input, 'denied')));
		expect(counters.collect(captures, {})).toMatchObject({partial: '/proc/net/snmp: denied'});
	});

	test('a pasted table answers three files, once', () => {
		const captures = inputs.map((input) =>
			input.format === 'proc-net-snmp' ? read(input, pasted) : failed(input, 'missing'),
		);
		const collected = counters.collect(captures, {});
		expect('value' in collected && collected.value.filter((item) => item.name === 'Tcp.RetransSegs')).toHaveLength(1);
	});
});

describe.each([
	['/proc/net/dev', parseProcNetDev, ['proc-net-dev/docker']],
	[
		'/proc/net/snmp',
		parseProcNetSnmp,
		['proc-net-snmp/docker', 'proc-net-snmp/docker--netstat', 'proc-net-snmp/docker--snmp6'],
	],
	['/proc/net/sockstat', parseProcNetSockstat, ['proc-net-sockstat/docker', 'proc-net-sockstat/docker--6']],
	['/proc/net/softnet_stat', parseProcNetSoftnetStat, ['proc-net-softnet-stat/docker']],
] as const)('laws of %s', (_, parse, samples) => {
	obeysParserLaws({parse, samples: samples.map((name) => recorded(name).text)});
});

import {describe, expect, test} from 'vitest';
import {ipvsFormat, parseIpvs} from '../../source/collectors/ipvs.ts';
import {virtualServers} from '../../source/collectors/virtual-servers.ts';
import type {VirtualServer} from '../../source/model/facts/nftables.ts';
import {collectFrom, denied} from '../support/collect.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/ipvs/${file}`);

const bare = (servers: readonly VirtualServer[]): unknown =>
	servers.map(({at: _, servers: reals, ...server}) => ({
		...server,
		servers: reals.map(({at: __, ...real}) => real),
	}));

const expected = [
	{
		...{protocol: 'TCP', address: '10.96.0.1', port: 443, scheduler: 'rr'},
		servers: [
			{address: '192.168.56.11', port: 6443, weight: 1},
			{address: '192.168.56.12', port: 6443, weight: 1},
		],
	},
	{protocol: 'UDP', address: '10.96.0.10', port: 53, scheduler: 'rr', servers: []},
	{
		...{protocol: 'TCP', address: 'fd00:10:96::1', port: 443, scheduler: 'wlc'},
		servers: [{address: 'fd00:10:244::5', port: 6443, weight: 0}],
	},
	{
		...{protocol: 'FWM', address: '10001000', port: null, scheduler: 'wlc'},
		servers: [{address: '10.244.1.5', port: 8080, weight: 3}],
	},
];

test.each(['synthetic--ipvsadm-Ln.txt', 'synthetic--proc-net-ip_vs.txt'])('%s', (file) => {
	const {value, unparsed} = parseIpvs(recorded(file));
	expect(unparsed).toEqual([]);
	// The kernel prints the tunnel's port and the second address as the tool does, only in hexadecimal numbers.
	expect(bare(value)).toEqual(file.includes('proc') ? JSON.parse(JSON.stringify(expected)) : expected);
	expect(value[0]?.servers[1]?.at.line).toBe(6);
});

describe('quirks', () => {
	test('names without -n have no port that counts', () => {
		const {value, unparsed} = parseIpvs(
			part('TCP  ip-10-0-62-121.ec2.internal: rr\n  -> ip-10-0-62-92.ec2.internal:9 Masq    1      0          0\n'),
		);
		expect(unparsed).toEqual([]);
		expect(value[0]).toMatchObject({address: 'ip-10-0-62-121.ec2.internal', port: null});
		expect(value[0]?.servers[0]).toMatchObject({port: 9, weight: 1});
	});

	test('counters are no weights', () => {
		const lines = [
			'IP Virtual Server version 1.2.1 (size=4096)',
			'Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes',
			'  -> RemoteAddress:Port',
			'TCP  10.96.0.1:443                       5       10       10     1000     1000',
			'  -> 192.168.56.11:6443                  5       10       10     1000     1000',
		];
		const {value, unparsed} = parseIpvs(part(lines.join('\n')));
		expect(unparsed).toEqual([]);
		expect(value[0]?.servers[0]).toMatchObject({port: 6443, weight: null});
	});

	test('no heading, as grep prints it', () => {
		expect(bare(parseIpvs(part('UDP  10.96.0.10:53 rr\n')).value)).toEqual([expected[1]]);
	});

	test('a real server of nobody', () => {
		expect(parseIpvs(part('  -> 10.0.0.1:80 Masq 1 0 0\n')).unparsed.length).toBe(1);
	});
});

describe('the fact', () => {
	test('without the file there are none', () => {
		expect(collectFrom(virtualServers, {})).toMatchObject({value: []});
	});

	test('a file that may not be read is unknown', () => {
		expect(collectFrom(virtualServers, {'/proc/net/ip_vs': denied})).toMatchObject({
			unavailable: {kind: 'denied', remedy: 'run as root'},
		});
	});

	test('is read', () => {
		const text = recorded('synthetic--proc-net-ip_vs.txt').text;
		const collected = collectFrom(virtualServers, {'/proc/net/ip_vs': text});
		expect('value' in collected && collected.value.length).toBe(4);
	});
});

test.each([
	['IP Virtual Server version 1.2.1 (size=4096)\n', true],
	['TCP  10.96.0.1:443 rr\n', true],
	['tcp        0      0 127.0.0.1:10248         0.0.0.0:*               LISTEN\n', false],
])('recognises %j: %s', (text, is) => {
	expect(ipvsFormat.recognise(text) > 0).toBe(is);
});

obeysParserLaws({parse: parseIpvs, samples: [recorded('synthetic--ipvsadm-Ln.txt').text]});

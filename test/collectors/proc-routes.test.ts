import {describe, expect, test} from 'vitest';
import {parseIpRoute} from '../../source/collectors/ip-route.ts';
import {parseProcNetIpv6Route} from '../../source/collectors/proc-net-ipv6-route.ts';
import {parseProcNetRoute} from '../../source/collectors/proc-net-route.ts';
import {parseRouteN, prefixOfMask} from '../../source/collectors/route-n.ts';
import type {Route} from '../../source/model/facts/route.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/${file}`);
const keys = (routes: readonly Route[]) =>
	routes.map(({destination, via, device, metric}) => `${destination} ${via} ${device} ${metric ?? 0}`).toSorted();
const main = (routes: readonly Route[], family: 4 | 6) =>
	routes.filter((route) => route.table === 'main' && route.family === family);
const ip = parseIpRoute(recorded('ip-route/docker--table-all.txt')).value;

test('/proc/net/route, route -n and netstat -rn show the main table of ip route', () => {
	const expected = keys(main(ip, 4));
	expect(expected.length).toBeGreaterThan(5);
	expect(keys(parseProcNetRoute(recorded('proc-net-route/docker.txt')).value)).toEqual(expected);
	expect(keys(parseRouteN(recorded('route-n/docker.txt')).value)).toEqual(expected);
	expect(keys(parseRouteN(recorded('route-n/docker--netstat.txt')).value)).toEqual(expected);
});

test('/proc/net/ipv6_route shows what ip -6 route shows of all tables', () => {
	const all = parseIpRoute(recorded('ip-route/docker--6-table-all.txt')).value;
	const named = (routes: readonly Route[]) =>
		routes.map((route) => `${route.type} ${route.table} ${keys([route])}`).toSorted();
	expect(named(parseProcNetIpv6Route(recorded('proc-net-ipv6-route/docker.txt')).value)).toEqual(named(all));
});

describe('quirks of route -n', () => {
	const header = 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n';
	test.each<[string, string, Partial<Route>]>([
		[
			'a rejected route',
			'10.244.8.0      -               255.255.255.0   !     50     -        0 -',
			{type: 'unreachable', via: null, device: null, metric: 50},
		],
		[
			'a blackhole has a star',
			'10.244.7.0      0.0.0.0         255.255.255.0   U     0      0        0 *',
			{device: null},
		],
		[
			'a word for the default',
			'default         192.168.56.1    0.0.0.0         UG    0      0        0 eth0',
			{destination: '0.0.0.0/0', via: '192.168.56.1'},
		],
		[
			'a host',
			'172.30.0.2      0.0.0.0         255.255.255.255 UH    0      0        0 we',
			{destination: '172.30.0.2/32', via: null},
		],
		[
			'IPv6',
			'fd00:44::/64                   fd00:9::8                  UG   1024 3      0 br0',
			{family: 6, via: 'fd00:9::8', metric: 1024},
		],
		[
			'an address of this node',
			'fd00:9::1/128                  ::                         Un   0   3      0 br0',
			{type: 'local', table: 'local'},
		],
	])('%s', (_, line, expected) => {
		expect(parseRouteN(part(header + line))).toMatchObject({value: [expected], unparsed: []});
	});

	test('netstat -rn has no metric, MSS stands in its place', () => {
		const routes = parseRouteN(recorded('route-n/namespace--netstat.txt')).value;
		expect(routes.every((route) => route.metric === null)).toBe(true);
		expect(parseRouteN(recorded('route-n/namespace--netstat-e.txt')).value.map((route) => route.metric)).toContain(100);
	});

	test.each([
		['255.255.255.0', 24],
		['0.0.0.0', 0],
		['255.255.255.255', 32],
		['255.0.255.0', null],
		['fd00::', null],
		['', null],
	])('the length of %s is %s', (mask, length) => {
		expect(prefixOfMask(mask)).toBe(length);
	});
});

describe('quirks of /proc/net', () => {
	test('the root of the IPv6 tree is no route', () => {
		const {value, unparsed} = parseProcNetIpv6Route(recorded('proc-net-ipv6-route/namespace.txt'));
		expect(unparsed).toEqual([]);
		expect(value.some((route) => route.metric === 0xffffffff)).toBe(false);
		expect(value.find((route) => route.metric === 4278198272)).toMatchObject({
			type: 'unreachable',
			destination: '::/0',
		});
	});

	test('an MTU is read, 0 is none', () => {
		const routes = parseProcNetRoute(recorded('proc-net-route/namespace.txt')).value;
		expect(routes.find((route) => route.destination === '10.20.0.0/16')?.mtu).toBe(1400);
		expect(routes.find((route) => route.destination === '0.0.0.0/0')?.mtu).toBeNull();
	});
});

describe('laws of route -n', () => {
	const samples = ['docker', 'docker--netstat', 'namespace', 'namespace--6', 'namespace--busybox'];
	obeysParserLaws({parse: parseRouteN, samples: samples.map((name) => recorded(`route-n/${name}.txt`).text)});
});

describe('laws of /proc/net/route', () => {
	obeysParserLaws({
		parse: parseProcNetRoute,
		samples: ['docker', 'namespace'].map((name) => recorded(`proc-net-route/${name}.txt`).text),
	});
});

describe('laws of /proc/net/ipv6_route', () => {
	obeysParserLaws({
		parse: parseProcNetIpv6Route,
		samples: ['docker', 'namespace'].map((name) => recorded(`proc-net-ipv6-route/${name}.txt`).text),
	});
});

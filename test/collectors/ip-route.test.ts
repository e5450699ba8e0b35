import {describe, expect, test} from 'vitest';
import {parseIpJsonRoutes} from '../../source/collectors/ip-json.ts';
import {parseIpRoute} from '../../source/collectors/ip-route.ts';
import type {Route} from '../../source/model/facts/route.ts';
import {compareInNamespace} from '../support/ip-oracle.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const command = (file: string, name = 'ip route show table all') => recordedPart(`commands/ip-route/${file}`, name);
const plain = (routes: readonly Route[]) => routes.map(({at: _, ...rest}) => rest);

const only = (text: string, name = 'ip route'): Route => {
	const {value, unparsed} = parseIpRoute(part(text, name));
	expect(unparsed).toEqual([]);
	expect(value).toHaveLength(1);
	return value[0] as Route;
};

describe('agrees with the JSON of the same state', () => {
	test.each(['docker', 'dual', 'bridge', 'control-plane', 'namespace'])('%s', (node) => {
		const routes = parseIpJsonRoutes(recordedPart(`commands/ip-json/${node}--route.json`)).value;
		expect(routes.length).toBeGreaterThan(10);
		expect(plain(parseIpRoute(command(`${node}--table-all.txt`)).value)).toEqual(plain(routes));
	});

	test('-d names types, tables, protocols and scopes that are left out otherwise', () => {
		const detailed = parseIpRoute(command('namespace--d-table-all.txt'));
		expect(detailed.unparsed).toEqual([]);
		const keys = (routes: readonly Route[]) =>
			routes.map(({type, destination, table, via, device, nextHops}) => ({
				type,
				destination,
				table,
				via,
				device,
				nextHops,
			}));
		expect(keys(detailed.value)).toEqual(keys(parseIpRoute(command('namespace--table-all.txt')).value));
	});

	compareInNamespace('a state made here', ({text, json}) => {
		const {value: routes, unparsed} = parseIpJsonRoutes(part(json('ip -j route show table all')));
		expect(routes.length).toBeGreaterThan(40);
		const read = (command: string) => parseIpRoute(part(text(command))).value;
		// The JSON of an encapsulated route has `dst` twice; only the text says where it leads.
		const inJson = (items: readonly Route[]) => plain(items.filter((route) => route.destination !== '10.21.0.0/16'));
		expect(inJson(read('ip route show table all'))).toEqual(plain(routes));
		expect(read('ip route show table all')).toHaveLength(routes.length + unparsed.length);
		expect(inJson(read('ip -o route show table all'))).toEqual(plain(routes));
		expect(parseIpRoute(part(text('ip -d route show table all'))).unparsed).toEqual([]);
	});
});

test('-o joins the next hops', () => {
	expect(plain(parseIpRoute(command('namespace--o.txt')).value)).toEqual(
		plain(parseIpRoute(command('namespace.txt')).value),
	);
});

test('busybox shows a route by a group of next hops without any of them', () => {
	const {value, unparsed} = parseIpRoute(command('namespace--busybox.txt'));
	expect(unparsed.map((line) => line.text)).toEqual(['10.24.0.0/16 ']);
	expect(value.length).toBeGreaterThan(40);
});

describe('quirks', () => {
	test.each<[string, string, Partial<Route>]>([
		[
			'default is a CIDR, main is the table',
			'default via 192.168.56.1 dev eth0 ',
			{destination: '0.0.0.0/0', table: 'main', type: 'unicast', via: '192.168.56.1'},
		],
		[
			'a host has no length',
			'172.30.0.2 dev we proto kernel scope link src 172.30.0.1 ',
			{destination: '172.30.0.2/32', source: '172.30.0.1', scope: 'link'},
		],
		['flags', '10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink ', {flags: ['onlink'], device: 'flannel.1'}],
		[
			'a link without carrier',
			'172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown ',
			{flags: ['linkdown']},
		],
		[
			'a type before the destination',
			'blackhole 10.244.7.0/24 proto 80 ',
			{type: 'blackhole', destination: '10.244.7.0/24', protocol: '80', device: null},
		],
		['a type without any word after it', 'prohibit 10.244.9.0/24 ', {type: 'prohibit'}],
		[
			'unreachable default of IPv6',
			'unreachable default dev lo metric 4278198272 error -101 pref medium',
			{family: 6, destination: '::/0', metric: 4278198272},
		],
		['blackhole default of IPv4', 'blackhole default table 101 ', {family: 4, destination: '0.0.0.0/0', table: '101'}],
		[
			'another table',
			'local 192.168.56.22 dev eth0 table local proto kernel scope host src 192.168.56.22 ',
			{type: 'local', table: 'local'},
		],
		['a gateway of the other family', '10.22.0.0/16 via inet6 fd00:9::5 dev br0 ', {family: 4, via: 'fd00:9::5'}],
		[
			'default by a gateway of the other family',
			'default via inet6 fe80::1 dev br0 ',
			{family: 4, destination: '0.0.0.0/0', via: 'fe80::1'},
		],
		['a locked MTU', '10.20.0.0/16 via 10.9.0.7 dev br0 mtu lock 1400 advmss 1360 ', {mtu: 1400, flags: []}],
		[
			'an encapsulation has src and dst of its own',
			'10.21.0.0/16  encap ip id 5 src 10.9.0.1 dst 10.9.0.77 ttl 0 tos 0 dev vxe src 10.1.1.1',
			{device: 'vxe', source: '10.1.1.1', flags: []},
		],
		[
			'segments of an encapsulation',
			'fd00:45::/64  encap seg6 mode encap segs 2 [ fd00:1::1 fd00:2::2 ] dev br0 metric 1024 pref medium',
			{device: 'br0', metric: 1024},
		],
		['a next hop by number', '10.23.0.0/16 nhid 7 via 10.9.0.66 dev br0 ', {via: '10.9.0.66'}],
		[
			'double blanks of old versions',
			'10.244.1.0/24 dev cni0  proto kernel  scope link  src 10.244.1.1 ',
			{device: 'cni0', protocol: 'kernel'},
		],
		['a device called like a keyword', '10.26.0.0/16 dev dev scope link', {device: 'dev', scope: 'link'}],
		['a device called like another keyword', '10.26.0.0/16 dev via proto static', {device: 'via', via: null}],
		[
			'default for one source',
			'default from fd00:77::/64 via fd00:9::9 dev br0 metric 1024 pref medium',
			{family: 6, destination: '::/0'},
		],
		[
			'a mapped range stays IPv6',
			'unreachable ::ffff:0.0.0.0/96 dev lo metric 1024 error -113 pref medium',
			{family: 6, destination: '::ffff:0.0.0.0/96'},
		],
		[
			'an IPv6 address in full is shortened',
			'fd00:0:0:1:0:0:0:0/64 dev eth0 metric 256 pref medium',
			{destination: 'fd00:0:0:1::/64'},
		],
		[
			'what ip route get adds',
			'10.20.0.5 via 10.9.0.7 dev br0 src 10.9.0.1 uid 0 \n    cache mtu lock 1400 advmss 1360 ',
			{via: '10.9.0.7'},
		],
		[
			'an expiring route of a router',
			'default via fe80::1 dev eth0 proto ra metric 100 expires 1798sec hoplimit 64 pref medium',
			{protocol: 'ra', metric: 100, family: 6},
		],
		[
			'rto_min may be locked',
			'10.0.0.0/8 via 10.1.1.1 dev eth0 rto_min lock 40ms src 10.1.1.2',
			{source: '10.1.1.2', flags: []},
		],
		[
			'busybox shows a negative metric',
			'unreachable default dev lo  metric -16769024 error -101',
			{metric: null, family: 6},
		],
	])('%s', (_, text, expected) => {
		expect(only(text)).toMatchObject(expected);
	});

	test('next hops stand on lines of their own', () => {
		const route = only(
			'default proto static \n\tnexthop via 10.9.0.9 dev br0 weight 2 \n\tnexthop via fd00::1 dev we weight 1 dead linkdown ',
		);
		expect(route).toMatchObject({via: null, device: null, family: 4, destination: '0.0.0.0/0', at: {line: 1}});
		expect(route.nextHops).toEqual([
			{via: '10.9.0.9', device: 'br0', weight: 2},
			{via: 'fd00::1', device: 'we', weight: 1},
		]);
	});

	test.each([
		['the command asks for IPv6', 'default dev wg0 metric 1024 ', 'ip -6 route', 6],
		[
			'no command: all other routes are IPv6',
			'fe80::/64 dev wg0 metric 256\ndefault dev wg0 metric 1024 ',
			'pasted',
			6,
		],
		[
			'no command: other routes are of both',
			'fe80::/64 dev wg0 metric 256\n10.0.0.0/8 dev wg0\ndefault dev wg0 metric 1024 ',
			'pasted',
			4,
		],
	] as const)('the family of a default without address: %s', (_, text, name, family) => {
		const route = parseIpRoute(part(text, name)).value.at(-1);
		expect(route).toMatchObject({family, destination: family === 6 ? '::/0' : '0.0.0.0/0'});
	});

	test.each([
		['an address alone', '10.0.0.1'],
		['a line of hosts', '10.0.0.1 node'],
		['no address', 'eth0 dev lo'],
		['a length too long', '10.0.0.0/33 dev eth0'],
		['a next hop without a route', '\tnexthop via 10.9.0.9 dev br0 weight 2'],
		['an error of ip', 'Error: ipv4: FIB table does not exist.'],
		['default of another language', 'default Gateway 10.0.0.1'],
	])('not a route: %s', (_, text) => {
		const {value, unparsed} = parseIpRoute(part(text));
		expect(value).toEqual([]);
		expect(unparsed.map((line) => line.text)).toEqual([text]);
	});
});

describe('laws', () => {
	const samples = [
		'docker--table-all',
		'docker--6-table-all',
		'namespace--table-all',
		'namespace--o',
		'namespace--d-table-all',
	];
	obeysParserLaws({parse: parseIpRoute, samples: samples.map((name) => command(`${name}.txt`).text)});
});

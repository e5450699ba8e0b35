import {describe, expect, test} from 'vitest';
import {parseIpJson, parseIpJsonInterfaces, parseIpJsonRoutes} from '../../source/collectors/ip-json.ts';
import {part, recordedPart} from '../support/part.ts';

const link = {
	ifindex: 2,
	ifname: 'eth0',
	flags: ['UP'],
	mtu: 1500,
	operstate: 'UP',
	link_type: 'ether',
	address: '52:54:00:38:00:16',
};

test('a record of one line is placed by its JSON pointer', () => {
	const {value, unparsed} = parseIpJsonInterfaces(recordedPart('commands/ip-json/docker--addr.json', 'ip -j addr'));
	expect(unparsed).toEqual([]);
	expect(value.map((item) => item.at)).toEqual(
		value.map((_, index) => ({source: 'ip -j addr', line: 1, path: `/${index}`})),
	);
	expect(value[1]?.addresses[0]?.at.path).toBe('/1/addr_info/0');
});

test('a record of pretty JSON is placed by its line', () => {
	const {value} = parseIpJsonInterfaces(part(JSON.stringify([link, {...link, ifname: 'eth1'}], null, 1)));
	expect(value.map((item) => [item.name, item.at.line])).toEqual([
		['eth0', 2],
		['eth1', 13],
	]);
});

test('both kinds of record are told apart', () => {
	const route = {dst: 'default', gateway: '10.0.0.1', dev: 'eth0', flags: []};
	expect(parseIpJson(part(JSON.stringify([link, route]))).value).toMatchObject([
		{name: 'eth0'},
		{destination: '0.0.0.0/0'},
	]);
});

describe('interfaces', () => {
	test.each<[string, object, object]>([
		['no -d: the kind was not asked for', {}, {detailed: false, kind: null}],
		['-d without a kind', {promiscuity: 0}, {detailed: true, kind: null}],
		[
			'a port of a bridge',
			{promiscuity: 1, linkinfo: {info_kind: 'veth', info_slave_kind: 'bridge'}},
			{kind: 'veth', slaveKind: 'bridge_slave'},
		],
		['a peer elsewhere', {link_index: 7, link_netnsid: 0}, {peerIndex: 7, networkNamespace: '0', parent: null}],
		['a lower device that is gone', {link: null}, {parent: null}],
		['a name that a prototype has', {ifname: '__proto__'}, {name: '__proto__'}],
		[
			'a vxlan over IPv6',
			{linkinfo: {info_kind: 'vxlan', info_data: {id: 8, local6: 'fd00::1', link: 'br0', port: 4789}}},
			{vxlan: {id: 8, local: 'fd00::1', device: 'br0', port: 4789}},
		],
		[
			'a peer address',
			{
				addr_info: [
					{family: 'inet', local: '172.30.0.1', address: '172.30.0.2', prefixlen: 32, scope: 'global', label: 'we'},
				],
			},
			{addresses: [{address: '172.30.0.1', peer: '172.30.0.2'}]},
		],
	])('%s', (_, extra, expected) => {
		expect(parseIpJsonInterfaces(part(JSON.stringify([{...link, ...extra}]))).value).toMatchObject([expected]);
	});

	test('what a filter left out is an empty object', () => {
		expect(parseIpJsonInterfaces(part(JSON.stringify([{}, link])))).toMatchObject({
			value: [{name: 'eth0'}],
			unparsed: [],
		});
	});
});

test('an encapsulated route names dst twice, so it is left over', () => {
	const text = '[{"dst":"10.21.0.0/16","encap":"ip","id":5,"src":"10.9.0.1","dst":"10.9.0.77","dev":"vx1","flags":[]}]';
	expect(parseIpJsonRoutes(part(text))).toMatchObject({value: [], unparsed: [{line: 1, path: '/0'}]});
});

test.each([
	['nothing', '', 0],
	['an empty list', '[]\n', 0],
	['cut', '[{"ifindex":2,"ifna', 1],
	['an object', '{"ifname":"eth0"}', 1],
	['numbers', '[1,2]', 2],
	['text', 'Device "eth9" does not exist.', 1],
	['nested without end', '['.repeat(100_000), 1],
])('%s is no list of interfaces or routes', (_, text, left) => {
	const {value, unparsed} = parseIpJson(part(text));
	expect(value).toEqual([]);
	expect(unparsed).toHaveLength(left);
});

import {describe, expect, test} from 'vitest';
import {parseIpAddr} from '../../source/collectors/ip-addr.ts';
import {parseIpJsonInterfaces} from '../../source/collectors/ip-json.ts';
import {mergeInterfaces} from '../../source/collectors/merge-interfaces.ts';
import type {Interface} from '../../source/model/facts/interface.ts';
import {compareInNamespace} from '../support/ip-oracle.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const command = (file: string, name = 'ip addr') => recordedPart(`commands/ip-addr/${file}`, name);
const json = (file: string) => recordedPart(`commands/ip-json/${file}`);

const first = (text: string): Interface => {
	const {value, unparsed} = parseIpAddr(part(text));
	expect(unparsed).toEqual([]);
	const [item] = value;
	expect(item).toBeDefined();
	return item as Interface;
};

/** All that an interface says but where it stood, and the name of a namespace, for which JSON has a number. */
const plain = (interfaces: readonly Interface[]): unknown =>
	interfaces.map(({at: _, networkNamespace: __, addresses, ...rest}) => ({
		...rest,
		addresses: addresses.map(({at: ___, ...address}) => address),
	}));

describe('agrees with the JSON of the same state', () => {
	test.each(['docker', 'dual', 'bridge', 'control-plane'])(
		'%s: ip addr, ip -d link, and both in ip -d addr',
		(node) => {
			const addresses = parseIpJsonInterfaces(json(`${node}--addr.json`)).value;
			const details = parseIpJsonInterfaces(json(`${node}--d-link.json`)).value;
			expect(addresses.length).toBeGreaterThan(2);
			expect(plain(parseIpAddr(command(`${node}--addr.txt`)).value)).toEqual(plain(addresses));
			expect(plain(parseIpAddr(command(`${node}--d-link.txt`)).value)).toEqual(plain(details));
			expect(plain(parseIpAddr(command(`${node}--d-addr.txt`)).value)).toEqual(
				plain(mergeInterfaces([...addresses, ...details])),
			);
		},
	);

	test('odd names, aliases and every kind that one kernel had', () => {
		const detailed = parseIpJsonInterfaces(json('namespace--d-addr.json')).value;
		expect(detailed.map((item) => item.name)).toEqual(
			expect.arrayContaining(['we@rd', 'p"q', '-x', 'état', 'secondary']),
		);
		expect(plain(parseIpAddr(command('namespace--d-addr.txt')).value)).toEqual(plain(detailed));
		const links = parseIpJsonInterfaces(json('namespace--d-link.json')).value;
		expect(plain(parseIpAddr(command('namespace--d-link.txt')).value)).toEqual(plain(links));
		expect(plain(parseIpAddr(command('namespace--s-s-d-link.txt')).value)).toEqual(plain(links));
		expect(plain(parseIpAddr(command('namespace--o-d-link.txt')).value)).toEqual(plain(links));
	});

	compareInNamespace('a state made here', ({text, json: tool}) => {
		const detailed = parseIpJsonInterfaces(part(tool('ip -j -d addr'))).value;
		expect(detailed.length).toBeGreaterThan(50);
		expect(plain(parseIpAddr(part(text('ip -d addr'))).value)).toEqual(plain(detailed));
		const links = parseIpJsonInterfaces(part(tool('ip -d -j link'))).value;
		expect(plain(parseIpAddr(part(text('ip -o -d link'))).value)).toEqual(plain(links));
	});
});

describe('other forms show the same', () => {
	const whole = parseIpAddr(command('namespace--d-addr.txt')).value;
	const named = (items: readonly Interface[]) =>
		items.map(({name, addresses}) => [name, addresses.map(({address, prefix, peer}) => ({address, prefix, peer}))]);

	test('-br addr', () => {
		expect(named(parseIpAddr(command('namespace--br-addr.txt')).value)).toEqual(named(whole));
	});

	test('-br link has states, addresses and flags', () => {
		const brief = parseIpAddr(command('namespace--br-link.txt')).value;
		expect(brief.map(({name, state, mac, flags}) => ({name, state, mac, flags}))).toEqual(
			whole.map(({name, state, mac, flags}) => ({name, state, mac, flags})),
		);
	});

	test('-o addr shows interfaces with addresses only', () => {
		const some = whole.filter((item) => item.addresses.length > 0);
		const {value, unparsed} = parseIpAddr(command('namespace--o-addr.txt'));
		expect(unparsed).toEqual([]);
		expect(
			value.map(({name, index, addresses}) => ({name, index, addresses: addresses.map(({at: _, ...rest}) => rest)})),
		).toEqual(
			some.map(({name, index, addresses}) => ({name, index, addresses: addresses.map(({at: _, ...rest}) => rest)})),
		);
	});

	test('-c has colours', () => {
		expect(named(parseIpAddr(command('namespace--colour.txt')).value)).toEqual(named(whole));
	});

	test('busybox has no state; its peer of an address is missing', () => {
		const {value, unparsed} = parseIpAddr(command('namespace--busybox.txt'));
		expect(unparsed).toEqual([]);
		expect(value.map(({name, mtu, flags}) => ({name, mtu, flags}))).toEqual(
			whole.map(({name, mtu, flags}) => ({name, mtu, flags})),
		);
		expect(value.every((item) => item.state === null)).toBe(true);
	});
});

const up = '<BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default';

describe('names', () => {
	const lo = '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n';
	test.each<[string, string, Partial<Interface>]>([
		['a peer in another namespace', `2: eth0@if24: ${up}`, {name: 'eth0', peerIndex: 24, parent: null}],
		['a lower device that is gone', `2: tunl0@NONE: ${up}`, {name: 'tunl0', peerIndex: null, parent: null}],
		['a parent that the output shows', `3: br0: ${up}\n2: br0.5@br0: ${up}`, {name: 'br0.5', parent: 'br0'}],
		['@ inside a name, all interfaces shown', `${lo}2: we@rd: ${up}`, {name: 'we@rd', parent: null}],
		['a parent that a part of the output does not show', `2: eth0.5@eth0: ${up}`, {name: 'eth0.5', parent: 'eth0'}],
		['@ inside a name with a peer', `${lo}2: we@rd@if7: ${up}`, {name: 'we@rd', peerIndex: 7}],
		[
			'@ inside a name that its label repeats',
			`2: a@if5: ${up}\n    inet 10.0.0.1/24 scope global a@if5`,
			{name: 'a@if5', peerIndex: null},
		],
		[
			'busybox takes itself for its peer',
			'2: eth0@eth0: <UP> mtu 1500 qdisc noqueue qlen 1000',
			{name: 'eth0', parent: null},
		],
		['a name that begins with @', `2: @x: ${up}`, {name: '@x', parent: null}],
		['a quote, a dash, a letter outside ASCII', `2: -p"é: ${up}`, {name: '-p"é'}],
		[
			'@ inside a name, both halves of which exist',
			`${lo}3: we: ${up}\n4: rd: ${up}\n2: we@rd: ${up}`,
			{name: 'we@rd', parent: null},
		],
		['digits', `2: 5: ${up}`, {name: '5', index: 2}],
	])('%s', (_, text, expected) => {
		const all = parseIpAddr(part(text));
		expect(all.unparsed).toEqual([]);
		expect(all.value.find((item) => item.index === 2)).toMatchObject(expected);
	});
});

describe('lines below an interface', () => {
	const below = (...lines: readonly string[]): Interface => first([`2: eth0: ${up}`, ...lines].join('\n'));

	test.each<[string, readonly string[], Partial<Interface>]>([
		[
			'an alias that imitates keywords',
			[
				'    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff',
				'    alias uplink: rack 7 (port 3) mtu 1500    link/ether state UP',
			],
			{alias: 'uplink: rack 7 (port 3) mtu 1500    link/ether state UP', mac: '52:54:00:38:00:16'},
		],
		['several other names', ['    altname enp0s18', '    altname ens18'], {alternativeNames: ['enp0s18', 'ens18']}],
		[
			'a namespace by name',
			['    link/ether 9a:0b:e9:d5:38:83 brd ff:ff:ff:ff:ff:ff link-netns cni-f357b33d'],
			{networkNamespace: 'cni-f357b33d'},
		],
		[
			'a namespace by number',
			['    link/ether 9a:0b:e9:d5:38:83 brd ff:ff:ff:ff:ff:ff link-netnsid 0'],
			{networkNamespace: '0'},
		],
		['a tunnel has addresses for MACs', ['    link/ipip 10.9.0.1 peer 10.9.0.9'], {linkType: 'ipip', mac: '10.9.0.1'}],
		[
			'no link-layer address',
			['    link/none  promiscuity 0  allmulti 0 minmtu 68'],
			{linkType: 'none', mac: null, detailed: true},
		],
		['busybox and an unknown type', ['    link/[65534] '], {linkType: '[65534]', mac: null}],
		[
			'a physical interface has no kind',
			[
				'    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 68 numtxqueues 1 parentbus virtio parentdev virtio0 ',
			],
			{detailed: true, kind: null, slaveKind: null},
		],
		[
			'a physical port of a bridge',
			[
				'    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff promiscuity 1 minmtu 68 ',
				'    bridge_slave state forwarding priority 32 cost 100',
			],
			{kind: null, slaveKind: 'bridge_slave'},
		],
		[
			'a vlan with maps on deeper lines',
			[
				'    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 0 ',
				'    vlan protocol 802.1Q id 5 <REORDER_HDR> ',
				'      ingress-qos-map { 2:3 } ',
				'      egress-qos-map { 1:2 } numtxqueues 1',
			],
			{kind: 'vlan'},
		],
		[
			'a vxlan without id',
			[
				'    link/ether 7e:59:bb:67:4b:b4 brd ff:ff:ff:ff:ff:ff promiscuity 0 ',
				'    vxlan external id 0 srcport 0 0 dstport 4799 nolearning ttl auto',
			],
			{kind: 'vxlan', vxlan: {id: 0, local: null, device: null, port: 4799}},
		],
		[
			'a vxlan over a device called like a keyword',
			[
				'    link/ether 7e:59:bb:67:4b:b4 brd ff:ff:ff:ff:ff:ff promiscuity 0 ',
				'    vxlan id 7 local 10.9.0.1 dev dstport srcport 0 0 dstport 8472',
			],
			{vxlan: {id: 7, local: '10.9.0.1', device: 'dstport', port: 8472}},
		],
		[
			'virtual functions and programs',
			[
				'    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff',
				'    vf 0     link/ether 00:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff, spoof checking on',
				'    prog/xdp id 46 tag f1 jited',
			],
			{mac: '52:54:00:38:00:16'},
		],
	])('%s', (_, lines, expected) => {
		expect(below(...lines)).toMatchObject(expected);
	});

	test.each<[string, string, Partial<Interface['addresses'][number]>]>([
		[
			'a label and a flag',
			'inet 10.9.0.2/24 scope global secondary br0:0',
			{label: 'br0:0', flags: ['secondary'], broadcast: null},
		],
		['a label called like a flag', 'inet 10.5.5.1/24 scope global secondary', {label: 'secondary', flags: []}],
		[
			'a label called like a keyword',
			'inet 10.5.5.1/24 brd 10.5.5.255 scope global dynamic metric',
			{label: 'metric', flags: ['dynamic']},
		],
		[
			'a peer: the address is the first',
			'inet 172.30.0.1 peer 172.30.0.2/32 scope global we',
			{address: '172.30.0.1', peer: '172.30.0.2', prefix: 32},
		],
		[
			'a metric',
			'inet 10.77.0.1/24 metric 100 brd 10.77.0.255 scope global dynamic eth0',
			{broadcast: '10.77.0.255', flags: ['dynamic'], label: 'eth0'},
		],
		[
			'flags of IPv6',
			'inet6 fd00::1/64 scope global deprecated dynamic mngtmpaddr noprefixroute',
			{family: 6, flags: ['deprecated', 'dynamic', 'mngtmpaddr', 'noprefixroute'], label: null},
		],
		[
			'a duplicate',
			'inet6 fe80::1/64 scope link tentative dadfailed',
			{scope: 'link', flags: ['tentative', 'dadfailed']},
		],
		['who set it (since 6.3)', 'inet6 fe80::1/64 scope link proto kernel_ll', {flags: []}],
		['flags that busybox does not know', 'inet6 fd00::1/64 scope global flags 02', {flags: []}],
		['an address in full', 'inet6 fd00:0:0:0:0:0:0:1/64 scope global', {address: 'fd00::1'}],
	])('%s', (_, line, expected) => {
		expect(below(`    ${line} `).addresses).toMatchObject([expected]);
	});
});

test('a cut beginning and a cut end are reported, the rest is read', () => {
	const {value, unparsed} = parseIpAddr(
		part(`    inet 10.0.0.1/24 scope global eth0\n2: eth1: ${up}\n    inet 10.0.0.`, 'ip addr'),
	);
	expect(value.map((item) => item.name)).toEqual(['eth1']);
	expect(unparsed.map(({line, source}) => [source, line])).toEqual([
		['ip addr', 1],
		['ip addr', 3],
	]);
});

test('evidence of an address is its own line', () => {
	const item = first(
		`\n2: eth0: ${up}\n    link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff\n    inet 10.0.0.1/24 scope global eth0`,
	);
	expect([item.at.line, item.addresses[0]?.at.line]).toEqual([2, 4]);
});

describe('laws', () => {
	const samples = [
		'docker--addr',
		'dual--d-addr',
		'namespace--o-addr',
		'namespace--br-addr',
		'namespace--busybox',
		'docker--s-link',
	];
	obeysParserLaws({parse: parseIpAddr, samples: samples.map((name) => command(`${name}.txt`).text)});
});

import {describe, expect, test} from 'vitest';
import {interfaces} from '../../source/collectors/interfaces.ts';
import {parseIpAddr} from '../../source/collectors/ip-addr.ts';
import {parseProcNetFibTrie} from '../../source/collectors/proc-net-fib-trie.ts';
import {parseProcNetIfInet6} from '../../source/collectors/proc-net-if-inet6.ts';
import type {Capture, Part} from '../../source/model/capture.ts';
import type {Interface} from '../../source/model/facts/interface.ts';
import type {Input} from '../../source/model/input.ts';
import {failed, read} from '../support/captures.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string, name: string): Part => recordedPart(`commands/${file}`, name);
const ip = recorded('ip-addr/docker--d-addr.txt', 'ip -d addr');
const byName = (items: readonly Interface[]) => new Map(items.map((item) => [item.name, item]));

/** The captures of the collector's slots, each the first alternative that `answer` reads. */
const capturesOf = (answer: (input: Input) => Capture): readonly Capture[] =>
	interfaces.inputs({}).map((slot) => {
		const captures = (Array.isArray(slot) ? (slot as readonly Input[]) : [slot as Input]).map(answer);
		return captures.find((capture) => capture.failure === null) ?? (captures[0] as Capture);
	});

const collect = (answer: (input: Input) => Capture) => {
	const collected = interfaces.collect(capturesOf(answer), {});
	if ('unavailable' in collected) {
		throw new Error(collected.unavailable.reason);
	}
	return collected;
};

test('ip is enough: nothing of /proc is taken', () => {
	const collected = collect((input) =>
		'run' in input && input.run[1] === '-d' ? read(input, ip) : failed(input, 'missing'),
	);
	expect(collected.value).toEqual(parseIpAddr(ip).value);
	expect(collected.partial).toBeUndefined();
});

describe('pasted pieces', () => {
	const pasted = (...parts: readonly Part[]) =>
		collect((input) => (input.format === 'ip-addr' ? read(input, ...parts) : failed(input, 'not-recorded'))).value;

	test('ip addr and ip -d link make one record of each interface', () => {
		const merged = pasted(
			recorded('ip-addr/docker--addr.txt', 'a.txt'),
			recorded('ip-addr/docker--d-link.txt', 'b.txt'),
		);
		const plain = (items: readonly Interface[]) =>
			items.map(({at: _, addresses, ...rest}) => ({
				...rest,
				addresses: addresses.map(({at: __, ...address}) => address),
			}));
		expect(plain(merged)).toEqual(plain(parseIpAddr(ip).value));
	});

	test('the same piece twice says nothing more', () => {
		expect(pasted(ip, ip)).toEqual(parseIpAddr(ip).value);
	});

	test('ip addr show type bridge does not say so: the kind is unknown', () => {
		const text = [
			'5: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1360 qdisc noqueue state UP group default qlen 1000',
			'    link/ether c2:b9:a8:8c:96:66 brd ff:ff:ff:ff:ff:ff',
			'    inet 172.17.0.1/24 brd 172.17.0.255 scope global cni0',
			'       valid_lft forever preferred_lft forever',
		].join('\n');
		expect(pasted(part(text))).toMatchObject([
			{
				name: 'cni0',
				mtu: 1360,
				state: 'UP',
				mac: 'c2:b9:a8:8c:96:66',
				kind: null,
				detailed: false,
				addresses: [{address: '172.17.0.1', prefix: 24}],
			},
		]);
	});

	test('JSON alone', () => {
		const json = recorded('ip-json/docker--addr.json', 'addr.json');
		const collected = collect((input) =>
			input.format === 'ip-json' ? read(input, json) : failed(input, 'not-recorded'),
		);
		expect(collected.value.map((item) => item.name)).toEqual(parseIpAddr(ip).value.map((item) => item.name));
	});
});

describe('without ip', () => {
	const sys = (name: string, values: Readonly<Record<string, string>>) =>
		Object.entries(values).map(([attribute, value]) => part(`${value}\n`, `/sys/class/net/${name}/${attribute}`));
	const attributes = [
		...sys('eth0', {
			address: '52:54:00:38:00:16',
			flags: '0x1003',
			ifindex: '2',
			iflink: '24',
			mtu: '1500',
			operstate: 'up',
			type: '1',
		}),
		...sys('cni0', {
			address: '0e:e4:6a:30:9a:9a',
			flags: '0x1003',
			ifindex: '4',
			iflink: '4',
			mtu: '1450',
			operstate: 'up',
			type: '1',
			uevent: 'DEVTYPE=bridge\nINTERFACE=cni0',
		}),
		...sys('docker0', {flags: '0x1003', ifindex: '13', iflink: '13', mtu: '1500', operstate: 'down', type: '1'}),
		...sys('lo', {flags: '0x9', ifindex: '1', iflink: '1', mtu: '65536', operstate: 'unknown', type: '772'}),
		...sys('down0', {flags: '0x1002', ifindex: '12', iflink: '0', mtu: '1500', operstate: 'down', type: '1'}),
	];
	const files = new Map([
		['/proc/net/dev', 'proc-net-dev/docker.txt'],
		['/proc/net/if_inet6', 'proc-net-if-inet6/docker.txt'],
		['/proc/net/fib_trie', 'proc-net-fib-trie/docker.txt'],
		['/proc/net/route', 'proc-net-route/docker.txt'],
	]);
	const collected = collect((input) => {
		if ('directory' in input) {
			return read(input, ...attributes);
		}
		const file = 'file' in input ? files.get(input.file) : undefined;
		return file === undefined
			? failed(input, 'missing')
			: read(input, recorded(file, 'file' in input ? input.file : ''));
	});
	const found = byName(collected.value);
	const known = byName(parseIpAddr(ip).value);

	test('it says that it is not the whole', () => {
		expect(collected.partial).toContain('without ip');
		expect(collected.unparsed).toEqual([]);
	});

	test.each(['eth0', 'cni0', 'docker0', 'lo'])('%s is what ip shows', (name) => {
		const {index, mtu, state, linkType, addresses} = found.get(name) as Interface;
		const expected = known.get(name) as Interface;
		expect({index, mtu, state, linkType}).toEqual({
			index: expected.index,
			mtu: expected.mtu,
			state: expected.state,
			linkType: expected.linkType,
		});
		const plain = (item: Interface) =>
			item.addresses.map(({address, prefix, scope}) => `${address}/${prefix} ${scope}`);
		expect(plain({...expected, addresses})).toEqual(plain(expected));
	});

	test('flags as ip names them', () => {
		expect(found.get('eth0')?.flags).toEqual(known.get('eth0')?.flags);
		expect(found.get('lo')?.flags).toEqual(known.get('lo')?.flags);
		expect(found.get('docker0')?.flags).toEqual(known.get('docker0')?.flags);
		expect(found.get('down0')?.flags).toEqual(['BROADCAST', 'MULTICAST']);
	});

	test('a peer by number, a kind where the driver names it', () => {
		expect(found.get('eth0')?.peerIndex).toBe(24);
		expect(found.get('cni0')).toMatchObject({kind: 'bridge', peerIndex: null, detailed: false});
		expect(found.get('down0')?.peerIndex).toBeNull();
	});

	test('an interface that only /proc/net/dev has is not lost', () => {
		expect(found.get('flannel.1')).toMatchObject({index: null, at: {source: '/proc/net/dev'}});
	});

	test("an address that is its network's own is on no connected interface", () => {
		const all = collected.value.flatMap((item) => item.addresses.map((address) => address.address));
		expect(all).not.toContain('10.244.5.0');
		expect(all).toContain('10.244.5.1');
	});
});

test('nothing can be read', () => {
	const collected = interfaces.collect(
		capturesOf((input) => failed(input, 'denied')),
		{},
	);
	expect(collected).toMatchObject({unavailable: {kind: 'denied'}});
});

test('/proc/net/fib_trie lists an address of both tables once', () => {
	const {value} = parseProcNetFibTrie(recordedPart('commands/proc-net-fib-trie/docker.txt'));
	expect(value.map((item) => item.address).toSorted()).toEqual([
		'10.244.5.0',
		'10.244.5.1',
		'127.0.0.1',
		'172.17.0.1',
		'192.168.56.22',
	]);
});

test.each([
	['40', 'link', ['tentative'], 'fe80000000000000505400fffe380016 02 40 20 40     eth0'],
	['28', 'global', ['dadfailed', 'deprecated'], 'fd000000000000000000000000000001 02 40 00 28     eth0'],
	['80', 'host', [], '00000000000000000000000000000001 01 80 10 80       lo'],
])('/proc/net/if_inet6: flags %s', (_, scope, flags, line) => {
	expect(parseProcNetIfInet6(part(line))).toMatchObject({value: [{scope, flags}], unparsed: []});
});

describe.each([
	['/proc/net/fib_trie', parseProcNetFibTrie, ['proc-net-fib-trie/docker', 'proc-net-fib-trie/namespace']],
	['/proc/net/if_inet6', parseProcNetIfInet6, ['proc-net-if-inet6/docker', 'proc-net-if-inet6/namespace']],
] as const)('laws of %s', (_, parse, samples) => {
	obeysParserLaws({parse, samples: samples.map((name) => recordedPart(`commands/${name}.txt`).text)});
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type AddressValue, createAddressTable} from '../../source/disguise/address-table.ts';
import {printV4, printV6} from '../../source/disguise/scan-addresses.ts';
import {parseAddress} from '../../source/net/address.ts';
import {type Cidr, contains, overlaps, parseCidr} from '../../source/net/cidr.ts';
import {seededDraw} from '../support/seeded-draw.ts';

const address = (text: string): AddressValue => {
	const parsed = parseAddress(text);
	if (parsed === null) {
		throw new Error(text);
	}
	return parsed;
};

const range = (text: string): Cidr => {
	const parsed = parseCidr(text);
	if (parsed === null) {
		throw new Error(text);
	}
	return parsed;
};

const print = ({family}: AddressValue, value: bigint): string => (family === 4 ? printV4(value) : printV6(value));

/** What addresses and ranges become, as texts. */
const images = (addresses: readonly string[], ranges: readonly string[], seed = 1) => {
	const table = createAddressTable(addresses.map(address), ranges.map(range), seededDraw(seed));
	return {
		of: (text: string): string => print(address(text), table(address(text))),
		ofRange: (text: string): string => {
			const {family, first, prefix} = range(text);
			return `${print({family, value: first}, table({family, value: first}, prefix))}/${prefix}`;
		},
	};
};

test('the last bits stay, and what lies in a range lies in its image', () => {
	const {of, ofRange} = images(['192.168.56.11', '192.168.56.255'], ['192.168.56.0/24', '192.168.56.64/26']);
	expect(of('192.168.56.11')).toMatch(/^192\.168\.\d+\.11$/);
	expect(of('192.168.56.11')).not.toBe('192.168.56.11');
	expect(ofRange('192.168.56.0/24')).toBe(of('192.168.56.11').replace(/\.11$/, '.0/24'));
	expect(ofRange('192.168.56.64/26')).toBe(of('192.168.56.11').replace(/\.11$/, '.64/26'));
	expect(of('192.168.56.255')).toBe(of('192.168.56.11').replace(/\.11$/, '.255'));
});

test.each([
	['loopback', '127.0.0.53'],
	['unspecified', '0.0.0.0'],
	['link-local', '169.254.20.10'],
	['a group', '224.0.0.251'],
	['everybody', '255.255.255.255'],
	['documentation', '203.0.113.7'],
	['a public resolver', '8.8.8.8'],
	['loopback of IPv6', '::1'],
	['link-local of IPv6', 'fe80::1'],
	['all nodes', 'ff02::1'],
])('%s stays', (_, text) => {
	expect(images([text], []).of(text)).toBe(text);
});

test('blocks that anybody may use stay, and what has no smaller range around it is moved by its last network', () => {
	const {of, ofRange} = images(['10.0.0.5', '172.16.0.1'], ['10.0.0.0/8', '172.16.0.0/12', '0.0.0.0/0', '128.0.0.0/1']);
	expect([ofRange('10.0.0.0/8'), ofRange('172.16.0.0/12'), ofRange('128.0.0.0/1')]).toEqual([
		'10.0.0.0/8',
		'172.16.0.0/12',
		'128.0.0.0/1',
	]);
	expect(of('10.0.0.5')).toMatch(/^10\.\d+\.\d+\.5$/);
	expect(of('10.0.0.5')).not.toMatch(/^10\.0\.0\./);
});

test('a default that is in use stays with its first addresses; what lies in it moves within it', () => {
	const {of, ofRange} = images(
		['10.96.0.1', '10.105.3.9', '10.244.3.7'],
		['10.96.0.0/12', '10.244.0.0/16', '10.244.3.0/24'],
	);
	expect([ofRange('10.96.0.0/12'), of('10.96.0.1'), ofRange('10.244.0.0/16')]).toEqual([
		'10.96.0.0/12',
		'10.96.0.1',
		'10.244.0.0/16',
	]);
	expect(contains(range('10.96.0.0/12'), range(of('10.105.3.9')))).toBe(true);
	expect(of('10.105.3.9')).not.toBe('10.105.3.9');
	expect(of('10.244.3.7')).toMatch(/^10\.244\.\d+\.7$/);
	expect(of('10.244.3.7')).not.toBe('10.244.3.7');
});

test('a default that is not in use is no place for anything', () => {
	for (let seed = 0; seed < 50; seed++) {
		const {ofRange} = images([], ['10.7.0.0/16', '10.8.0.0/16'], seed);
		for (const text of ['10.7.0.0/16', '10.8.0.0/16']) {
			expect(overlaps(range(ofRange(text)), range('10.96.0.0/12'))).toBe(false);
		}
	}
});

const octet = fc.integer({min: 0, max: 255});
const anyV4 = fc
	.tuple(fc.constantFrom('10', '172.16', '172.20', '192.168', '100.64', '5', '93', '185'), octet, octet, octet)
	.map(([head, ...rest]) => [...head.split('.'), ...rest.map(String)].slice(0, 4).join('.'));
const anyV6 = fc
	.tuple(fc.constantFrom('fd00:1', 'fd12:3456', '2a01:4f8', '2600:1f'), octet, octet)
	.map(([head, a, b]) => `${head}:${a.toString(16)}::${b.toString(16)}`);
const anyRange = fc.oneof(
	fc.tuple(anyV4, fc.integer({min: 9, max: 31})).map(([text, prefix]) => `${text}/${prefix}`),
	fc.tuple(anyV6, fc.integer({min: 33, max: 64})).map(([text, prefix]) => `${text}/${prefix}`),
);
const isShared = (text: string): string =>
	['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fd00::/8'].find((block) =>
		contains(range(block), range(text)),
	) ?? 'public';

test('ranges contain, overlap and equal each other as before; private stays private; different stays different', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(anyV4, anyV6), {maxLength: 12}),
			fc.array(anyRange, {maxLength: 12}),
			fc.nat(),
			(addresses, ranges, seed) => {
				const table = images(addresses, ranges, seed);
				const before = [...addresses.map((text) => range(text)), ...ranges.map(range)];
				const after = [
					...addresses.map((text) => range(table.of(text))),
					...ranges.map((text) => range(table.ofRange(text))),
				];
				for (const [i, a] of before.entries()) {
					const [imageA = a, prefix] = [after[i], a.prefix];
					expect(imageA.prefix).toBe(prefix);
					for (const [j, b] of before.entries()) {
						const imageB = after[j] ?? b;
						expect(contains(imageA, imageB)).toBe(contains(a, b));
						expect(overlaps(imageA, imageB)).toBe(overlaps(a, b));
					}
				}
				for (const text of addresses) {
					expect(isShared(table.of(text))).toBe(isShared(text));
					expect(address(table.of(text)).value & 0xffn).toBe(address(text).value & 0xffn);
				}
			},
		),
		{numRuns: 400},
	);
});

test('no image is an address that was seen', () => {
	const addresses = Array.from({length: 200}, (_, index) => `192.168.${index}.${index}`);
	const {of} = images(addresses, []);
	const seen = new Set(addresses);
	const own = images(addresses.slice(0, 60), []);
	expect(addresses.slice(0, 60).filter((text) => addresses.slice(0, 60).includes(own.of(text)))).toEqual([]);
	// Where there is no room for that, an address has still another one, and each its own.
	expect(new Set(addresses.map(of)).size).toBe(addresses.length);
	expect(seen.size).toBe(addresses.length);
});

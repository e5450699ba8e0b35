import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {expect, test} from 'vitest';
import {isLinkLocal, isLoopback, isPublic, isWildcard, parseAddress, sameAddress} from '../../source/net/address.ts';
import {addressAt, contains, containsAddress, overlaps, parseCidr, sizeOf} from '../../source/net/cidr.ts';

test.each([
	['10.0.0.1', '10.0.0.1', 4, 0x0a000001n],
	['255.255.255.255', '255.255.255.255', 4, 0xffffffffn],
	['[10.0.0.1]', '10.0.0.1', 4, 0x0a000001n],
	['::ffff:10.0.0.1', '10.0.0.1', 4, 0x0a000001n],
	['::FFFF:A00:1', '10.0.0.1', 4, 0x0a000001n],
	['::', '::', 6, 0n],
	['[::1]', '::1', 6, 1n],
	['fe80::1%eth0', 'fe80::1', 6, 0xfe800000000000000000000000000001n],
	['2001:DB8:0:0:0:0:0:1', '2001:db8::1', 6, 0x20010db8000000000000000000000001n],
])('%s is the address %s', (text, normal, family, value) => {
	expect(parseAddress(text)).toEqual({family, value, text: normal});
});

test.each([
	'',
	'10',
	'10.1',
	'10.0.0.256',
	'10.0.0.1.2',
	'1.2.3.4 ',
	':',
	':::',
	'1::2::3',
	'fe80',
	'12345::',
	'*',
	'eth0',
])('%j is no address', (text) => {
	expect(parseAddress(text)).toBeNull();
});

const bytes = (length: number) => fc.uint8Array({minLength: length, maxLength: length}).map((list) => [...list]);
const anyAddress = fc.oneof(bytes(4), bytes(16)).map((list) => ipaddr.fromByteArray(list));

test('an address is read as the library reads it', () => {
	fc.assert(
		fc.property(anyAddress, (address) => {
			const plain = ipaddr.process(address.toString());
			const value = plain.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
			const family = plain.kind() === 'ipv4' ? 4 : 6;
			expect(parseAddress(address.toString())).toEqual({family, value, text: plain.toString()});
			expect(parseAddress(address.toNormalizedString())).toEqual({family, value, text: plain.toString()});
		}),
	);
});

test('text that is no address never throws, and is none', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.string({unit: fc.constantFrom(...'0123456789abf.:%[]')})), (text) => {
			const bare = text.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
			const isOne = (bare.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(bare)) && ipaddr.isValid(bare);
			expect(parseAddress(text) !== null).toBe(isOne);
		}),
	);
});

test('the kind of an address is what the library says', () => {
	const special = fc.constantFrom('127.0.0.1', '0.0.0.0', '::', '::1', '169.254.1.1', 'fe80::1', '10.0.0.1', '8.8.8.8');
	fc.assert(
		fc.property(fc.oneof(special, anyAddress.map(String)), (text) => {
			const range = ipaddr.process(text).range();
			expect([isLoopback(text), isWildcard(text), isLinkLocal(text), isPublic(text)]).toEqual(
				['loopback', 'unspecified', 'linkLocal', 'unicast'].map((kind) => kind === range),
			);
		}),
	);
	expect(isWildcard('*')).toBe(true);
	expect([isLoopback('lo'), isWildcard('any'), isLinkLocal(''), isPublic('web')]).toEqual([false, false, false, false]);
});

test('two spellings of one address are the same', () => {
	expect(sameAddress('::ffff:10.0.0.1', '10.0.0.1')).toBe(true);
	expect(sameAddress('fd00:0::1', 'fd00::1')).toBe(true);
	expect(sameAddress('10.0.0.1', '10.0.0.2')).toBe(false);
});

test.each([
	['10.244.1.7/24', '10.244.1.0/24', 256n],
	['10.0.0.1', '10.0.0.1/32', 1n],
	['255.255.255.255/1', '128.0.0.0/1', 2n ** 31n],
	['0.0.0.0/0', '0.0.0.0/0', 2n ** 32n],
	['fd00:10::ffff/112', 'fd00:10::/112', 65_536n],
	['::/0', '::/0', 2n ** 128n],
])('%s is the range %s', (text, normal, size) => {
	const range = parseCidr(text);
	expect(range?.text).toBe(normal);
	expect(range === null ? null : sizeOf(range)).toBe(size);
});

test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', 'fd00::/129', '10.0.0/8', ''])('%j is no range', (text) => {
	expect(parseCidr(text)).toBeNull();
});

test('a range holds its addresses and no other', () => {
	fc.assert(
		fc.property(fc.oneof(fc.tuple(bytes(4), fc.nat(32)), fc.tuple(bytes(16), fc.nat(128))), ([list, prefix]) => {
			const address = ipaddr.fromByteArray(list).toString();
			const range = parseCidr(`${address}/${prefix}`);
			fc.pre(range !== null);
			expect(containsAddress(range, address)).toBe(true);
			expect(parseCidr(range.text)).toEqual(range);
			expect(containsAddress(range, addressAt(range, 0n))).toBe(true);
			expect(containsAddress(range, addressAt(range, sizeOf(range) - 1n))).toBe(true);
			expect(overlaps(range, range) && contains(range, range)).toBe(true);
		}),
	);
});

const part = fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '0', '00', '01', 'x', '255', '256', ' 1', '1 '));
const strict = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

test('four numbers without leading zeros are an address as they stand, nothing else is', () => {
	fc.assert(
		fc.property(fc.array(part, {minLength: 3, maxLength: 5}), (parts) => {
			const text = parts.join('.');
			const parsed = parseAddress(text);
			const value = strict.test(text) ? parts.reduce((sum, each) => sum * 256n + BigInt(each), 0n) : undefined;
			// Leading zeros are read, and written without.
			expect(parsed?.text === text ? parsed.value : undefined).toBe(value);
		}),
		{numRuns: 2000},
	);
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseCidr} from '../../source/net/cidr.ts';
import {layAxis, type Stretch} from '../../source/report/address-axis.ts';

const cidr4 = fc.tuple(fc.nat(0xffff_ffff), fc.integer({min: 1, max: 32})).map(([address, prefix]): Stretch => {
	const size = 1n << BigInt(32 - prefix);
	const first = (BigInt(address) / size) * size;
	return {first, last: first + size - 1n};
});

const cidr6 = fc
	.tuple(fc.bigInt({min: 0n, max: (1n << 128n) - 1n}), fc.integer({min: 1, max: 128}))
	.map(([address, prefix]): Stretch => {
		const size = 1n << BigInt(128 - prefix);
		const first = (address / size) * size;
		return {first, last: first + size - 1n};
	});

const stretches = fc.oneof(
	fc.array(cidr4, {minLength: 1, maxLength: 12}),
	fc.array(cidr6, {minLength: 1, maxLength: 12}),
);
const widths = fc.integer({min: 3, max: 200});

const meets = (one: Stretch, other: Stretch): boolean => one.first <= other.last && other.first <= one.last;

describe('the axis', () => {
	test('each range that is drawn has at least one column, within the drawing', () => {
		fc.assert(
			fc.property(stretches, widths, (all, width) => {
				const axis = layAxis(all, width);
				for (const stretch of all) {
					const columns = axis.columnsOf(stretch);
					if (columns !== null) {
						expect(columns.from).toBeGreaterThanOrEqual(0);
						expect(columns.to).toBeGreaterThanOrEqual(columns.from);
						expect(columns.to).toBeLessThan(width);
					}
				}
			}),
		);
	});

	test('ranges that share addresses share a column, and both are drawn or neither', () => {
		fc.assert(
			fc.property(stretches, widths, (all, width) => {
				const axis = layAxis(all, width);
				for (const one of all) {
					for (const other of all.filter((each) => meets(one, each))) {
						const [first, second] = [axis.columnsOf(one), axis.columnsOf(other)];
						expect(first === null).toBe(second === null);
						if (first !== null && second !== null) {
							expect(first.from <= second.to && second.from <= first.to).toBe(true);
						}
					}
				}
			}),
		);
	});

	test('what comes before in addresses never stands after', () => {
		fc.assert(
			fc.property(stretches, widths, (all, width) => {
				const axis = layAxis(all, width);
				for (const one of all) {
					for (const other of all.filter((each) => one.last < each.first)) {
						const [first, second] = [axis.columnsOf(one), axis.columnsOf(other)];
						if (first !== null && second !== null) {
							expect(first.to).toBeLessThanOrEqual(second.from);
						}
					}
				}
			}),
		);
	});

	test('ranges of different parts never share a column, and a break stands between them', () => {
		fc.assert(
			fc.property(stretches, widths, (all, width) => {
				const {parts} = layAxis(all, width);
				expect(parts.length).toBeGreaterThan(0);
				parts.slice(1).forEach((part, index) => {
					expect(part.from).toBe((parts[index]?.to ?? 0) + 2);
					expect(part.first > (parts[index]?.last ?? 0n)).toBe(true);
				});
				expect(parts.at(-1)?.to).toBe(width - 1);
			}),
		);
	});

	test('where there is no room for all, the first that are given are drawn', () => {
		const all = ['192.168.0.0/24', '10.0.0.0/8', '172.17.0.0/16'].flatMap((text) => parseCidr(text) ?? []);
		const axis = layAxis(all, 7);
		expect(all.map((each) => axis.columnsOf(each))).toEqual([{from: 4, to: 6}, {from: 0, to: 2}, null]);
	});

	test('without ranges there is none', () => {
		expect(layAxis([], 40).parts).toEqual([]);
	});
});

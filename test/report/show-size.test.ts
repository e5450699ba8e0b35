import {expect, test} from 'vitest';
import {showCount, showSize} from '../../source/report/show-size.ts';

test.each([
	[0, '0 B'],
	[999, '999 B'],
	[1000, '1.0 kB'],
	[9949, '9.9 kB'],
	[9950, '10 kB'],
	[999_499, '999 kB'],
	[999_500, '1.0 MB'],
	[15_661_424, '16 MB'],
])('%d bytes are %s', (bytes, shown) => {
	expect(showSize(bytes)).toBe(shown);
});

test.each([
	[0, '0'],
	[999, '999'],
	[1000, '1,000'],
	[1_234_567, '1,234,567'],
])('%d is written %s', (count, shown) => {
	expect(showCount(count)).toBe(shown);
});

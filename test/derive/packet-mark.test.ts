import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	andMark,
	copyMark,
	knownMark,
	type Mark,
	maskedValue,
	mergeMarks,
	orMark,
	parseMark,
	xorMark,
} from '../../source/derive/packet-mark.ts';

const word = fc.nat(0xffffffff);

/** A mark of which some bits are known, and a value that it may have. */
const partly = fc.tuple(word, word, word).map(([value, known, other]): {mark: Mark; actual: number} => ({
	mark: {value: (value & known) >>> 0, known},
	actual: ((value & known) | (other & ~known)) >>> 0,
}));

const fits = (mark: Mark, actual: number): boolean => (actual & mark.known) >>> 0 === mark.value;

test('what is known of a changed mark is so whatever the unknown bits were', () => {
	fc.assert(
		fc.property(partly, partly, word, word, ({mark, actual}, other, value, mask) => {
			expect(fits(xorMark(mark, value, mask), ((actual & ~mask) ^ value) >>> 0)).toBe(true);
			expect(fits(orMark(mark, value), (actual | value) >>> 0)).toBe(true);
			expect(fits(andMark(mark, value), (actual & value) >>> 0)).toBe(true);
			expect(fits(mergeMarks(mark, other.mark), actual)).toBe(true);
			expect(fits(mergeMarks(mark, other.mark), other.actual)).toBe(true);
			const copied = ((actual & ~mask) ^ (other.actual & value)) >>> 0;
			expect(fits(copyMark(mark, mask, other.mark, value), copied)).toBe(true);
		}),
	);
});

test('marks that are known stay known', () => {
	fc.assert(
		fc.property(word, word, word, (mark, value, mask) => {
			expect(maskedValue(xorMark(knownMark(mark), value, mask), 0xffffffff)).toBe(((mark & ~mask) ^ value) >>> 0);
			expect(maskedValue(orMark(knownMark(mark), value), 0xffffffff)).toBe((mark | value) >>> 0);
			expect(maskedValue(andMark(knownMark(mark), value), 0xffffffff)).toBe((mark & value) >>> 0);
		}),
	);
});

test.each([
	['0x4000/0xc000', {value: 0x4000, mask: 0xc000}],
	['1', {value: 1, mask: 0xffffffff}],
	['0x4000/', null],
	['0x100000000', null],
	['mark', null],
])('%s is %j', (text, expected) => {
	expect(parseMark(text)).toEqual(expected);
});

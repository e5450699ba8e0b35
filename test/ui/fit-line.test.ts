import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	column,
	fillLine,
	fitLine,
	labelled,
	lineWidth,
	rightColumn,
	spread,
	textWidth,
	wrapSpan,
} from '../../source/ui/fit-line.ts';
import {createPen, type Line} from '../../source/ui/span.ts';

const pen = createPen(false);
const textOf = (line: Line): string => line.map(({text}) => text).join('');

/** Plain, wide, combining, hostile. */
const anyText = fc.oneof(
	fc.string(),
	fc.string({unit: 'grapheme'}),
	fc.constantFrom('节点-甲', 'e\u0301te\u0301', 'a\u001B[2Jb', '\u202Eabc', '👩‍👩‍👧 family', ''),
);
const anyLine = fc.array(
	anyText.map((text) => pen.quote(text)),
	{maxLength: 4},
);

describe('widths', () => {
	test.each([
		['plain', 5],
		['节点', 4],
		['e\u0301', 1],
		['', 0],
	])('%j takes %d columns', (text, width) => {
		expect(textWidth(text)).toBe(width);
	});

	test('a column is as wide as it should be, whatever it holds', () => {
		fc.assert(
			fc.property(anyText, fc.nat(30), (text, width) => {
				expect(lineWidth([column(pen.quote(text), width)])).toBe(width);
				expect(lineWidth([rightColumn(pen.quote(text), width)])).toBe(width);
			}),
		);
	});

	test('a line is never wider than the screen, and a filled one exactly as wide', () => {
		fc.assert(
			fc.property(anyLine, fc.nat(40), fc.nat(20), (line, width, from) => {
				expect(lineWidth(fitLine(line, width, from))).toBeLessThanOrEqual(width);
				expect(lineWidth(fillLine(line, width))).toBe(width);
			}),
		);
	});

	test('two ends of a line take it up together', () => {
		fc.assert(
			fc.property(anyLine, anyLine, fc.integer({min: 1, max: 80}), (left, right, width) => {
				expect(lineWidth(spread(left, right, width))).toBeLessThanOrEqual(width);
			}),
		);
	});
});

describe('cutting', () => {
	test.each([
		['abcdef', 4, 0, 'abc~'],
		['abcdef', 6, 0, 'abcdef'],
		['abcdef', 3, 2, 'cd~'],
		['abcdef', 4, 2, 'cdef'],
		['节点甲', 4, 0, '节 ~'],
		['节点甲', 4, 1, ' 点~'],
	])('%j in %d columns from %d on is %j', (text, width, from, cut) => {
		expect(textOf(fitLine([pen.quote(text)], width, from))).toBe(cut);
	});
});

describe('wrapping', () => {
	test('loses nothing but blanks, and no line is too wide', () => {
		fc.assert(
			fc.property(anyText, fc.integer({min: 8, max: 40}), (text, width) => {
				const span = pen.quote(text);
				const lines = wrapSpan(span, width);
				for (const line of lines) {
					expect(lineWidth(line)).toBeLessThanOrEqual(width);
				}
				const blankless = (words: string): string => words.replaceAll(' ', '');
				expect(blankless(lines.map(textOf).join(''))).toBe(blankless(span.text));
			}),
		);
	});

	test('a label stands once, its text beside it', () => {
		const lines = labelled(pen.words('why'), 6, pen.words('one two three'), 14);
		expect(lines.map(textOf)).toEqual(['why   one two', '      three']);
	});
});

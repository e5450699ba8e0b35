import fc from 'fast-check';
import {expect, test} from 'vitest';
import {toSafeJson} from '../../source/report/render-json.ts';

test('control, bidi and zero-width characters are written as escapes', () => {
	expect(toSafeJson('a\u001B\u009D\u202E\u200Bé😀')).toBe('"a\\u001b\\u009d\\u202e\\u200bé😀"');
});

test('tag characters, which are surrogate pairs, are hidden too', () => {
	expect(toSafeJson('\u{E0041}')).toBe('"\\udb40\\udc41"');
});

test('any text survives', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), (text) => JSON.parse(toSafeJson(text)) === text),
		{numRuns: 5000},
	);
});

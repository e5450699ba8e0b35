import fc from 'fast-check';
import {expect, test} from 'vitest';
import {escapeVisible, unescapeVisible} from '../../source/report/escape-visible.ts';

const allowed = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

test.each([
	['plain', 'eth0 10.0.0.1/24', 'eth0 10.0.0.1/24'],
	['a backslash is doubled', 'a\\b', 'a\\\\b'],
	['newline, return, tab, escape by name', 'a\nb\rc\td\u001B[8m', 'a\\nb\\rc\\td\\e[8m'],
	['C0, DEL and C1 by number', '\u0000\u0007\u007F\u009D', '\\x00\\x07\\x7F\\x9D'],
	['bidi and zero width', '\u202Eabc\u200B', '\\u{202E}abc\\u{200B}'],
	['tag characters', '\u{E0041}', '\\u{E0041}'],
	['letters of any script stay', 'état 東京 Ω', 'état 東京 Ω'],
	['no-break space is not a blank', 'a\u00A0b', 'a\\xA0b'],
	['two marks stay, the third does not', 'e\u0301\u0301\u0301', 'e\u0301\u0301\\u{0301}'],
	['a lone surrogate', '\uD800', '\\u{D800}'],
])('%s', (_, text, escaped) => {
	expect(escapeVisible(text)).toBe(escaped);
});

test('ascii mode writes out everything else', () => {
	expect(escapeVisible('é東', true)).toBe('\\xE9\\u{6771}');
});

test('every code point alone is lossless and lands in the allow-list', () => {
	for (let code = 0; code <= 0x10ffff; code++) {
		const text = String.fromCodePoint(code);
		const escaped = escapeVisible(text);
		if (!allowed.test(escaped) || unescapeVisible(escaped) !== text) {
			expect.fail(`U+${code.toString(16)} gives ${JSON.stringify(escaped)}`);
		}
	}
});

test('any text is lossless, visible, and grows at most tenfold', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 64}), (text) => {
			const escaped = escapeVisible(text);
			return allowed.test(escaped) && unescapeVisible(escaped) === text && escaped.length <= 10 * text.length;
		}),
		{numRuns: 20_000},
	);
});

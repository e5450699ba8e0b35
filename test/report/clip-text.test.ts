import fc from 'fast-check';
import {expect, test} from 'vitest';
import {byteLength, clipText} from '../../source/report/clip-text.ts';
import {escapeVisible} from '../../source/report/escape-visible.ts';

test('what fits stays as it is', () => {
	expect(clipText('ää', 4)).toBe('ää');
	expect(clipText('', 0)).toBe('');
});

test('of what does not fit the beginning stays, and it is said how much is missing', () => {
	expect(clipText('abcdef', 4)).toBe('abcd … (2 more letters)');
	// Shown, the escape takes two bytes.
	expect(clipText('\u001Babc', 4)).toBe('\u001Bab … (1 more letters)');
});

test('whatever the text, it takes no more bytes than allowed when it is shown, and no letter is halved', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 40}), fc.nat(60), (text, most) => {
			const clipped = clipText(text, most);
			if (clipped !== text) {
				const [, kept = '', missing] = /^([\s\S]*) … \((\d+) more letters\)$/u.exec(clipped) ?? [];
				expect(text.startsWith(kept)).toBe(true);
				expect(kept.length + Number(missing)).toBe(text.length);
				expect(byteLength(escapeVisible(kept))).toBeLessThanOrEqual(most);
				expect(kept.isWellFormed()).toBe(true);
			}
		}),
		{numRuns: 2000},
	);
});

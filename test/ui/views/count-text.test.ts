import {expect, test} from 'vitest';
import {countText} from '../../../source/ui/views/count-text.ts';

test.each([
	[null, ''],
	[0, '0'],
	[9_999_999, '9999999'],
	[12_345_678, '12345k'],
	[49_999_500_000, '49999M'],
	[Number.MAX_SAFE_INTEGER, '9007199G'],
])('%s is %s', (value, text) => {
	expect(countText(value)).toBe(text);
});

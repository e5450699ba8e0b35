import {expect, test} from 'vitest';
import {showDuration, timeOfDay} from '../../source/ui/show-time.ts';

test.each([
	[-5000, '0s'],
	[4999, '4s'],
	[59_999, '59s'],
	[124_000, '2m04s'],
	[3_600_000, '1h00m'],
	[47 * 3_600_000, '47h00m'],
	[5 * 86_400_000, '5d'],
])('%d ms is %s', (ms, shown) => {
	expect(showDuration(ms)).toBe(shown);
});

test('the time of day is UTC', () => {
	expect(timeOfDay(Date.parse('2026-01-01T12:03:41.900Z'))).toBe('12:03:41Z');
});

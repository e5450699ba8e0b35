import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {spotOf} from '../../source/ui/model.ts';
import {cursorRow, findRow, moveTo, topRow} from '../../source/ui/rows.ts';
import {createPen} from '../../source/ui/span.ts';
import {listRows} from '../../source/ui/view.ts';

const pen = createPen(false);
const rowsOf = (...keys: readonly string[]) => listRows(keys.map((key) => ({key, line: [pen.quote(key)]})));
const start = spotOf({screen: 'overview'});

describe('the cursor', () => {
	test('follows its row when others come before it', () => {
		const spot = moveTo(start, 1, rowsOf('a', 'b', 'c'), 10);
		expect(cursorRow(spot, rowsOf('new', 'a', 'b', 'c'))).toBe(2);
	});

	test('does not stick where two rows have the same key', () => {
		const rows = rowsOf('a', 'twin', 'twin', 'b');
		const second = moveTo(start, 2, rows, 10);
		expect(cursorRow(second, rows)).toBe(2);
		expect(cursorRow(moveTo(second, 3, rows, 10), rows)).toBe(3);
	});

	test('stays where it was when its row is gone, as far as there are rows', () => {
		const spot = moveTo(start, 2, rowsOf('a', 'b', 'c'), 10);
		expect(cursorRow(spot, rowsOf('a', 'b'))).toBe(1);
		expect(cursorRow(spot, rowsOf())).toBe(0);
	});

	test('is always in sight, and no row is wasted', () => {
		fc.assert(
			fc.property(
				fc.nat(500),
				fc.nat(500),
				fc.integer({min: 1, max: 60}),
				fc.integer({min: 1, max: 500}),
				(top, at, height, count) => {
					const cursor = Math.min(at, count - 1);
					const first = topRow(top, cursor, height, count);
					expect(first).toBeLessThanOrEqual(cursor);
					expect(first + height).toBeGreaterThan(cursor);
					expect(first).toBeGreaterThanOrEqual(0);
					expect(first).toBeLessThanOrEqual(Math.max(0, count - height));
				},
			),
		);
	});
});

describe('a search', () => {
	const rows = rowsOf('alpha', 'Beta', 'gamma beta', 'delta');

	test.each([
		['beta', 0, 1, 1],
		['beta', 1, 1, 2],
		['beta', 2, 1, 1],
		['beta', 1, -1, 2],
		['nothing', 0, 1, -1],
		['a', 3, 1, 0],
		['.*', 0, 1, -1],
	] as const)('for %j from row %d by %d finds row %d', (words, from, step, found) => {
		expect(findRow(rows, words, from, step)).toBe(found);
	});

	test('among no rows finds nothing', () => {
		expect(findRow(rowsOf(), 'a', 0, 1)).toBe(-1);
	});
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {joinRows} from '../../source/ui/join-rows.ts';
import {createPen} from '../../source/ui/span.ts';
import {listRows} from '../../source/ui/view.ts';

const pen = createPen(false);
const rowsOf = (keys: readonly string[]) => listRows(keys.map((key) => ({key, line: [pen.quote(key)]})));

test('lists one below the other are one list, whatever is empty among them', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(5), {maxLength: 6}), (counts) => {
			const parts = counts.map((count, part) => Array.from({length: count}, (_, row) => `${part} ${row}`));
			const joined = joinRows(parts.map(rowsOf));
			const keys = parts.flat();
			expect(joined.count).toBe(keys.length);
			keys.forEach((key, index) => {
				expect(joined.at(index).key).toBe(key);
				expect(joined.indexOf(key)).toBe(index);
				expect(joined.textAt?.(index)).toBe(key);
			});
			expect(joined.indexOf('none')).toBe(-1);
			expect(joined.at(keys.length)).toEqual({line: []});
		}),
	);
});

test('a search looks at what a list says it holds', () => {
	const said = {...rowsOf(['a', 'b']), textAt: (index: number) => `said ${index}`};
	const joined = joinRows([rowsOf(['first']), said]);
	expect([0, 1, 2].map((index) => joined.textAt?.(index))).toEqual(['first', 'said 0', 'said 1']);
});

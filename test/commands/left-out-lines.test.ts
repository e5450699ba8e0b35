import {expect, test} from 'vitest';
import {leftOutLines} from '../../source/commands/left-out-lines.ts';

const nodes = (count: number): readonly {readonly name: string; readonly takenAt: string}[] =>
	Array.from({length: count}, (_, i) => ({name: `n${i}`, takenAt: '2026-01-02T03:04:05Z'}));

test.each([
	[0, []],
	[1, ['left out an older recording of n0 (2026-01-02T03:04:05Z)']],
	[
		4,
		[0, 1, 2]
			.map((i) => `left out an older recording of n${i} (2026-01-02T03:04:05Z)`)
			.concat('left out 1 more older recording'),
	],
])('of %d recordings a few are named', (count, lines) => {
	expect(leftOutLines(nodes(count))).toEqual(lines);
});

test('a thousand recordings are four lines', () => {
	expect(leftOutLines(nodes(1000)).at(3)).toBe('left out 997 more older recordings');
	expect(leftOutLines(nodes(1000))).toHaveLength(4);
});

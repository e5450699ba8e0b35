import {expect, test} from 'vitest';
import {unwrapLines} from '../../source/sources/unwrap-lines.ts';

const wide = (text: string): string => text.padEnd(80, '.');

const ways = (texts: readonly string[], bad: readonly number[]) =>
	unwrapLines(
		texts.map((text, index) => ({number: index + 1, text})),
		new Set(bad),
	).map((lines) => lines.map(({number, text}) => [number, text] as const));

test('a full line is joined with the one after it, under the number of the first', () => {
	expect(ways([wide('a'), 'rest', wide('b'), 'more', 'c'], [1, 3])[0]).toEqual([
		[1, `${wide('a')}rest`],
		[3, `${wide('b')}more`],
		[5, 'c'],
	]);
});

test('a line wrapped twice is one line', () => {
	expect(ways([wide('a'), wide('b'), 'rest'], [0, 1, 2])[0]).toEqual([[1, `${wide('a')}${wide('b')}rest`]]);
});

test('where copying dropped the blanks at the end, the rest starts in a new column', () => {
	const texts = [
		'tcp 0 0 10.0.0.1:80 LISTEN',
		'1/a',
		'tcp 0 0 10.0.0.1:443 ESTABLISHED ...........',
		'2/b',
		'tcp 1',
		'3/c',
	];
	const last = ways(texts, [1, 3, 5]).at(-1);
	expect(last?.map(([number]) => number)).toEqual([1, 3, 5]);
	expect(last?.[0]?.[1]).toMatch(/^tcp 0 0 10\.0\.0\.1:80 LISTEN +1\/a$/);
});

test.each([
	['nothing is wrong', [wide('a'), 'rest'], []],
	['a narrow text', ['abc', 'rest'], [1]],
	['talk after a full line', [wide('a'), 'What does this line tell us?'], [1]],
])('%s: joined nowhere', (_, texts, bad) => {
	for (const way of ways(texts, bad)) {
		expect(way).toHaveLength(texts.length);
	}
});

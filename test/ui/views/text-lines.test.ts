import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {searchPattern} from '../../../source/ui/rows.ts';
import {createPen} from '../../../source/ui/span.ts';
import {joinBlocks, rowOfLine, rowsBlock} from '../../../source/ui/views/blocks.ts';
import {findLine, lineAt, textLines} from '../../../source/ui/views/text-lines.ts';

const pen = createPen(false);

describe('the lines of a text', () => {
	test.each([
		['', []],
		['a', ['a']],
		['a\n', ['a']],
		['a\n\nb', ['a', '', 'b']],
		['\n', ['']],
		['a\r\nb', ['a\r', 'b']],
	])('%j', (text, expected) => {
		const lines = textLines(text);
		expect(lines.starts.map((_, index) => lineAt(lines, index))).toEqual(expected);
	});

	test('are those that a split gives', () => {
		fc.assert(
			fc.property(fc.array(fc.string({maxLength: 8}), {minLength: 1}), (words) => {
				const text = words.join('\n');
				const lines = textLines(text);
				const split = text.split('\n');
				expect(lines.starts.map((_, index) => lineAt(lines, index))).toEqual(
					text.endsWith('\n') || text === '' ? split.slice(0, -1) : split,
				);
			}),
		);
	});

	test('a long line is given as far as it is asked for', () => {
		expect(lineAt(textLines(`x\n${'a'.repeat(100)}\n`), 1, 5)).toBe('aaaaa');
	});
});

describe('a search', () => {
	const words = fc.constantFrom('needle', 'Needle', 'x', 'hay', '', '\u0000a', 'ß', 'e\u0301');

	test('finds the line that a walk over all lines finds, in both directions', () => {
		fc.assert(
			fc.property(fc.array(words, {maxLength: 60}), fc.nat(60), fc.nat(60), fc.boolean(), (list, one, other, ahead) => {
				const lines = textLines(`${list.join('\n')}\n`);
				const [from, to] = [
					Math.min(one, other, lines.starts.length),
					Math.min(Math.max(one, other), lines.starts.length),
				];
				const hits = list.flatMap((word, index) =>
					index >= from && index < to && /needle/i.test(word) ? [index] : [],
				);
				const expected = (ahead ? hits[0] : hits.at(-1)) ?? -1;
				expect(findLine(lines, searchPattern('needle'), from, to, ahead ? 1 : -1)).toBe(expected);
			}),
		);
	});

	test.each([1, -1] as const)('over many blocks of lines, with a step of %d', (step) => {
		const lines = textLines(
			Array.from({length: 20_000}, (_, index) => (index % 7001 === 7000 ? 'needle' : `line ${index}`)).join('\n'),
		);
		expect(findLine(lines, searchPattern('NEEDLE'), 0, 20_000, step)).toBe(step > 0 ? 7000 : 14_001);
		expect(findLine(lines, searchPattern('nothing'), 0, 20_000, step)).toBe(-1);
	});
});

describe('blocks one after another', () => {
	const block = (...texts: readonly string[]) => rowsBlock(texts.map((text) => ({line: [pen.quote(text)]})));
	const rows = joinBlocks([block('a', 'b'), block('c'), block('b', 'd')]);
	const textAt = (index: number): string =>
		rows
			.at(index)
			.line.map(({text}) => text)
			.join('');

	test('are one list', () => {
		expect(Array.from({length: rows.count}, (_, index) => textAt(index))).toEqual(['a', 'b', 'c', 'b', 'd']);
	});

	test.each([
		['b', 0, 1, 1],
		['b', 1, 1, 3],
		['b', 3, 1, 1],
		['b', 3, -1, 1],
		['b', 1, -1, 3],
		['a', 0, 1, 0],
		['d', 0, -1, 4],
		['z', 2, 1, -1],
	] as const)('%s from row %d with a step of %d is row %d', (text, from, step, expected) => {
		expect(rows.find?.(text, from, step)).toBe(expected);
	});

	test('what is shown escaped is found as it is shown', () => {
		const escaped = joinBlocks([block('x'), {...block('y'), find: (pattern) => (pattern.test('a\u0000b') ? 0 : -1)}]);
		expect(escaped.find?.('a\\x00b', 0, 1)).toBe(1);
	});

	test('the row of a line counts the blocks before it', () => {
		const numbered = {...block('x', 'y'), ofLine: (line: number) => (line === 7 ? 1 : -1)};
		expect(rowOfLine([block('a', 'b'), numbered], 7)).toBe(3);
		expect(rowOfLine([block('a', 'b'), numbered], 8)).toBeUndefined();
	});
});

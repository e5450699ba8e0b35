import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {isBlankLine, pasteLines} from '../../source/sources/paste-lines.ts';
import {recognisePaste} from '../../source/sources/recognise-paste.ts';
import {fixtures} from '../support/part.ts';

/** The numbers of all lines that something became of, in order; a blank line need not be there. */
const accountOf = (text: string) => {
	const {pieces, leftovers, marks, unrecognised} = recognisePaste('paste', text, formats);
	// The line of the command stands in for the header of a listing as well.
	const marked = new Set(marks.map(({number}) => number));
	const rows = pieces.flatMap((piece) => piece.rows.filter((row) => piece.format !== 'ls' || !marked.has(row.number)));
	const inPieces = rows.flatMap(({number, joined}) => [number, ...(joined ?? [])]);
	const others = [...marks, ...leftovers.flatMap(({lines}) => lines)].flatMap(({number, joined}) => [
		number,
		...(joined ?? []),
	]);
	return {numbers: [...inPieces, ...others].toSorted((one, other) => one - other), unrecognised, rows};
};

/** The numbers of the lines in which something is to be seen. */
const filled = (text: string): readonly number[] =>
	pasteLines(text)
		.filter((line) => !isBlankLine(line))
		.map(({number}) => number);

const expectAccount = (text: string): void => {
	const {numbers} = accountOf(text);
	expect(new Set(numbers).size, 'a line is there twice').toBe(numbers.length);
	const found = new Set(numbers);
	expect(
		filled(text).filter((number) => !found.has(number)),
		'lines that were lost',
	).toEqual([]);
};

const pastes = readdirSync(path.join(fixtures, 'pastes'))
	.filter((name) => name !== 'README.md')
	.map((name) => [name] as const);

const lineOf = (name: string): readonly string[] =>
	readFileSync(path.join(fixtures, 'pastes', name), 'utf8')
		.split('\n')
		.filter((line) => line.trim() !== '' && !line.includes('\u001b'))
		.slice(0, 200);

describe('every line is accounted for exactly once', () => {
	test.each(pastes)('%s', (name) => {
		expectAccount(readFileSync(path.join(fixtures, 'pastes', name), 'utf8').replaceAll('\r', ''));
	});

	test('in any mixture of real lines, talk and rubbish', () => {
		const real = fc.constantFrom(...pastes.flatMap(([name]) => lineOf(name)));
		const line = fc.oneof(
			{weight: 6, arbitrary: real},
			{
				weight: 1,
				arbitrary: fc.constantFrom(
					'',
					'```',
					'$ ip addr',
					'root@cp1:~# netstat -npa',
					'And what is this thing here?',
					'{',
					'}',
					'{"a": 1}',
				),
			},
			{weight: 1, arbitrary: fc.stringMatching(/^[!-~][ -~]{0,120}$/)},
		);
		fc.assert(
			fc.property(fc.array(line, {minLength: 1, maxLength: 80}), (lines) =>
				expectAccount(`x y z\n${lines.join('\n')}`),
			),
			{numRuns: 150},
		);
	});

	test('where a real paste was cut anywhere', () => {
		const texts = pastes.map(([name]) =>
			readFileSync(path.join(fixtures, 'pastes', name), 'utf8').replaceAll('\r', ''),
		);
		fc.assert(
			fc.property(fc.constantFrom(...texts), fc.nat(6000), fc.nat(2000), (text, start, length) => {
				const cut = `a\n${text.slice(start % text.length, (start % text.length) + length)}`;
				expectAccount(cut);
			}),
			{numRuns: 80},
		);
	});
});

test('never throws, on whatever text', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 400}), (text) => {
			recognisePaste('paste', text, formats);
		}),
		{numRuns: 300},
	);
});

test.each([
	['empty', '', 'nothing in it'],
	['only blanks', ' \n\n', 'nothing in it'],
	['binary', `\u007fELF${'\0\u0001\u0002'.repeat(50)}`, 'binary'],
])('a text that is %s is named in one line', (_, text, expected) => {
	const {pieces, unrecognised} = recognisePaste('core', text, formats);
	expect(pieces).toEqual([]);
	expect(unrecognised).toHaveLength(1);
	expect(unrecognised[0]).toMatchObject({source: 'core', line: 1});
	expect(unrecognised[0]?.expected).toContain(expected);
});

test('bytes that are not UTF-8 are said once, and all else is read', () => {
	const {pieces, unrecognised} = recognisePaste(
		'p',
		'$ ip rule\n0:\tfrom all lookup local\n\nDas w\uFFFDre es.\n',
		formats,
	);
	expect(pieces.map(({format}) => format)).toEqual(['ip-rule']);
	expect(unrecognised.map(({line, expected}) => [line, expected.split(';')[0]])).toEqual([
		[4, 'text in UTF-8'],
		[4, expect.stringContaining('the output of a command')],
	]);
});

test.each([
	['a command of a pod', '$ kubectl exec web -- ip rule\n0:\tfrom all lookup local\n', 'another network namespace'],
	['an error', '$ netstat -npl\nbash: netstat: command not found\n', 'output of `netstat -npl`'],
	['a count', '$ netstat -npa | grep 2379 | wc -l\n61\n', 'a count; paste the lines that were counted'],
	[
		'half a document',
		'$ cat /etc/cni/net.d/10-a.conflist\nno such thing\n',
		'output of `cat /etc/cni/net.d/10-a.conflist`',
	],
])('%s is not taken for the node’s state', (_, text, expected) => {
	const {pieces, unrecognised} = recognisePaste('p', text, formats);
	expect(pieces).toEqual([]);
	expect(unrecognised.map((one) => one.expected).join()).toContain(expected);
	expect(unrecognised[0]?.line).toBe(2);
});

test('a command that printed nothing says nothing', () => {
	expect(
		recognisePaste('p', '$ ip addr show type bridge\n$ ip rule\n0:\tfrom all lookup local\n', formats),
	).toMatchObject({
		pieces: [{format: 'ip-rule'}],
		unrecognised: [],
	});
});

test('talk is listed in runs, with where it ends', () => {
	const {unrecognised} = recognisePaste(
		'p',
		'One line of talk.\nAnother one.\n\n$ ip rule\n0:\tfrom all lookup local\n',
		formats,
	);
	expect(unrecognised).toEqual([
		{
			source: 'p',
			line: 1,
			text: 'One line of talk.',
			expected: 'the output of a command that kdiag reads, or one of its files (to line 2)',
		},
	]);
});

test('the work grows with the text, not faster', () => {
	const rows = (count: number): string =>
		Array.from({length: count}, (_, index) => `tcp 0 0 10.0.0.1:${index % 60_000} 0.0.0.0:* LISTEN ${index}/x`).join(
			'\n',
		);
	for (const text of [
		rows(60_000),
		`${'x '.repeat(500_000)}`,
		'{\n'.repeat(100_000),
		'$ \n'.repeat(50_000),
		'a\n\n'.repeat(20_000),
		'\u001b[31mx'.repeat(100_000),
		'> > >'.repeat(100_000),
	]) {
		recognisePaste('p', text, formats);
	}
});

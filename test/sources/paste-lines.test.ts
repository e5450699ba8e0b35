import fc from 'fast-check';
import {expect, test} from 'vitest';
import {pasteLines} from '../../source/sources/paste-lines.ts';

const texts = (text: string): readonly string[] => pasteLines(text).map((line) => line.text);

test.each([
	['line ends of Unix', 'a\nb\n', ['a', 'b']],
	['no line end at the end', 'a\nb', ['a', 'b']],
	['line ends of Windows', 'a\r\nb\r\n', ['a', 'b']],
	['nothing but carriage returns', 'a\rb\r', ['a', 'b']],
	['quoted mail', '> tcp\n>\n> udp\n', ['tcp', '', 'udp']],
	['one line that begins like a quote', '> tcp\n', ['> tcp']],
	['numbers of cat -n', '     1\tdefault\n     2\t10.0.0.0/8\n     3\tx\n', ['default', '10.0.0.0/8', 'x']],
	['with the tab as blanks', '     9  default\n    10  10.0.0.0/8\n    11\n', ['default', '10.0.0.0/8', '']],
	[
		'numbers that do not count up',
		'     1  default\n     3  b\n     7  c\n',
		['     1  default', '     3  b', '     7  c'],
	],
	['indexes of ip addr', '1: lo:\n2: eth0:\n3: cni0:\n', ['1: lo:', '2: eth0:', '3: cni0:']],
])('%s', (_, text, expected) => {
	expect(texts(text)).toEqual(expected);
});

test('every line of the file is there once, with its number', () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[ -~]*$/), {minLength: 1}), (lines) => {
			const numbers = pasteLines(`${lines.join('\n')}\n`).map(({number}) => number);
			expect(numbers).toEqual(lines.map((_, index) => index + 1));
		}),
	);
});

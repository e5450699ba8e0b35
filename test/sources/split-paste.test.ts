import fc from 'fast-check';
import {expect, test} from 'vitest';
import {splitPaste} from '../../source/sources/split-paste.ts';

/** Each region as the commands above it and its lines. */
const regions = (text: string) =>
	splitPaste(text).regions.map(({commands, lines}) => [
		commands.map(({line}) => line).join(' & '),
		lines.map((line) => line.text).join('|'),
	]);

test.each<[string, string, readonly (readonly [string, string])[]]>([
	[
		'prompts',
		'$ ip addr\n1: lo\n$ ip route\ndefault',
		[
			['ip addr', '1: lo'],
			['ip route', 'default'],
		],
	],
	[
		'an empty prompt ends an output',
		'$ ip addr\n1: lo\nroot@cp1:~#\ntalk',
		[
			['ip addr', '1: lo'],
			['', 'talk'],
		],
	],
	[
		'a fence',
		'talk\n```\n1: lo\n```\ntalk',
		[
			['', 'talk'],
			['', '1: lo'],
			['', 'talk'],
		],
	],
	[
		'a title above a fence',
		'## ip addr\n\n```text\n1: lo\n```\ntalk',
		[
			['ip addr', ''],
			['ip addr', '1: lo'],
			['', 'talk'],
		],
	],
	['a command first in a fence', '```\nip addr\n1: lo\n```', [['ip addr', '1: lo']]],
	['a prompt in a fence', '  ```bash\n  $ ip addr\n  1: lo\n  ```', [['ip addr', '  1: lo']]],
	['tags', '<pre>\n1: lo\n</pre>', [['', '1: lo']]],
	[
		'script(1)',
		'Script started on 2026-11-21\n$ ip addr\n1: lo\nexit\n\nScript done on 2026-11-21',
		[
			['ip addr', '1: lo'],
			['', ''],
		],
	],
	['several commands', '$ ip addr; ip route\n1: lo', [['ip addr; ip route & ip addr; ip route', '1: lo']]],
	['no marks', '1: lo\n', [['', '1: lo']]],
])('%s', (_, text, expected) => {
	expect(regions(text)).toEqual(expected);
});

const line = fc.oneof(
	fc.constantFrom(
		'```',
		'$ ip addr',
		'root@cp1:~# ',
		'## ip route',
		'1: lo: <UP>',
		'',
		'> x',
		'    inet 10.0.0.1/8',
		'exit',
		'<pre>',
		'Talk about it.',
	),
	fc.string(),
);

test('every line is in one region or is a mark', () => {
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const text = lines.map((each) => each.replaceAll('\n', ' ')).join('\n');
			const {regions: found, marks} = splitPaste(text);
			const numbers = [...marks, ...found.flatMap((region) => region.lines)].map(({number}) => number);
			const expected = text.endsWith('\n') ? text.split('\n').length - 1 : text.split('\n').length;
			const separators = text.includes('\n') ? expected : numbers.length;
			expect(numbers.toSorted((one, other) => one - other)).toEqual(
				Array.from({length: separators}, (_, index) => index + 1),
			);
		}),
	);
});

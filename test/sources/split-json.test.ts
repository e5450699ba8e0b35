import fc from 'fast-check';
import {expect, test} from 'vitest';
import {pasteLines} from '../../source/sources/paste-lines.ts';
import {splitJson} from '../../source/sources/split-json.ts';

const split = (text: string): readonly string[] =>
	splitJson(pasteLines(text)).map((part) => part.map((line) => line.text).join('\n'));

test.each([
	['one document', '{\n  "a": 1\n}', ['{\n  "a": 1\n}']],
	['talk after it', '{\n  "a": 1\n}\nThat is all.', ['{\n  "a": 1\n}', 'That is all.']],
	['talk before it', 'This is it:\n{"a": 1}', ['This is it:', '{"a": 1}']],
	['two documents', '{"a": 1}\n{"b": 2}', ['{"a": 1}', '{"b": 2}']],
	['braces in strings', '{\n "a": "}", "b": "\\"}"\n}\nx', ['{\n "a": "}", "b": "\\"}"\n}', 'x']],
	['a string that a screen wrapped', '{"a": "}\n}"}\nx', ['{"a": "}\n}"}', 'x']],
	['cut', '{\n  "a": 1\n', ['{\n  "a": 1']],
	['rules with counters', '[1:2] -A INPUT\n[3:4] -A INPUT', ['[1:2] -A INPUT\n[3:4] -A INPUT']],
	['no document', 'table ip nat {\n}', ['table ip nat {\n}']],
])('%s', (_, text, expected) => {
	expect(split(text)).toEqual(expected);
});

test('no line is lost or moved', () => {
	const line = fc.constantFrom('{', '}', '[', ']', '{"a": {', '"', '"}"', 'x', '');
	fc.assert(
		fc.property(fc.array(line), (texts) => {
			const lines = texts.map((text, index) => ({number: index + 1, text}));
			expect(splitJson(lines).flat()).toEqual(lines);
		}),
	);
});

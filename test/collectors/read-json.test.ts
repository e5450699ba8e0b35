import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readJson} from '../../source/collectors/read-json.ts';
import {entryAt, plainValue} from '../../source/collectors/tree.ts';

const parseJson = (text: string): unknown => {
	try {
		return {value: JSON.parse(text)};
	} catch {
		return null;
	}
};

test.each<readonly [name: string, text: string, line: number, column: number, message: string]>([
	['comma before a brace', '{\n "a": 1,\n}', 2, 8, 'a comma before "}" is not allowed'],
	['comma before a bracket', '[1,\n2,\n]', 2, 2, 'a comma before "]" is not allowed'],
	['no comma', '{"a": 1\n "b": 2}', 2, 2, 'expected "," or "}", found "\\""'],
	['template left behind', '{"a": {{ mtu }}}', 1, 8, 'expected a key in double quotes, found "{"'],
	['single quotes', "{'a': 1}", 1, 2, 'expected a key in double quotes, found "\'"'],
	['comment', '{\n// x\n}', 2, 1, 'expected a key in double quotes, found "/"'],
	['cut off', '{"a": [1,', 1, 10, 'expected a value, found the end of the text'],
	['string cut off', '{"a": "b\n}', 1, 7, 'the string that starts here has no end on its line'],
	['bad escape', '["\\x"]', 1, 2, 'the string that starts here has an escape that JSON does not know'],
	['leading zero', '[01]', 1, 3, 'expected "," or "]", found "1"'],
	['two values', '{} {}', 1, 4, 'expected the end of the text, found "{"'],
	['byte order mark', '\uFEFF{}', 1, 1, 'expected a value, found "\uFEFF"'],
	['nothing', ' \n', 2, 1, 'expected a value, found the end of the text'],
	['too deep', '['.repeat(1000), 1, 202, 'nested too deeply'],
])('refuses: %s', (_, text, line, column, message) => {
	expect(readJson(text).problem).toEqual({line, column, message});
});

test('every key has its line', () => {
	const {tree} = readJson('{\n\n "a": {\r\n  "b": [\n   1]\n }}');
	expect(entryAt(tree, 'a', 'b')?.line).toBe(4);
	expect(entryAt(tree, 'a', 'b')?.value.path).toBeUndefined();
});

test('on one line, values have pointers', () => {
	const {tree} = readJson('{"a/b": [{"c~": 1}]}\n');
	const list = entryAt(tree, 'a/b')?.value;
	expect(list?.path).toBe('/a~1b');
	expect(list?.kind === 'list' && entryAt(list.items[0], 'c~')?.value.path).toBe('/a~1b/0/c~0');
});

test('a key can be any word and sets nothing else', () => {
	const {tree} = readJson('{"__proto__": {"polluted": 1}, "constructor": 2}');
	const plain = tree && (plainValue(tree) as Record<string, unknown>);
	expect(Object.keys(plain ?? {})).toEqual(['__proto__', 'constructor']);
	expect(Object.getPrototypeOf(plain)).toBeNull();
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('reads what JSON.parse reads, to the same value', () => {
	fc.assert(
		fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
			const pretty = JSON.stringify(JSON.parse(text), null, indent);
			const {tree, problem} = readJson(pretty);
			expect(problem).toBeNull();
			// JSON.parse knows __proto__ as a key too; toEqual does not look at prototypes.
			expect(JSON.stringify(tree && plainValue(tree))).toBe(JSON.stringify(JSON.parse(pretty)));
		}),
	);
});

test('accepts a damaged text exactly when JSON.parse does', () => {
	fc.assert(
		fc.property(
			fc.json(),
			fc.nat(),
			fc.constantFrom('', ',', '}', ']', '"', '0', '\n', '\\', '{'),
			(text, at, damage) => {
				const index = at % (text.length + 1);
				const damaged = text.slice(0, index) + damage + text.slice(index + 1);
				expect(readJson(damaged).problem === null).toBe(parseJson(damaged) !== null);
			},
		),
	);
});

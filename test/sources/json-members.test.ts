import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {jsonLimits, jsonMembers, sliceValue} from '../../source/sources/json-members.ts';

/** The document as its members say it. */
const put = (text: string): unknown => {
	const bytes = Buffer.from(text);
	const members = jsonMembers(bytes);
	return 'offset' in members
		? members
		: Object.fromEntries(
				[...members].map(([key, {isList, slices}]) => {
					const values = slices.map((slice) => sliceValue(bytes, slice));
					return [key, isList ? values : values[0]];
				}),
			);
};

describe('the members of a document', () => {
	test('are what JSON.parse makes of it, however it is written', () => {
		const documents = fc.dictionary(
			fc.string({unit: 'binary', maxLength: 8}).filter((key) => key !== '__proto__'),
			fc.jsonValue(),
			{noNullPrototype: true},
		);
		fc.assert(
			fc.property(documents, fc.constantFrom(0, 1, '\t', '\r\n '), (document, indent) => {
				// A tab or a line break may be between any two tokens.
				const text = JSON.stringify(document, null, typeof indent === 'number' ? indent : undefined);
				expect(put(` ${text}\n`)).toEqual(JSON.parse(text));
			}),
		);
	});

	test.each([
		['', 0, 'an object'],
		['[]', 0, 'an object'],
		['{', 1, 'a name in quotes'],
		['{"a"', 4, 'a colon'],
		['{"a":', 5, 'a value'],
		['{"a":1', 6, 'the rest of the document: it is cut here'],
		['{"a":[1', 7, 'the rest of the document: it is cut here'],
		['{"a":[{"b":"x', 13, 'the rest of the document: it is cut here'],
		['{"a":[1,]}', 8, 'a value'],
		['{"a":1,}', 7, 'a name in quotes'],
		['{"a":1}x', 7, 'nothing after the document'],
		['{"a":1,"a":2}', 7, '"a" only once'],
		['{"a":1,"\\u0061":2}', 7, '"a" only once'],
		[`{"${'a'.repeat(jsonLimits.key)}":1}`, 1, 'a short name in quotes'],
		[`{"a":${'['.repeat(1_000_000)}`, 5 + 1 + jsonLimits.depth, `at most ${jsonLimits.depth} levels`],
		[`{"a":{"b":${'{"b":'.repeat(1_000_000)}`, 5 + 5 * jsonLimits.depth, `at most ${jsonLimits.depth} levels`],
	])('%.20s is wrong at %d: %s is expected', (text, offset, expected) => {
		expect(put(text)).toEqual({offset, expected});
	});

	test.each([
		['in a list', `{"a":[${'1,'.repeat(jsonLimits.values + 1)}1]}`],
		['in a list inside', `{"a":{"b":[${'1,'.repeat(jsonLimits.values + 1)}1]}}`],
		['that are empty', `{"a":[${'{},'.repeat(jsonLimits.values)}1]}`],
	])('more values than any report has are not kept: %s', (_, text) => {
		const members = jsonMembers(Buffer.from(text));
		expect(members).toMatchObject({expected: `at most ${jsonLimits.values} values`});
	});

	test('a name of an object that every object has is a name like any other', () => {
		const members = jsonMembers(Buffer.from('{"__proto__":{"polluted":1},"constructor":2}'));
		expect(members instanceof Map && [...members.keys()]).toEqual(['__proto__', 'constructor']);
		expect(({} as {polluted?: unknown}).polluted).toBeUndefined();
	});

	test('backslashes before quotes are looked at once', () => {
		const text = JSON.stringify({a: ['\\"'.repeat(200_000), '\\'.repeat(200_000)]});
		expect(put(text)).toEqual(JSON.parse(text));
	});
});

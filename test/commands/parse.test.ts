import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {parseText} from '../../source/commands/parse.ts';

const routes = 'default via 192.0.2.1 dev eth0\n192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.10\n';

test('the document: format, version, records with their lines, and what was not understood', () => {
	const {output, exit} = parseText('ip-route', `${routes}what is this?!\n`, 'stdin');
	expect(exit).toBe(0);
	const document = JSON.parse([...output].join(''));
	expect(Object.keys(document)).toEqual(['format', 'version', 'records', 'unparsed']);
	expect(document).toMatchObject({
		format: 'ip-route',
		version: 1,
		records: [{line: 1}, {line: 2}],
		unparsed: [{line: 3, text: 'what is this?!', expected: expect.any(String)}],
	});
	expect(document.records[0]).not.toHaveProperty('at');
});

test('without a format it is recognised', () => {
	expect(JSON.parse([...parseText(undefined, routes, 'stdin').output].join('')).format).toBe('ip-route');
});

test.each([
	['text that nothing knows', 'lorem ipsum\ndolor\n'],
	['nothing', ''],
	['a blank line', '\n'],
])('%s is 65 without a format, with a document that says so', (_, text) => {
	const {output, exit} = parseText(undefined, text, 'stdin');
	expect(exit).toBe(65);
	expect(JSON.parse([...output].join(''))).toMatchObject({format: null, records: [], unparsed: [{line: 1}]});
});

test('nothing understood of a named format is 65', () => {
	expect(parseText('netstat', 'lorem ipsum\n', 'stdin').exit).toBe(65);
});

test('an unknown format names the nearest', () => {
	expect(() => parseText('ip-adr', routes, 'stdin')).toThrow(
		expect.objectContaining({exit: 64, message: "there is no format 'ip-adr'; did you mean 'ip-addr'?"}),
	);
});

describe('every format', () => {
	test.each(formats.map(({name}) => name))('%s gives a document whatever it is fed', (name) => {
		const check = (text: string): void => {
			const {output, exit} = parseText(name, text, 'x');
			const document = JSON.parse([...output].join(''));
			expect(document).toMatchObject({format: name, version: 1});
			expect(exit).toBe(document.records.length === 0 && document.unparsed.length > 0 ? 65 : 0);
			for (const record of document.records) {
				expect(record.line).toBeGreaterThan(0);
			}
		};
		for (const text of ['', '\n', '\0'.repeat(50), 'a b c\r\nd e f\r\n', '\uFEFF{"a": [', '\u001B[31m']) {
			check(text);
		}
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 200}), check), {numRuns: 30});
	});
});

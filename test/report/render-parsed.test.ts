import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ParseDocument} from '../../source/model/documents.ts';
import {renderParsed} from '../../source/report/render-parsed.ts';

const at = (line: number) => ({source: 'x', line});

test('records, and what in them stood on a line of its own, end their lines', () => {
	const rules = [3, 4].map((line) => ({target: 'DROP', matches: [{name: '-p'}, {name: '-s'}], at: at(line)}));
	const chains = [{name: 'INPUT', rules, at: at(2)}];
	const document: ParseDocument = {
		format: 'x',
		version: 1,
		records: [
			{name: 'nat', chains, line: 1},
			{name: 'raw', chains: [], line: 5, path: '/a"b'},
			{name: 'filter', chains: [], line: 6},
		],
		unparsed: [7, 8].map((line) => ({line, text: '?', expected: 'a rule'})),
	};
	expect(renderParsed(document).split('\n')).toEqual([
		'{"format":"x","version":1,"records":[',
		'{"name":"nat","chains":[{"name":"INPUT","rules":[{"target":"DROP","matches":[{"name":"-p"},{"name":"-s"}],"at":{"source":"x","line":3}},',
		'{"target":"DROP","matches":[{"name":"-p"},{"name":"-s"}],"at":{"source":"x","line":4}}],"at":{"source":"x","line":2}}],"line":1},',
		'{"name":"raw","chains":[],"line":5,"path":"/a\\"b"},',
		'{"name":"filter","chains":[],"line":6}',
		'],"unparsed":[',
		'{"line":7,"text":"?","expected":"a rule"},',
		'{"line":8,"text":"?","expected":"a rule"}',
		']}',
		'',
	]);
});

test('nothing read and nothing refused', () => {
	const text = renderParsed({format: null, version: 1, records: [], unparsed: []});
	expect(text).toBe('{"format":null,"version":1,"records":[],"unparsed":[]}\n');
});

const likeAnEnd = fc
	.array(
		fc.constantFrom('"', '\\', ',', ',"line":1}},{', ',"line":1},{"', '","line":1},{', '}', '\\",\\"line\\":2}},{'),
	)
	.map((parts) => parts.join(''));

test('it is the same JSON whatever the texts in it', () => {
	const text = fc.oneof(likeAnEnd, fc.string({unit: 'binary'}));
	const place = fc.record({source: text, line: fc.nat(), path: text}, {requiredKeys: ['source', 'line']});
	const entry = fc.record({text, list: fc.array(text), at: place});
	const record = fc.record({
		text,
		entries: fc.array(entry, {maxLength: 3}),
		more: fc.dictionary(text, text, {maxKeys: 2}),
		line: fc.nat(),
	});
	const unparsed = fc.record({line: fc.nat(), text, expected: text});
	fc.assert(
		fc.property(fc.array(record, {maxLength: 4}), fc.array(unparsed, {maxLength: 2}), (records, refused) => {
			const document: ParseDocument = {format: 'x', version: 1, records, unparsed: refused};
			const rendered = renderParsed(document);
			expect(JSON.stringify(JSON.parse(rendered))).toBe(JSON.stringify(document));
			expect(rendered).not.toMatch(/[\u0080-\u009f\u200b\u202e]/);
		}),
		{numRuns: 500},
	);
});

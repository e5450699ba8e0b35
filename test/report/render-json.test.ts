import fc from 'fast-check';
import {expect, test} from 'vitest';
import {assembleReport} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {renderJson, toSafeJson} from '../../source/report/render-json.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

test('control, bidi and zero-width characters are written as escapes', () => {
	expect(toSafeJson('a\u001B\u009D\u202E\u200Bé😀')).toBe('"a\\u001b\\u009d\\u202e\\u200bé😀"');
});

test('tag characters, which are surrogate pairs, are hidden too', () => {
	expect(toSafeJson('\u{E0041}')).toBe('"\\udb40\\udc41"');
});

test('any text survives', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), (text) => JSON.parse(toSafeJson(text)) === text),
		{numRuns: 5000},
	);
});

test('the pieces of a report are its JSON', async () => {
	const nodes = await Promise.all(['w1', 'w2'].map((name) => recordedSnapshot(`nodes/healthy-${name}.kdiag.json.gz`)));
	for (const some of [[], nodes.slice(0, 1), nodes]) {
		const report = assembleReport(some, wholeCatalogue, 'test');
		const pieces = [...renderJson(report)];
		expect(pieces.join('')).toBe(`${toSafeJson(report)}\n`);
		expect(pieces.length).toBeGreaterThan(report.findings.length);
	}
});

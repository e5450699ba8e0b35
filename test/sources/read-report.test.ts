import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {readReportBytes, readReportFile} from '../../source/sources/read-report.ts';
import {fixture} from '../support/fixture.ts';
import {folderOf} from '../support/folder.ts';
import {packed, pageWith, reportPage} from '../support/report-page.ts';
import {printed} from '../support/request.ts';

let report: Report;
let text: string;

beforeAll(async () => {
	report = (await printed(['report', fixture('faults/etcd-peer-port-dropped'), '--format', 'json'])) as Report;
	text = JSON.stringify(report, null, 2);
});

const read = async (bytes: string | Buffer): Promise<Report | string> => {
	const result = await readReportBytes(Buffer.from(bytes), 'ticket');
	return 'exit' in result ? `${result.exit} ${result.detail}` : result;
};

/** The document with one value changed. */
const changed = (change: (report: Record<string, never>) => void): string => {
	const copy = JSON.parse(text);
	change(copy);
	return JSON.stringify(copy);
};

describe('a report is read', () => {
	test.each<[string, () => string | Buffer]>([
		['as it was written', () => text],
		['on one line', () => JSON.stringify(report)],
		['with its members in any order', () => JSON.stringify(Object.fromEntries(Object.entries(report).reverse()))],
		['with a mark before it', () => `\uFEFF${text}`],
		['as a shell of Windows writes it', () => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
		['under gzip', () => gzipSync(text)],
		['out of a page', () => reportPage(report)],
		['out of a page under gzip', () => gzipSync(reportPage(report))],
		['out of a page that breaks its lines', () => pageWith(packed(text).replaceAll(/.{76}/g, '$&\r\n'))],
		['with fields that are not known', () => changed((copy) => Object.assign(copy, {later: {deep: [1]}}))],
		[
			'with unknown fields inside',
			() => changed((copy: {findings?: object[]}) => Object.assign(copy.findings?.[0] ?? {}, {later: {deep: [1]}})),
		],
	])('%s', async (_, bytes) => {
		expect(await read(bytes())).toEqual(report);
	});

	test('by a kdiag that draws more conclusions than the one that made it', async () => {
		const older = {...report, conclusions: report.conclusions.map(({packets, ...rest}) => rest)};
		expect(await read(JSON.stringify(older))).toEqual({
			...report,
			conclusions: report.conclusions.map((each) => ({...each, packets: null})),
		});
	});

	test('without what nobody knows the meaning of', async () => {
		expect(await read(changed((copy) => Object.assign(copy, {differences: [{later: 1}, {}]})))).toEqual(report);
	});

	test('although a line of evidence looks like the page that holds it', async () => {
		const [finding, ...rest] = report.findings;
		const evil = '</template><template id="kdiag-report">AAAA</template><script>';
		const whole = {...report, findings: finding === undefined ? [] : [{...finding, actual: evil}, ...rest]};
		expect(await read(JSON.stringify(whole))).toEqual(whole);
		expect(await read(reportPage(whole))).toEqual(whole);
	});
});

describe('what is wrong is said with its place', () => {
	test.each<[string, () => string | Buffer, RegExp]>([
		['nothing', () => '', /line 1: expected an object$/],
		['a cut document', () => text.slice(0, 5000), /line \d\d+: expected the rest of the document: it is cut here$/],
		[
			'something that is no JSON',
			() => text.replace('"severity": "error"', '"severity": error'),
			/line \d+: findings\[0\]: expected JSON$/,
		],
		[
			'another document',
			() => changed((copy) => Object.assign(copy, {format: 'x'})),
			/format: expected "kdiag-report"$/,
		],
		[
			'a newer version',
			() => changed((copy) => Object.assign(copy, {version: 2, findings: 'as lists are in version 2'})),
			/version: expected 1, not 2: a newer kdiag wrote this, use one as new$/,
		],
		['no version', () => changed((copy) => Object.assign(copy, {version: '1'})), /version: expected 1$/],
		[
			'no findings',
			() => changed((copy) => Object.assign(copy, {findings: undefined})),
			/findings: expected a list, not nothing$/,
		],
		[
			'findings that are no list',
			() => changed((copy) => Object.assign(copy, {findings: {}})),
			/findings: expected a list$/,
		],
		[
			'a wrong type',
			() =>
				changed((copy: {findings?: {evidence: object[]}[]}) =>
					Object.assign(copy.findings?.[0]?.evidence[0] ?? {}, {line: '7'}),
				),
			/: findings\[0\]\.evidence\[0\]\.line: expected number, received string$/,
		],
		[
			'an unknown word',
			() => changed((copy: {findings?: object[]}) => Object.assign(copy.findings?.[1] ?? {}, {severity: 'fatal'})),
			/: findings\[1\]\.severity: expected one of "error"\|"warning"\|"info"$/,
		],
		[
			'a link that is none',
			() =>
				changed((copy: {findings?: object[]}) =>
					Object.assign(copy.findings?.[0] ?? {}, {docs: ['javascript:alert(1)']}),
				),
			/: findings\[0\]\.docs\[0\]: expected a link that begins with https:\/\/$/,
		],
		[
			'two nodes of one id',
			() => changed((copy: {nodes?: object[]}) => copy.nodes?.push(copy.nodes[0] ?? {})),
			/: nodes\[\d\]\.id: expected an id of its own, not "cp1" again$/,
		],
		[
			'a snapshot that is none',
			() => changed((copy) => Object.assign(copy, {snapshots: [{node: 'cp1', data: '\u001b[2J'}]})),
			/: snapshots\[0\]\.data: expected a snapshot in base64$/,
		],
		['deep brackets', () => `{"format":"kdiag-report","x":${'['.repeat(1e6)}`, /line 1: expected at most 64 levels$/],
		['a page without one', () => '<!doctype html>\n<p>hello', /expected <template id="kdiag-report">, to its end/],
		[
			'a page that is cut',
			() => reportPage(report).slice(0, 3000),
			/expected <template id="kdiag-report">, to its end/,
		],
		['a page with two', () => pageWith(packed(text), packed(text)), /expected <template id="kdiag-report"> once/],
		['a page with no base64', () => pageWith('<b>hello</b>'), /expected base64 in <template id="kdiag-report">$/],
		['a page with other base64', () => pageWith('aGVsbG8='), /expected gzip \(Z_DATA_ERROR\)$/],
		[
			'gzip that is cut',
			() => gzipSync(text).subarray(0, 3000),
			/line \d+: expected the rest of the document: it is cut here$/,
		],
		[
			'gzip that expands without end',
			() => gzipSync(Buffer.alloc(64 * 1_048_576, ' '), {level: 9}),
			/expected to expand at most 200 times/,
		],
		[
			'a page that expands without end',
			() => pageWith(gzipSync(Buffer.alloc(64 * 1_048_576, ' '), {level: 9}).toString('base64')),
			/expected to expand at most 200 times/,
		],
	])('%s', async (_, bytes, expected) => {
		const wrong = await read(bytes());
		expect(wrong).toMatch(/^65 ticket: /);
		expect(wrong).toMatch(expected);
	});

	test('whatever is cut or turned, there is a report or one line', async () => {
		const bytes = Buffer.from(text);
		for (let at = 0; at < bytes.length; at += 9973) {
			const turned = Buffer.from(bytes);
			turned[at] = (turned[at] ?? 0) ^ 0x21;
			for (const each of [bytes.subarray(0, at), turned]) {
				const result = await read(each);
				expect(typeof result === 'string' ? result : '65 ticket: ').toMatch(/^65 ticket: [^\n]*$/);
			}
		}
	});

	test('a name that every object has does no harm', async () => {
		const evil = text
			.replace(
				'"components": {',
				'"components": {"__proto__": {"name": "x", "processes": [], "manifest": null, "flags": [], "flagsFrom": "none", "version": null},',
			)
			.replace('"tool": {', '"__proto__": {"polluted": 1}, "tool": {"__proto__": {"polluted": 1},');
		expect(evil.length).toBeGreaterThan(text.length + 100);
		const result = await read(evil);
		expect(result).toEqual(report);
		expect(({} as {polluted?: unknown}).polluted).toBeUndefined();
	});

	test('a file that is not there, and one that may not be read', async () => {
		const folder = folderOf({'ticket.json': text});
		expect(await readReportFile(path.join(folder, 'ticket.json'))).toEqual(report);
		expect(await readReportFile(path.join(folder, 'gone.json'))).toMatchObject({exit: 66, kind: 'missing'});
		writeFileSync(path.join(folder, 'empty.json'), '');
		expect(await readReportFile(path.join(folder, 'empty.json'))).toMatchObject({exit: 65});
	});
});

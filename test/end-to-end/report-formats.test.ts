import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {fixture, kdiag} from '../support/kdiag.ts';
import {sarifProblems} from '../support/validate-sarif.ts';
import {junitProblems} from '../support/validate-xml.ts';

const fault = fixture('demo/fault.kdiag.json.gz');
const cluster = ['cp1', 'cp2', 'w1'].map((name) => fixture(`nodes/healthy-${name}.kdiag.json.gz`));

/** What a document of a format looks like from its first letters. */
const begins: Readonly<Record<string, RegExp>> = {
	text: /^w1 {3}/,
	json: /^\{\n {2}"format": "kdiag-report"/,
	md: /^# kdiag: `w1`: 1 error, 0 warnings, \d+ unknown\n/,
	html: /^<!doctype html>\n/,
	junit: /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="kdiag /,
	sarif: /^\{\n {2}"\$schema": "https:\/\/docs\.oasis-open\.org\/sarif\//,
};

describe.each(Object.entries(begins))('%s', (format, begin) => {
	test('of a snapshot and of a demo is the same', async () => {
		const [report, demo] = await Promise.all([
			kdiag(['report', '--format', format, fault]),
			kdiag(['demo', 'fault', '--format', format]),
		]);
		expect(report).toMatchObject({exit: 2, stderr: ''});
		expect(demo).toMatchObject({exit: 0, stderr: '', stdout: report.stdout});
		expect(report.stdout).toMatch(begin);
	});
});

test('markdown is another word for md', async () => {
	const [one, other] = await Promise.all(['md', 'markdown'].map((format) => kdiag(['demo', '--format', format])));
	expect(other?.stdout).toBe(one?.stdout);
});

test('nodes that were compared: JUnit is as its schema says, SARIF too', async () => {
	const [junit, sarif] = await Promise.all(
		['junit', 'sarif'].map((format) => kdiag(['report', '--format', format, ...cluster])),
	);
	expect(await junitProblems([junit?.stdout ?? ''])).toEqual([]);
	expect(junit?.stdout).toContain('<testsuite name="compared" id="3"');
	expect(sarifProblems(JSON.parse(sarif?.stdout ?? ''))).toEqual([]);
});

describe('several documents of one reading', () => {
	test('each in the format of its name, one on standard output', async () => {
		const folder = folderOf({});
		const files = ['t.txt', 't.json', 't.md', 't.html', 't.xml', 't.sarif'].map((name) => path.join(folder, name));
		const run = await kdiag([fault, ...files.flatMap((file) => ['-o', file]), '-o', '-', '--format', 'md']);
		expect(run).toMatchObject({exit: 2, stderr: files.map((file) => `kdiag: wrote ${file}\n`).join('')});
		expect(run.stdout).toMatch(begins['md'] as RegExp);
		for (const [index, format] of ['text', 'json', 'md', 'html', 'junit', 'sarif'].entries()) {
			const file = files[index] ?? '';
			expect(readFileSync(file, 'utf8'), file).toMatch(begins[format] as RegExp);
			expect(statSync(file).mode & 0o777).toBe(0o600);
		}
		expect(readdirSync(folder)).toHaveLength(6);
		// They are kdiag's own, so that the next run replaces them.
		expect(await kdiag([fault, ...files.flatMap((file) => ['-o', file])])).toMatchObject({exit: 2});
	});

	test('one that cannot be written costs the others nothing, and the exit status says so', async () => {
		const folder = folderOf({});
		const [bad, good] = [path.join(folder, 'nowhere/t.md'), path.join(folder, 't.json')];
		const run = await kdiag(['report', '-o', bad, '-o', good, '-o', '-', fault]);
		expect(run.exit).toBe(73);
		expect(run.stderr).toMatch(/^kdiag: [^\n]*nowhere[^\n]*\nkdiag: wrote [^\n]*t\.json\n$/);
		expect(run.stdout).toMatch(begins['text'] as RegExp);
		expect(readFileSync(good, 'utf8')).toMatch(begins['json'] as RegExp);
	});

	test.each([
		[['-o', 'a.pdf']],
		[['-o', 'a.md', '-o', 'a.md']],
		[['-o', '-', '-o', '-']],
		[['-o', 'a.md', '-o', 'a.json', '--format', 'junit']],
		[['-o', 'markdown']],
		[['--format', 'yaml']],
	])('%j is wrong usage, said in a line, and nothing is read or written', async (words) => {
		const folder = folderOf({});
		const run = await kdiag(['report', '/nonexistent', ...words], {cwd: folder});
		expect(run).toMatchObject({exit: 64, stdout: '', stderr: expect.stringMatching(/^kdiag: [^\n]+\n$/)});
		expect(readdirSync(folder)).toEqual([]);
	});
});

test('a file is not coloured because standard error is a terminal or colour is forced for the screen', async () => {
	const file = path.join(folderOf({}), 't.txt');
	await kdiag(['report', fault, '-o', file], {environment: {FORCE_COLOR: '1'}});
	expect(readFileSync(file, 'utf8')).not.toContain('\u001B');
	await kdiag(['report', fault, '-o', file, '--force', '--color', 'always']);
	expect(readFileSync(file, 'utf8')).toContain('\u001B[1;31m');
});

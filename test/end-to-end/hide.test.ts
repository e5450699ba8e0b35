import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {reportFormats} from '../../source/report/report-formats.ts';
import {fixture, kdiag} from '../support/kdiag.ts';

let folder: string;
const nodes = [fixture('faults/overlay-port-dropped'), fixture('nodes/healthy-cp1.kdiag.json.gz')];

beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-hide-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** The machines that were recorded, and their network. */
const own = /(?<![A-Za-z0-9+])(?:cp1|w1|w2)(?![A-Za-z0-9+])|192\.168\.56\./;

test.each(reportFormats)('a report as %s holds no address and no name of the machines, and says so', async (format) => {
	const [plain, hidden] = await Promise.all([
		kdiag(['report', '--format', format, ...nodes]),
		kdiag(['report', '--format', format, '--hide', 'addresses,names', ...nodes]),
	]);
	expect(plain.stdout).toMatch(own);
	expect(hidden.stdout).not.toMatch(own);
	expect(hidden.stderr).toBe('');
	expect(hidden.exit).toBe(plain.exit);
	const words =
		format === 'json' || format === 'sarif'
			? /"disguised": ?\[\s*"addresses",\s*"names"\s*\]/
			: /addresses and names replaced/;
	expect(hidden.stdout.replaceAll(/\n\s+/g, ' ')).toMatch(words);
});

test('a snapshot holds none, and gives the report that it says of itself', async () => {
	const file = path.join(folder, 'n.kdiag.json.gz');
	const run = await kdiag([
		'snapshot',
		'--hide',
		'addresses',
		'--hide',
		'names',
		fixture('nodes/healthy-cp1.kdiag.json.gz'),
		'-o',
		file,
	]);
	expect(run.stderr).toMatch(/nothing hidden; addresses and names replaced\n$/);
	const text = gunzipSync(readFileSync(file)).toString('utf8');
	expect(text).not.toMatch(own);
	expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({node: 'node-1', redaction: 'secrets,addresses,names'});
	const [before, after] = await Promise.all([
		kdiag(['report', '--format', 'json', fixture('nodes/healthy-cp1.kdiag.json.gz')]),
		kdiag(['report', '--format', 'json', file]),
	]);
	const verdicts = (json: string): readonly string[] =>
		(JSON.parse(json) as {findings: {rule: string; status: string}[]}).findings.map(
			({rule, status}) => `${rule} ${status}`,
		);
	expect(verdicts(after.stdout)).toEqual(verdicts(before.stdout));
	expect(JSON.parse(after.stdout).nodes[0].disguised).toEqual(['addresses', 'names']);
});

test('a report that carries snapshots carries hidden ones, and a report with snapshots inside can be hidden', async () => {
	const open = path.join(folder, 'open.json');
	const shut = path.join(folder, 'shut.json');
	const node = fixture('nodes/healthy-w1.kdiag.json.gz');
	await kdiag(['report', '--with-snapshot', node, '-o', open]);
	await kdiag(['report', '--with-snapshot', '--hide', 'addresses,names', open, '-o', shut]);
	const {snapshots} = JSON.parse(readFileSync(shut, 'utf8')) as {snapshots: {data: string}[]};
	expect(snapshots.length).toBe(1);
	const inside = snapshots.map(({data}) => gunzipSync(Buffer.from(data, 'base64')).toString('utf8')).join('');
	expect(inside).not.toMatch(own);
	expect(readFileSync(shut, 'utf8')).not.toMatch(own);
});

test.each([
	[
		'a wrong word',
		['report', '--hide', 'adresses', fixture('nodes/worker')],
		/expected one of addresses, names; did you mean 'addresses'\?/,
	],
	[
		'a list of a snapshot',
		['snapshot', '--list', '--hide', 'names', fixture('nodes/healthy-w1.kdiag.json.gz')],
		/--hide is for a snapshot that is taken/,
	],
])('%s is a slip', async (_, argv, line) => {
	const run = await kdiag(argv);
	expect([run.exit, run.stdout]).toEqual([64, '']);
	expect(run.stderr).toMatch(line);
});

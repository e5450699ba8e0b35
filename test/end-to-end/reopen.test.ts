import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import {beforeAll, describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {fixture, kdiag} from '../support/kdiag.ts';

const fault = fixture('faults/forward-drop-first-rule');
const healthy = fixture('nodes/healthy-w1.kdiag.json.gz');
const never = ['--fail-on', 'never'] as const;

let made: string;
let page: string;
let pageWithSnapshot: string;

/** A file with one of these contents, for one test. */
const saved = (name: string, content: string | Uint8Array): string => path.join(folderOf({[name]: content}), name);

const reportOf = async (...words: readonly string[]): Promise<string> =>
	(await kdiag(['report', ...never, '--format', 'json', ...words])).stdout;

beforeAll(async () => {
	made = await reportOf(fault);
	page = (await kdiag(['report', ...never, '--format', 'html', fault])).stdout;
	pageWithSnapshot = (await kdiag(['report', ...never, '--with-snapshot', '--format', 'html', fault])).stdout;
});

describe('a report opens again', () => {
	test.each<[string, string, () => string | Uint8Array]>([
		['as JSON', 'ticket', () => made],
		['as JSON under gzip', 'ticket.json.gz', () => gzipSync(made)],
		['as HTML', 'ticket.html', () => page],
		['as HTML under gzip', 'ticket.html.gz', () => gzipSync(page)],
	])('%s', async (_, name, content) => {
		expect(await reportOf(saved(name, content()))).toBe(made);
	});

	test('from standard input', async () => {
		for (const [words, input] of [
			[['-'], made],
			[['-'], page],
		] as const) {
			const run = await kdiag(['report', ...never, '--format', 'json', ...words], {input});
			expect(run.stdout).toBe(made);
		}
	});

	test.each(['text', 'md', 'html', 'junit', 'sarif'])('and is the same in %s', async (format) => {
		const words = ['report', '--format', format];
		const [first, again] = [await kdiag([...words, fault]), await kdiag([...words, saved('ticket.json', made)])];
		expect(again.stdout).toBe(first.stdout);
		expect(again.exit).toBe(first.exit);
		expect(again.stderr).toMatch(/^kdiag: .*ticket\.json is a finished report, made by kdiag .*\n$/);
	});

	test('bare, without a terminal, as text', async () => {
		const file = saved('ticket.html', page);
		const [bare, typed] = [await kdiag([file]), await kdiag(['report', file])];
		expect(bare.stdout).toBe(typed.stdout);
		expect(bare.exit).toBe(2);
	});

	test('one that is wrong ends with 65 and one line', async () => {
		for (const [content, line] of [
			[made.slice(0, -200), /line \d+: expected the rest of the document: it is cut here/],
			[made.replace('"version": 1', '"version": 2'), /version: expected 1, not 2: a newer kdiag wrote this/],
			[made.replace('"severity": "error"', '"severity": "\\u001b[2J"'), /findings\[0\]\.severity: expected one of/],
			[`{"format": "kdiag-report", "x": ${'['.repeat(1_000_000)}`, /expected at most 64 levels/],
		] as const) {
			const run = await kdiag(['report', saved('ticket.json', content)]);
			expect(run).toMatchObject({exit: 65, stdout: ''});
			expect(run.stderr).toMatch(line);
			expect(run.stderr.trim()).not.toMatch(/[\n\u001b]/);
		}
	});
});

describe('a report with its snapshot', () => {
	test('gives it back, byte for byte; that says the same', async () => {
		const file = saved('ticket.html', pageWithSnapshot);
		const run = await kdiag(['snapshot', file, '-o', '-']);
		const {snapshots} = JSON.parse(await reportOf(file));
		expect(run.document.toString('base64')).toBe(snapshots[0].data);
		expect(gunzipSync(run.document).toString('utf8')).toMatch(/^\{"format":"kdiag-snapshot"/);
		const anew = JSON.parse(await reportOf('--anew', file));
		expect(anew).toEqual(JSON.parse(await reportOf(saved('w1.kdiag.json.gz', run.document))));
	});

	test('tells that other formats leave it out, and is refused where all do', async () => {
		const folder = folderOf({'out/': ''});
		const [text, json] = ['t.txt', 't.json'].map((name) => path.join(folder, 'out', name)) as [string, string];
		const both = await kdiag(['report', ...never, '--with-snapshot', fault, '-o', text, '-o', json]);
		expect(both.exit).toBe(0);
		expect(both.stderr).toContain(`${text}: text cannot carry the snapshot, so it is left out`);
		expect(JSON.parse(readFileSync(json, 'utf8')).snapshots).toHaveLength(1);
		const none = await kdiag(['report', '--with-snapshot', fault, '-o', text]);
		expect(none).toMatchObject({exit: 64, stderr: expect.stringContaining('add -o ticket.json')});
	});

	test('many nodes fit into one', async () => {
		const folder = folderOf({});
		const [header = ''] = gunzipSync(readFileSync(healthy)).toString('utf8').split('\n');
		const many = 60;
		for (let index = 0; index < many; index++) {
			const other = header.replace('"node":"w1"', `"node":"n${index}"`);
			writeFileSync(path.join(folder, `n${index}.kdiag.json.gz`), gzipSync(`${other}\n`));
		}
		const ticket = path.join(folder, 'ticket.json');
		await kdiag(['report', ...never, '--with-snapshot', folder, '-o', ticket]);
		const {nodes, snapshots} = JSON.parse(readFileSync(ticket, 'utf8'));
		expect(snapshots.map((each: {node: string}) => each.node)).toEqual(nodes.map((each: {id: string}) => each.id));
		expect(snapshots).toHaveLength(many);
		expect(JSON.parse(await reportOf('--anew', ticket)).nodes).toHaveLength(many);
	});
});

describe('what has changed since a report', () => {
	test.each<[string, () => string, readonly string[]]>([
		['with its snapshot', () => pageWithSnapshot, ['iptables', 'findings']],
		['without it', () => page, ['findings']],
	])('%s', async (_, content, areas) => {
		const run = await kdiag(['diff', saved('ticket.html', content()), healthy, '--format', 'json']);
		const {differences, before} = JSON.parse(run.stdout);
		expect(run.exit).toBe(1);
		expect(before.node).toBe('w1');
		expect(differences.map((each: {area: string}) => each.area)).toEqual(areas);
		expect(differences.at(-1)).toMatchObject({key: 'forward-drop', after: null});
	});

	test('a report does not differ from itself', async () => {
		const file = saved('ticket.json', made);
		expect(await kdiag(['diff', file, file])).toMatchObject({exit: 0});
	});

	test('of several nodes the one that is meant', async () => {
		const pair = fixture('faults/peer-port-dropped-for-one');
		const file = saved('ticket.json', await reportOf(pair));
		const run = await kdiag(['diff', file, path.join(pair, 'cp2.kdiag.json.gz'), '--format', 'json']);
		expect(JSON.parse(run.stdout)).toMatchObject({before: {node: 'cp2'}, after: {node: 'cp2'}});
		expect(await kdiag(['diff', file, file])).toMatchObject({
			exit: 64,
			stderr: expect.stringContaining('holds 2 nodes (cp1, cp2); name the recording of one'),
		});
	});

	test('on this machine, where nothing else is named', async () => {
		const run = await kdiag(['diff', saved('ticket.json', made), '--format', 'json', '--timeout', '4']);
		expect(run.exit).toBe(1);
		const name = execFileSync('hostname', {encoding: 'utf8'}).trim();
		expect(JSON.parse(run.stdout)).toMatchObject({before: {node: 'w1'}, after: {node: name}});
	});
});

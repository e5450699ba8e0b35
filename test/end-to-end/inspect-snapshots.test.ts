import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {fixture, kdiag} from '../support/kdiag.ts';

const snapshot = fixture('nodes/healthy-w1.kdiag.json.gz');
const bytes = readFileSync(snapshot);
const lines = gunzipSync(bytes)
	.toString('utf8')
	.split(/(?<=\n)/);
const zipped = (text: string): Buffer => gzipSync(text, {level: 1});

/** The lines with one of them changed; its number is 1-based. */
const changed = (number: number, change: (line: string) => string): Buffer =>
	zipped(lines.map((line, index) => (index === number - 1 ? change(line) : line)).join(''));

const last = lines.length;

describe('kdiag snapshot --verify', () => {
	test('says of a whole one whose it is, in one line', async () => {
		const run = await kdiag(['snapshot', '--verify', snapshot]);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(
			/^\S+\/healthy-w1\.kdiag\.json\.gz: whole: w1, 2026-\S+, 116 sources, [\d,]+ bytes, kdiag \S+\n$/,
		);
	});

	test.each([
		[
			'is cut within the gzip stream',
			() => bytes.subarray(0, bytes.length / 2),
			/line \d+: expected the rest of the snapshot; the file is cut here$/,
		],
		[
			'lacks the last bytes',
			() => bytes.subarray(0, -8),
			new RegExp(`after line ${last}: expected the end of the gzip stream; the file is cut here$`),
		],
		[
			'lacks its manifest',
			() => zipped(lines.slice(0, -1).join('')),
			new RegExp(`line ${last}: expected the rest of the snapshot`),
		],
		[
			'has a checksum of gzip that is wrong',
			() => Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(8)]),
			/expected gzip \(Z_DATA_ERROR\)$/,
		],
		[
			'has another letter in a text',
			() => changed(2, (line) => line.replace('"data":"', '"data":"x')),
			/line 2: expected text whose sha256 is /,
		],
		[
			'has another header',
			() => changed(1, (line) => line.replace('"w1"', '"w2"')),
			new RegExp(`line ${last}: expected a manifest whose sha256`),
		],
		['lacks a record', () => changed(3, () => ''), new RegExp(`line ${last - 1}: expected a manifest whose sha256`)],
		['has a line that is no JSON', () => changed(5, () => '{\n'), /line 5: expected a line of JSON$/],
		[
			'has something behind it',
			() => zipped(`${lines.join('')}more\n`),
			new RegExp(`line ${last + 1}: expected nothing after the manifest$`),
		],
		[
			'is of a newer kdiag',
			() => changed(1, (line) => line.replace('"version":1', '"version":2')),
			/line 1: expected version 1, not 2/,
		],
		['is empty', () => Buffer.alloc(0), /line 1: expected the header of a kdiag snapshot$/],
		['is something else', () => Buffer.from('a text\n'), /it is no snapshot: expected gzip/],
		['is another archive', () => zipped('a text\n'), /line 1: expected a line of JSON$/],
	] as const)('one that %s is 65, with the place', async (_, make, words) => {
		const file = path.join(folderOf({'x.kdiag.json.gz': make()}), 'x.kdiag.json.gz');
		const run = await kdiag(['snapshot', '--verify', file]);
		expect(run).toMatchObject({exit: 65, stdout: ''});
		expect(run.stderr.trimEnd()).toMatch(words);
		expect(run.stderr.startsWith(`kdiag: ${file}: `)).toBe(true);
		expect(run.stderr.split('\n')).toHaveLength(2);
	});

	test('a snapshot of which more than one piece has to be read is checked to its end', async () => {
		const filler = Array.from({length: 60_000}, (_, index) => `${Math.sin(index)} ${Math.cos(index)}`).join('\n');
		const folder = folderOf({});
		const files = path.join(folder, 'node/files/var/log');
		mkdirSync(files, {recursive: true});
		mkdirSync(path.join(folder, 'node/commands'));
		writeFileSync(
			path.join(folder, 'node/commands/iptables-save_-c'),
			`*filter\n${filler.replaceAll(/^/gm, '# ')}\nCOMMIT\n`.repeat(4),
		);
		const file = path.join(folder, 'big.kdiag.json.gz');
		expect(await kdiag(['snapshot', path.join(folder, 'node'), '-o', file])).toMatchObject({exit: 0});
		const whole = readFileSync(file);
		expect(whole.length).toBeGreaterThan(3_000_000);
		expect(await kdiag(['snapshot', '--verify', file])).toMatchObject({exit: 0, stderr: ''});
		writeFileSync(file, whole.subarray(0, -4));
		expect(await kdiag(['snapshot', '--verify', file])).toMatchObject({exit: 65, stdout: ''});
	});

	test('several are told one by one; the first trouble is the exit status', async () => {
		const folder = folderOf({'cut.kdiag.json.gz': bytes.subarray(0, 1000)});
		const run = await kdiag([
			'snapshot',
			'--verify',
			snapshot,
			path.join(folder, 'cut.kdiag.json.gz'),
			folder,
			'nowhere',
		]);
		expect(run.exit).toBe(65);
		expect(run.stdout.split('\n')).toHaveLength(2);
		expect(run.stderr).toMatch(
			/^kdiag: \S+cut\S+: line \d+: [^\n]+\nkdiag: \S+ is not a file\nkdiag: nowhere does not exist\n$/,
		);
		expect((await kdiag(['snapshot', '--verify', 'nowhere'])).exit).toBe(66);
	});
});

describe('kdiag snapshot --list', () => {
	test('lists on 80 columns what every snapshot of the project holds', async () => {
		const run = await kdiag(['snapshot', '--list', snapshot, fixture('nodes/healthy-lb1.kdiag.json.gz')]);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^Node {7}w1$/m);
		expect(run.stdout).toMatch(/^Node {7}lb1$/m);
		expect(run.stdout).toMatch(/^timed out, exit 124 .*\$ iptables/m);
		expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
	});

	test('of one that is cut lists what there is, and says so', async () => {
		const file = path.join(folderOf({'x.kdiag.json.gz': bytes.subarray(0, bytes.length / 2)}), 'x.kdiag.json.gz');
		const run = await kdiag(['snapshot', '--list', file]);
		expect(run).toMatchObject({exit: 65, stderr: expect.stringMatching(/^kdiag: \S+: line \d+: [^\n]+\n$/)});
		expect(run.stdout).toMatch(/^Not whole {2}line \d+: expected/m);
		expect(run.stdout).toMatch(/^read .* \$ hostname$/m);
	});

	test('as JSON counts bytes and lines', async () => {
		const run = await kdiag(['snapshot', '--list', '--format', 'json', snapshot]);
		const {snapshots} = JSON.parse(run.stdout);
		expect(snapshots).toMatchObject([
			{node: 'w1', cut: null, origin: 'recording', redaction: 'secrets', compressed: bytes.length},
		]);
		expect(snapshots[0].entries).toContainEqual(
			expect.objectContaining({id: 'hostname', kind: 'command', status: 'read', bytes: 3, lines: 1, parts: 1}),
		);
		expect(snapshots[0].expanded).toBe(gunzipSync(bytes).length);
	});
});

test.each([
	[['--list']],
	[['--verify']],
	[['--list', snapshot, '-o', 'x']],
	[['--verify', snapshot, '-o', '-']],
	[[snapshot]],
	[[snapshot, '--format', 'json', '-o', '-']],
	[['--verify', snapshot, '--format', 'text']],
])('kdiag snapshot %j is wrong usage', async (argv) => {
	expect(await kdiag(['snapshot', ...argv])).toMatchObject({
		exit: 64,
		stdout: '',
		stderr: expect.stringMatching(/^kdiag: [^\n]+\n$/),
	});
});

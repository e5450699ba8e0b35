import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import {beforeAll, describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {fixture, kdiag, type Run} from '../support/kdiag.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const worker = fixture('nodes/worker');
const netstat = readFileSync(path.join(worker, 'commands/netstat_-npa'), 'utf8');
const addresses = readFileSync(path.join(worker, 'commands/ip_-d_addr'), 'utf8');

type Report = {
	readonly nodes: readonly {
		readonly id: string;
		readonly origin: string;
		readonly readings: readonly {readonly fact: string; readonly status: string}[];
		readonly unrecognised: readonly {readonly source: string; readonly line: number; readonly expected: string}[];
	}[];
};

const report = async (sources: readonly string[], input?: string): Promise<{run: Run; report: Report}> => {
	const argv = ['report', '--fail-on', 'never', '--format', 'json', ...sources];
	const run = await kdiag(argv, input === undefined ? {} : {input});
	expect(run.stderr).toBe('');
	expect(run.exit).toBe(0);
	return {run, report: JSON.parse(run.stdout)};
};

const readyFacts = (node: Report['nodes'][number] | undefined): readonly string[] =>
	(node?.readings ?? []).filter(({status}) => status === 'ready').map(({fact}) => fact);

let snapshot: Buffer;

beforeAll(async () => {
	const run = await kdiag(['snapshot', worker, '-o', '-']);
	expect(run).toMatchObject({exit: 0, stderr: ''});
	snapshot = run.document;
});

/** The snapshot with one of its lines changed. */
const changed = (edit: (lines: string[]) => readonly string[]): Buffer =>
	gzipSync(edit(gunzipSync(snapshot).toString('utf8').split('\n')).join('\n'));

/** Fills a pipe from outside. */
const fillPipe = async (pipe: string, file: string): Promise<void> => {
	const handle = await open(pipe, 'w');
	await handle.writeFile(readFileSync(file));
	await handle.close();
};

describe('a node from', () => {
	test('a recorded folder', async () => {
		const {report: read} = await report([worker]);
		expect(read.nodes.map(({id, origin}) => [id, origin])).toEqual([['w1', 'recording']]);
	});

	test('a folder of many nodes, whatever they are kept as', async () => {
		const folder = folderOf({'three.kdiag.json.gz': snapshot, 'README.md': 'not a node'});
		cpSync(worker, path.join(folder, 'one'), {recursive: true});
		cpSync(fixture('nodes/load-balancer'), path.join(folder, 'two'), {recursive: true});
		const run = await kdiag(['report', '--fail-on', 'never', '--format', 'json', folder]);
		expect(run.exit).toBe(0);
		const ids = (JSON.parse(run.stdout) as Report).nodes.map(({id}) => id);
		expect(ids).toContain('w1');
		expect(ids).toContain('lb1');
	});

	test('a snapshot file, whatever it is called', async () => {
		const folder = folderOf({'ticket-4711': snapshot, 'w1.kdiag.json.gz': snapshot});
		const {report: named} = await report([path.join(folder, 'w1.kdiag.json.gz')]);
		const {report: unnamed} = await report([path.join(folder, 'ticket-4711')]);
		expect(named).toEqual(unnamed);
		expect(named.nodes[0]?.id).toBe('w1');
	});

	test('a pasted file, a pasted folder and standard input say the same', async () => {
		const pasted = `$ hostname\nw1\n$ netstat -npa\n${netstat}`;
		const folder = folderOf({
			'paste.txt': pasted,
			'node/netstat.txt': netstat,
			'node/hostname.txt': '$ hostname\nw1\n',
		});
		const {report: file} = await report([path.join(folder, 'paste.txt')]);
		const {report: stdin} = await report(['-'], pasted);
		const {report: several} = await report([path.join(folder, 'node')]);
		for (const {nodes} of [file, stdin, several]) {
			expect(nodes).toHaveLength(1);
			expect(nodes[0]?.origin).toBe('paste');
			expect(readyFacts(nodes[0])).toEqual(expect.arrayContaining(['listeners', 'connections']));
		}
	});

	test('a pipe that is named', async () => {
		const folder = folderOf({'netstat.txt': netstat});
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);
		const writing = fillPipe(pipe, path.join(folder, 'netstat.txt'));
		const {report: read} = await report([pipe]);
		await writing;
		expect(readyFacts(read.nodes[0])).toContain('listeners');
	});

	test('a mix of all', async () => {
		const folder = folderOf({'w2.kdiag.json.gz': snapshot, 'paste.txt': addresses});
		const sources = [
			fixture('nodes/load-balancer'),
			path.join(folder, 'w2.kdiag.json.gz'),
			path.join(folder, 'paste.txt'),
			'-',
		];
		const {report: read} = await report(sources, netstat);
		expect(read.nodes.map(({origin}) => origin)).toEqual(['recording', 'recording', 'paste', 'paste']);
	});
});

describe('what is only partly understood', () => {
	test('the rest is listed with file, line and what was expected', async () => {
		const {report: read} = await report(['-'], `${netstat}\nthis is no output of anything\n`);
		const [node] = read.nodes;
		expect(readyFacts(node)).toContain('listeners');
		const unparsed = JSON.stringify(node);
		expect(unparsed).toContain('this is no output of anything');
	});

	test.each([
		['CRLF', Buffer.from(netstat.replaceAll('\n', '\r\n'))],
		['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${netstat}`, 'utf16le')],
		['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${netstat}`)],
		['Latin-1 after the output', Buffer.concat([Buffer.from(netstat), Buffer.from('café 5 \x80\n', 'latin1')])],
		['a line of 1 MB after the output', Buffer.concat([Buffer.from(netstat), Buffer.alloc(1_000_000, 'a')])],
		['NULs after the output', Buffer.concat([Buffer.from(netstat), Buffer.alloc(100)])],
		['half copied', Buffer.from(netstat.slice(0, 3000))],
	])('%s', async (_, bytes) => {
		const folder = folderOf({'netstat.txt': bytes});
		const {report: read, run} = await report([path.join(folder, 'netstat.txt')]);
		expect(readyFacts(read.nodes[0])).toContain('listeners');
		expect(strayBytes(run.document)).toEqual([]);
	});

	test('a snapshot that is cut gives what stands before the cut, and says so', async () => {
		const folder = folderOf({'cut.kdiag.json.gz': snapshot.subarray(0, Math.floor(snapshot.length * 0.7))});
		const {report: read} = await report([path.join(folder, 'cut.kdiag.json.gz')]);
		expect(read.nodes[0]?.unrecognised).toEqual([
			expect.objectContaining({expected: expect.stringContaining('the file is cut here')}),
		]);
	});
});

describe('what gives nothing is refused with one line that names the file and what was expected', () => {
	const endless = gzipSync(Buffer.alloc(150_000_000));
	test.each([
		['binary data', () => Buffer.from(Array.from({length: 100_000}, (_, i) => (i * 7919) % 256)), 'expected text'],
		['UTF-16 without a byte order mark', () => Buffer.from(netstat, 'utf16le'), 'expected text'],
		['a line of 1 MB', () => Buffer.alloc(1_000_000, 'a'), 'line 1: expected'],
		['a gzip file that is no snapshot', () => gzipSync('hello\n'), 'line 1: expected'],
		['a snapshot cut in its header', () => snapshot.subarray(0, 6), 'line 1: expected the header'],
		[
			'a newer snapshot',
			() => changed(([first = '', ...rest]) => [first.replace('"version":1', '"version":99'), ...rest]),
			'version 1, not 99',
		],
		[
			'a snapshot with another text than its hash',
			() => changed((lines) => lines.map((line) => line.replace('"data":"w1\\n"', '"data":"w9\\n"'))),
			'expected text whose sha256 is',
		],
		['a snapshot that expands without end', () => endless, 'expected to expand at most'],
		[
			'a snapshot whose keys are a trap',
			() => changed(([first = '', ...rest]) => [first.replace('{', '{"__proto__":{"polluted":1},'), ...rest]),
			'expected',
		],
	])('%s', async (_, bytes, expected) => {
		const file = path.join(folderOf({'given.kdiag.json.gz': '', given: bytes()}), 'given');
		const run = await kdiag(['report', file]);
		expect(run).toMatchObject({exit: 65, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
		expect(run.stderr).toContain('/given: ');
		expect(run.stderr).toContain(expected);
	});

	test('a file called a snapshot that is none', async () => {
		const file = path.join(folderOf({'n1.kdiag.json.gz': netstat}), 'n1.kdiag.json.gz');
		expect(await kdiag(['report', file])).toMatchObject({exit: 65, stderr: expect.stringContaining('expected gzip')});
	});

	test('a folder called a snapshot is a folder', async () => {
		const folder = folderOf({});
		mkdirSync(path.join(folder, 'n1.kdiag.json.gz'));
		writeFileSync(path.join(folder, 'n1.kdiag.json.gz', 'netstat.txt'), netstat);
		const {report: read} = await report([path.join(folder, 'n1.kdiag.json.gz')]);
		expect(readyFacts(read.nodes[0])).toContain('listeners');
	});
});

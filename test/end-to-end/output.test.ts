import {execFileSync, spawnSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	closeSync,
	linkSync,
	openSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {executable, fixture, kdiag} from '../support/kdiag.ts';

const worker = fixture('nodes/worker');
const isRoot = process.getuid?.() === 0;

/** Writes a report and a snapshot; both have to end alike. */
const writers = [
	['report', ['report', '--fail-on', 'never', worker, '-o']],
	['facts', ['facts', worker, '-o']],
	['snapshot', ['snapshot', worker, '-o']],
] as const;

describe.each(writers)('%s -o', (_, argv) => {
	test('a file that only its owner can read, and nothing beside it', async () => {
		const folder = folderOf({});
		const file = path.join(folder, 'out');
		const run = await kdiag([...argv, file], {through: ['sh', '-c', 'umask 0; exec "$@"', 'sh']});
		expect(run).toMatchObject({exit: 0, stdout: '', stderr: expect.stringMatching(/^kdiag: wrote [^\n]+\n$/)});
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(file).size).toBeGreaterThan(100);
		expect(readdirSync(folder)).toEqual(['out']);
	});

	test('a file of ours is replaced, also one that all could read', async () => {
		const folder = folderOf({out: 'the old text'});
		const file = path.join(folder, 'out');
		chmodSync(file, 0o644);
		expect(await kdiag([...argv, file])).toMatchObject({exit: 0});
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readFileSync(file, 'utf8')).not.toContain('the old text');
	});

	test('another name of the same file keeps the old text', async () => {
		const folder = folderOf({other: 'old'});
		linkSync(path.join(folder, 'other'), path.join(folder, 'out'));
		expect(await kdiag([...argv, path.join(folder, 'out')])).toMatchObject({exit: 0});
		expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe('old');
	});

	test.each([
		['a folder that does not exist', (folder: string) => path.join(folder, 'nowhere/out')],
		['a folder', (folder: string) => folder],
		[
			'a link to a file',
			(folder: string) => {
				symlinkSync('target', path.join(folder, 'out'));
				return path.join(folder, 'out');
			},
		],
		[
			'a link that leads nowhere',
			(folder: string) => {
				symlinkSync('/nonexistent/target', path.join(folder, 'out'));
				return path.join(folder, 'out');
			},
		],
		[
			'a pipe',
			(folder: string) => {
				execFileSync('mkfifo', [path.join(folder, 'out')]);
				return path.join(folder, 'out');
			},
		],
		['a device', () => '/dev/full'],
	])('%s is refused with 73', async (_name, make) => {
		const folder = folderOf({target: 'theirs'});
		const file = make(folder);
		const before = readdirSync(folder);
		const run = await kdiag([...argv, file]);
		expect(run).toMatchObject({exit: 73, stdout: '', stderr: expect.stringMatching(/^kdiag: [^\n]+\n$/)});
		expect(run.stderr).toContain(file);
		expect(readdirSync(folder)).toEqual(before);
		expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('theirs');
	});

	test.skipIf(!isRoot)(`a file of somebody else is refused${isRoot ? '' : ' (skipped: needs root)'}`, async () => {
		const folder = folderOf({out: 'theirs'});
		chownSync(path.join(folder, 'out'), 65534, 65534);
		expect(await kdiag([...argv, path.join(folder, 'out')])).toMatchObject({exit: 73, stdout: ''});
		expect(readFileSync(path.join(folder, 'out'), 'utf8')).toBe('theirs');
		expect(readdirSync(folder)).toEqual(['out']);
	});

	test.skipIf(!isRoot)(`a full disk is 74 and leaves nothing${isRoot ? '' : ' (skipped: needs root)'}`, async () => {
		const folder = folderOf({});
		const script =
			'mount -t tmpfs -o size=4k tmpfs "$0" && echo old > "$0/out"; "$@"; code=$?; ls -A "$0" >&2; cat "$0/out" >&2; exit $code';
		const run = await kdiag([...argv, path.join(folder, 'out')], {
			through: ['unshare', '-m', 'sh', '-c', script, folder],
		});
		expect(run).toMatchObject({exit: 74, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: [^\n]+ENOSPC\nout\nold\n$/);
	});
});

describe('standard output', () => {
	test.each([
		['report', worker],
		['report', '--format', 'json', worker],
		['facts', worker],
		['snapshot', worker, '-o', '-'],
		['explain'],
		['parse', 'netstat', `${worker}/commands/netstat_-npa`],
		['--help'],
	])('that is full is 74: %s', async (...argv) => {
		const full = openSync('/dev/full', 'w');
		try {
			const run = await kdiag(argv, {stdout: full});
			expect(run.exit).toBe(74);
			expect(run.stderr).toMatch(/^kdiag: standard output[^\n]+ENOSPC\n$/);
		} finally {
			closeSync(full);
		}
	});

	test.each([
		['a text', '"$0" report "$1"'],
		['JSON', '"$0" report --format json "$1"'],
		['rules', '"$0" explain'],
		['a snapshot', '"$0" snapshot "$1" -o -'],
	])('whose reader goes away ends quietly: %s', (_, command) => {
		const script = `{ ${command}; echo "exit $?" >&2; } | head -c 10 >/dev/null`;
		const run = spawnSync('sh', ['-c', script, executable, fixture('nodes/etcd-down')], {encoding: 'utf8'});
		expect(run.stderr).toMatch(/^exit [012]\n$/);
	});

	test('whose reader was never there ends quietly', () => {
		const script = '{ sleep 0.3; "$0" report "$1"; echo "exit $?" >&2; } | true';
		const run = spawnSync('bash', ['-c', script, executable, worker], {encoding: 'utf8'});
		expect(run.stderr).toBe('exit 0\n');
	});

	test('that is closed is no crash', () => {
		const run = spawnSync('sh', ['-c', '"$0" report "$1" >&-', executable, worker], {encoding: 'utf8'});
		expect(run.stderr).not.toContain('bug');
		expect([0, 3, 74]).toContain(run.status);
	});

	test('a document of some megabytes arrives whole through a slow reader', () => {
		const line = 'tcp 0 0 10.0.0.1:22 10.0.0.2:50000 ESTABLISHED 1/sshd';
		const text = `Active Internet connections (servers and established)\nProto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n${`${line}\n`.repeat(20_000)}`;
		const folder = folderOf({netstat: text});
		const script = '"$0" parse netstat "$1" | { sleep 0.3; cat; }';
		const run = spawnSync('sh', ['-c', script, executable, path.join(folder, 'netstat')], {
			encoding: 'utf8',
			maxBuffer: 200_000_000,
		});
		expect(JSON.parse(run.stdout).records).toHaveLength(20_000);
	});
});

test('the document is on standard output and talk on standard error', async () => {
	const file = path.join(folderOf({}), 'x');
	writeFileSync(file, '');
	const run = await kdiag(['report', '--format', 'json', '--fail-on', 'never', worker, file]);
	expect(() => JSON.parse(run.stdout)).not.toThrow();
	expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
});

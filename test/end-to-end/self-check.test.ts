import {spawnSync} from 'node:child_process';
import {chmodSync, cpSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {asNobody, executable, kdiag} from '../support/kdiag.ts';

const isRoot = process.getuid?.() === 0;
const needsRoot = isRoot ? '' : ' (skipped: needs root)';
const hasStrace = spawnSync('strace', ['-V']).status === 0;
const argv = ['--version', '--verbose'];

describe('kdiag --version --verbose', () => {
	test('says what it is, and what it would find, on 80 columns', async () => {
		const run = await kdiag(argv);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^kdiag \d+\.\d+\.\d+\n {2}Build {5}executable, Bun [\d.]+ for linux-/);
		expect(run.stdout).toContain(`  File      ${executable}\n`);
		expect(run.stdout).toMatch(/^ {2}found {6}ls +\/usr\/bin\/ls$/m);
		expect(run.stdout).toMatch(/^ {4}\/proc\/uptime$/m);
		expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
	});

	test('the order of the two does not matter, and other options may stand beside them', async () => {
		const run = await kdiag(['--verbose', '-V', '--ascii', '--color', 'always']);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toContain('colour: --color always');
	});

	test.skipIf(!hasStrace)(`runs nothing${hasStrace ? '' : ' (skipped: needs strace)'}`, async () => {
		const log = path.join(folderOf({}), 'log');
		await kdiag(argv, {through: ['strace', '-f', '-qq', '-e', 'trace=execve,execveat,connect', '-o', log]});
		expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toEqual([expect.stringContaining(executable)]);
	});

	test.skipIf(!isRoot)(`tells an ordinary user what root would add${needsRoot}`, async () => {
		// Whoever it is, the folder of the build may be closed to them.
		const folder = folderOf({});
		chmodSync(folder, 0o755);
		cpSync(executable, path.join(folder, 'kdiag'));
		const run = spawnSync(asNobody[0] ?? '', [...asNobody.slice(1), path.join(folder, 'kdiag'), ...argv], {
			encoding: 'utf8',
			cwd: '/',
			env: {LC_ALL: 'C.UTF-8'},
		});
		expect(run).toMatchObject({status: 0, stderr: ''});
		expect(run.stdout).toContain('  User      uid 65534; root would see more\n');
		expect(run.stdout).toMatch(/\/proc\/\[0-9\]\*\/fd: \/proc\/1\/fd may not be read; run as root/);
		expect(run.stdout).toMatch(/\nWhat root would add or complete\n {2}[\s\S]*Sockets/);
	});

	test.skipIf(!isRoot)(`names what is not installed, and what it is for${needsRoot}`, async () => {
		const through = [
			'unshare',
			'-m',
			'sh',
			'-c',
			'mount -t tmpfs none /usr/sbin && mount -t tmpfs none /usr/bin && exec "$@"',
			'sh',
		];
		const run = await kdiag(argv, {through});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(
			/^ {2}missing {4}bridge +bridge is not installed; install iproute2\s+\(for: Forwarding databases\)$/m,
		);
		expect(run.stdout).toMatch(/\nCannot be known here\n[\s\S]*Forwarding databases/);
	});
});

test('--verbose alone is wrong usage', async () => {
	expect(await kdiag(['--verbose'])).toMatchObject({
		exit: 64,
		stdout: '',
		stderr: 'kdiag: --verbose goes with --version\n',
	});
});

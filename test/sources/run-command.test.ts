import {chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {getPriority} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, expect, test} from 'vitest';
import {judgeExit, judgePartial} from '../../source/sources/judge-exit.ts';
import {resolveProgram} from '../../source/sources/resolve-program.ts';
import {type CommandOptions, runCommand} from '../../source/sources/run-command.ts';
import {isAlive, makePrograms} from '../support/programs.ts';

const system = ['/usr/bin', '/bin'];
const folder = makePrograms({
	talks: 'echo "$0|$*"; echo aside >&2; exit 3',
	shows: 'env | sort; pwd; readlink /proc/self/fd/0',
	denied: 'echo "Fatal: Operation not permitted (you must be root)" >&2; exit 4',
	fails: 'echo "it broke" >&2; exit 1',
	quiet: 'exit 2',
	hangs: 'echo $$ > "$1"; echo early; exec sleep 30',
	stubborn: 'trap "" TERM; echo $$ > "$1"; while :; do sleep 0.1; done',
	family: 'trap "" TERM; sleep 30 & echo $! > "$1"; sleep 30',
	leaves: 'setsid sleep 1 & echo done',
	endless: 'exec yes',
	complains: 'yes complaint | head -c 200000 >&2; echo done',
	binary: "printf 'a\\377b\\000c\\n'",
	shot: 'echo some; kill -9 $$',
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const run = (argv: readonly string[], options: Partial<CommandOptions> = {}) =>
	runCommand(argv, {timeout: 5000, directories: [folder, ...system], ...options}).result;

const pidFile = (name: string): string => path.join(folder, `${name}.pid`);

const waitFor = async (isSo: () => boolean): Promise<void> => {
	while (!isSo()) {
		await sleep(20);
	}
};

const pidIn = async (file: string): Promise<number> => {
	await waitFor(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
	return Number(readFileSync(file, 'utf8'));
};

test('output, complaint and exit status are kept, and a status other than 0 makes the output partial', async () => {
	expect(await run(['talks', 'a b', '$HOME', ';ls'])).toEqual({
		stdout: `${folder}/talks|a b $HOME ;ls\n`,
		stderr: 'aside\n',
		exit: 3,
		failure: null,
		partial: 'exit status 3: aside',
	});
});

test('the environment is made from nothing, the folder is the root, nothing is read from the terminal', async () => {
	process.env.KDIAG_TEST_SECRET = 'x';
	const {stdout} = await run(['shows']);
	delete process.env.KDIAG_TEST_SECRET;
	const lines = stdout.trim().split('\n');
	const names = lines.slice(0, -2).map((line) => line.split('=')[0]);
	// A shell adds PWD and the like of its own.
	expect(names.filter((name) => !['PWD', 'OLDPWD', '_', 'SHLVL'].includes(name ?? ''))).toEqual([
		'HOME',
		'LANGUAGE',
		'LC_ALL',
		'PAGER',
		'PATH',
		'SYSTEMD_COLORS',
		'SYSTEMD_PAGER',
		'TERM',
	]);
	expect(lines).toContain('LC_ALL=C');
	expect(lines.slice(-2)).toEqual(['/', '/dev/null']);
});

test.each([
	[
		'a program that is not there',
		['no-such-program'],
		{kind: 'missing', detail: 'no-such-program is not installed', remedy: 'install no-such-program'},
	],
	[
		'a denial',
		['denied'],
		{
			kind: 'denied',
			detail: 'denied: exit status 4: Fatal: Operation not permitted (you must be root)',
			remedy: 'run as root',
		},
	],
	['a failure', ['fails'], {kind: 'failed', detail: 'fails: exit status 1: it broke', remedy: null}],
	['a failure without a word', ['quiet'], {kind: 'failed', detail: 'quiet: exit status 2', remedy: null}],
])('%s has its own reason', async (_, argv, failure) => {
	expect((await run(argv)).failure).toEqual(failure);
});

test('a package is named where it has another name than its program', () => {
	expect(resolveProgram('netstat', [folder])).toMatchObject({kind: 'missing', remedy: 'install net-tools'});
});

test('bytes that are no text are replaced, the others stay', async () => {
	expect((await run(['binary'])).stdout).toBe('a\ufffdb\0c\n');
});

test('output over the limit is cut and said to be cut', async () => {
	const {stdout, partial, failure} = await run(['endless'], {stdoutLimit: 100_001});
	expect(stdout).toBe(`${'y\n'.repeat(50_000)}y`);
	expect({partial, failure}).toEqual({partial: 'cut at 100001 bytes', failure: null});
});

test('complaints over the limit are cut, the output is whole', async () => {
	const {stdout, stderr, partial} = await run(['complains'], {stderrLimit: 1000});
	expect({stdout, length: stderr.length, partial}).toEqual({stdout: 'done\n', length: 1000, partial: null});
});

test('output before a deadly signal is partial', async () => {
	expect(await run(['shot'])).toMatchObject({stdout: 'some\n', exit: null, partial: 'ended by a signal'});
});

test('a command that hangs is ended at its deadline, nicely as it was started', async () => {
	const file = pidFile('hangs');
	const running = run(['hangs', file], {timeout: 600});
	const pid = await pidIn(file);
	expect(getPriority(pid)).toBe(10);
	expect(await running).toMatchObject({stdout: '', failure: {kind: 'timed-out'}});
	await waitFor(() => !isAlive(pid));
});

test.each(['stubborn', 'family'])(
	'%s: neither who ignores TERM nor a grandchild with the pipe holds the result or stays',
	async (name) => {
		const file = pidFile(name);
		const started = performance.now();
		const running = run([name, file], {timeout: 500});
		const pid = await pidIn(file);
		expect(await running).toMatchObject({failure: {kind: 'timed-out'}});
		// Their own ends are 30 s away.
		expect(performance.now() - started).toBeLessThan(15_000);
		await waitFor(() => !isAlive(pid));
	},
);

test('a process that left the group and holds the pipe costs a word, not the output', async () => {
	const {stdout, exit, partial} = await run(['leaves']);
	expect({stdout, exit, partial}).toEqual({
		stdout: 'done\n',
		exit: 0,
		partial: 'a process that leaves left behind holds its output',
	});
});

test('a command can be given up at any time, and stays given up', async () => {
	const file = pidFile('given-up');
	const running = runCommand(['stubborn', file], {timeout: 20_000, directories: [folder, ...system]});
	const pid = await pidIn(file);
	expect(running.isGone()).toBe(false);
	running.abandon();
	expect(await running.result).toMatchObject({failure: {kind: 'timed-out'}});
	await waitFor(() => running.isGone() && !isAlive(pid));
});

test('a program that others could have put there is not run', () => {
	const open = path.join(folder, 'open-to-all');
	writeFileSync(open, '#!/bin/sh\n');
	chmodSync(open, 0o757);
	expect(resolveProgram('open-to-all', [folder])).toMatchObject({kind: 'failed', remedy: `chmod go-w ${open}`});
	symlinkSync(open, path.join(folder, 'link-to-open'));
	expect(resolveProgram('link-to-open', [folder])).toMatchObject({kind: 'failed'});
	expect(resolveProgram('open-to-all', [folder, ...system])).toMatchObject({kind: 'failed'});
	expect(resolveProgram('true', [folder, ...system])).toBe('/usr/bin/true');
	expect(resolveProgram(`${folder}/talks`)).toBe(`${folder}/talks`);
	expect(resolveProgram(folder)).toMatchObject({kind: 'missing'});
});

test('what ls says of a folder that is not there is an answer', () => {
	const ended = {
		argv: ['ls', '/x'],
		exit: 2,
		stdout: '',
		stderr: "ls: cannot access '/x': No such file or directory\n",
	};
	expect([judgeExit(ended), judgePartial(ended)]).toEqual([null, null]);
	expect(judgeExit({...ended, argv: ['ip']})).toMatchObject({kind: 'failed'});
});

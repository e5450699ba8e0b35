import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {executable, fixture} from '../support/kdiag.ts';
import {privateNode, replaceProgram, whyNoPrivateNode} from '../support/private-node.ts';
import {isAlive} from '../support/programs.ts';
import {openTerminal, type PseudoTerminal, type TerminalOptions} from '../support/pseudo-terminal.ts';

const why = whyNoPrivateNode();
const missing = why === null ? '' : ` (skipped: ${why})`;

/** Processes that sleep that long. */
const sleepers = (marker: string): readonly string[] =>
	readdirSync('/proc').filter((name) => {
		try {
			return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8') === `sleep\0${marker}\0`;
		} catch {
			return false;
		}
	});

/** Whether a process runs; one whose end was not yet noticed does not. */
const isRunning = (pid: number): boolean => {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
};

const saved = fixture('nodes/healthy-cp1.kdiag.json.gz');

/** A shell in a terminal, with something of its own on the screen. */
const openShell = async (options: TerminalOptions = {}): Promise<PseudoTerminal> => {
	const environment = {PS1: '$ ', ...options.environment};
	const shell = openTerminal(['--norc', '--noprofile', '-i'], {...options, program: '/bin/bash', environment});
	await shell.shows('$');
	shell.press('echo ear"lier"; stty -a > /dev/null; before=$(stty -a)\r');
	await shell.shows('earlier');
	return shell;
};

/** The shell is as it was before kdiag ran: its text, its modes, its cursor. `$code` is kdiag's exit status. */
const expectGivenBack = async (shell: PseudoTerminal): Promise<void> => {
	// Whatever is typed before the shell asks, the program before it may have read.
	await shell.until('a prompt', () => !shell.isAlternate() && shell.text().endsWith('$'));
	shell.press('code=$?; [ "$before" = "$(stty -a)" ] && echo mo"des kept", exit $code\r');
	await shell.shows('modes kept');
	expect(shell.isAlternate()).toBe(false);
	expect(shell.isCursorVisible()).toBe(true);
	expect(shell.scrollback()).toContain('earlier');
};

test.each([
	['q', 'q', 0],
	['Ctrl-C', '\u0003', 0],
])('%s leaves to the shell as it was, with the verdict in one line', async (_, key, exit) => {
	const shell = await openShell();
	shell.press(`${executable} ${saved}\r`);
	await shell.shows('SAVED');
	expect(shell.isAlternate()).toBe(true);
	expect(shell.text()).not.toContain('earlier');
	shell.press(key);
	await shell.shows(/^Nothing wrong was found[^\n]*\n\$/m);
	await expectGivenBack(shell);
	expect(shell.text()).toContain(`exit ${exit}`);
	expect(shell.text()).not.toContain('Findings');
});

/** Starts kdiag from a shell and waits for its screen; gives its process. */
const runInShell = async (shell: PseudoTerminal, environment = ''): Promise<number> => {
	shell.press(`${environment} ${executable} ${saved}\r`);
	await shell.shows('SAVED');
	return Number(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8'));
};

test.each([
	['SIGTERM', 143],
	['SIGINT', 130],
	['SIGHUP', 129],
	['SIGQUIT', 131],
] as const)('%s gives the terminal back and exits with %i', async (signal, exit) => {
	const shell = await openShell();
	process.kill(await runInShell(shell), signal);
	await expectGivenBack(shell);
	expect(shell.text()).toContain(`exit ${exit}`);
});

describe('stopping', () => {
	test('Ctrl-Z lends the terminal to the shell; fg draws the screen as it was', async () => {
		const shell = await openShell();
		await runInShell(shell);
		shell.press('?');
		const before = await shell.shows('no key does');
		shell.press('\u001A');
		await shell.shows('Stopped');
		expect(shell.isAlternate()).toBe(false);
		expect(shell.isCursorVisible()).toBe(true);
		shell.press('[ "$before" = "$(stty -a)" ] && echo lent we"ll"; fg\r');
		await shell.shows('no key does');
		expect(shell.isAlternate()).toBe(true);
		expect(shell.isCursorVisible()).toBe(false);
		await shell.rests();
		expect(withoutClock(shell.text())).toBe(withoutClock(before));
		shell.press('q');
		await expectGivenBack(shell);
		expect(shell.scrollback()).toContain('lent well');
		expect(shell.text()).toContain('exit 0');
	});

	test('Ctrl-Z without a shell that could go on brings the screen back', async () => {
		const terminal = openTerminal([saved]);
		await terminal.shows('SAVED');
		terminal.press('\u001A');
		await terminal.until('a screen that is lent', () => !terminal.isAlternate());
		await terminal.until('the screen', () => terminal.isAlternate());
		await terminal.shows('SAVED');
		terminal.press('q');
		expect(await terminal.ended).toEqual({exit: 0, signal: 0});
	});
});

/** The time of day on the first line moves on. */
const withoutClock = (text: string): string => text.replaceAll(/\d\d:\d\d:\d\dZ/g, '');

describe('a terminal that is gone', () => {
	test('ends kdiag', async () => {
		const terminal = openTerminal([saved]);
		await terminal.shows('SAVED');
		terminal.hangUp();
		await terminal.until('the end of kdiag', () => !isAlive(terminal.pid));
	});

	test.skipIf(why !== null)(`ends kdiag while commands run, and leaves none of them${missing}`, async () => {
		const marker = `${70 + (process.pid % 1000)}.125`;
		const hanging = ['netstat', 'ip', 'iptables-save'].map((name) => replaceProgram(name, `exec sleep ${marker}`));
		const [program = '', ...rest] = privateNode(hanging);
		const terminal = openTerminal([...rest, executable], {program});
		await terminal.shows(/waiting for/);
		await terminal.until('commands that hang', () => sleepers(marker).length > 0);
		terminal.hangUp();
		await terminal.until('the end of all', () => !isAlive(terminal.pid) && sleepers(marker).length === 0);
	});
});

test('a terminal that takes nothing any more does not keep kdiag from ending', async () => {
	const terminal = openTerminal([saved]);
	await terminal.shows('SAVED');
	terminal.stall(true);
	// Far more than a terminal holds: each key draws a screen.
	for (let round = 0; round < 40; round += 1) {
		terminal.press('?\u001B');
		terminal.press('2');
		await sleep(20);
	}
	terminal.kill('SIGTERM');
	await terminal.until('the end of kdiag', () => !isRunning(terminal.pid));
	terminal.stall(false);
	expect(await terminal.ended).toEqual({exit: 143, signal: 0});
});

describe('a bug', () => {
	test.each([
		['an error outside of the drawing', "process.on('SIGUSR2', () => { throw new Error('injected'); });"],
		['a promise that nobody handles', "process.on('SIGUSR2', () => { Promise.reject(new Error('injected')); });"],
		[
			'an error in the drawing',
			"process.on('SIGUSR2', () => { Date.prototype.toISOString = () => { throw new Error('injected'); }; });",
		],
		[
			'an error in giving back, too',
			"process.on('SIGUSR2', () => { process.stdin.unref = process.stdin.removeListener = () => { throw new Error('second'); }; throw new Error('injected'); });",
		],
	])("%s is told on the shell's screen, with 70", async (_, script) => {
		const preload = path.join(folderOf({'bug.mjs': script}), 'bug.mjs');
		const shell = await openShell({columns: 120});
		const kdiag = await runInShell(shell, `BUN_OPTIONS=--preload=${preload}`);
		process.kill(kdiag, 'SIGUSR2');
		// A key that draws, and that a shell forgets.
		while (shell.isAlternate()) {
			shell.press('\u0015');
			await sleep(30);
		}
		await shell.shows('kdiag: a bug in kdiag, please report it');
		await shell.shows('injected');
		await expectGivenBack(shell);
		expect(shell.text()).toContain('exit 70');
	});
});

import {describe, expect, test} from 'vitest';
import {executable, fixture, kdiag} from '../support/kdiag.ts';
import {openTerminal, type PseudoTerminal, type TerminalOptions} from '../support/pseudo-terminal.ts';

const saved = fixture('demo/ha.kdiag.json.gz');

/** kdiag with a saved node that has some failures, once it is read. */
const openScreen = async (options: TerminalOptions = {}, ...argv: readonly string[]): Promise<PseudoTerminal> => {
	const terminal = openTerminal([...argv, saved], options);
	await terminal.shows('SAVED');
	return terminal;
};

/** The row under the cursor. */
const cursorRow = (terminal: PseudoTerminal): string => /^> (.*\S)/m.exec(terminal.text())?.[1] ?? '';

/** The line that says what is looked at. */
const titleOf = (terminal: PseudoTerminal): string => terminal.text().split('\n')[3] ?? '';

/** Leaves, and expects a good end. */
const leave = async (terminal: PseudoTerminal): Promise<void> => {
	terminal.press('q');
	expect(await terminal.ended).toEqual({exit: 0, signal: 0});
	expect([terminal.isAlternate(), terminal.isCursorVisible()]).toEqual([false, true]);
};

/** The lines of the frame, without what the clock changes. */
const frame = (terminal: PseudoTerminal): string => terminal.text().replaceAll(/\d\d:\d\d:\d\dZ/g, '');

describe('keys', () => {
	test('walk through all screens and back to where one was', async () => {
		const terminal = await openScreen();
		terminal.press('j');
		await terminal.shows(/^> .*\n(?:.*\n)*SAVED|^ {2}.*\n> /m);
		const row = cursorRow(terminal);
		const first = frame(terminal);
		const titles = new Set([titleOf(terminal)]);
		for (const digit of '234567890') {
			terminal.press(digit);
			await terminal.until(`screen ${digit}`, () => !titles.has(titleOf(terminal)));
			titles.add(titleOf(terminal));
		}
		terminal.press('1');
		await terminal.until('the findings', () => cursorRow(terminal) === row);
		expect(frame(terminal)).toBe(first);
		terminal.press('\r');
		await terminal.shows('expected');
		terminal.press('\u001B');
		await terminal.until('the findings', () => frame(terminal) === first);
		terminal.press('\t\u001B[Z');
		await terminal.until('the findings', () => frame(terminal) === first);
		await leave(terminal);
	});

	test('arrows, pages and several keys that come at once', async () => {
		const terminal = await openScreen();
		const top = cursorRow(terminal);
		terminal.press('jj');
		await terminal.until('another row', () => cursorRow(terminal) !== top);
		terminal.press('\u001B[A\u001BOA');
		await terminal.until('the first row', () => cursorRow(terminal) === top);
		terminal.press('?G');
		await terminal.shows('was a failure a moment ago');
		terminal.press('g');
		await terminal.shows('one row down');
		terminal.press('\u001B[6~');
		await terminal.until('a page', () => !terminal.text().includes('one row down'));
		terminal.press('\u001B[5~');
		await terminal.shows('one row down');
		// A key whose bytes come one by one.
		terminal.press('\u001B');
		terminal.press('[');
		terminal.press('B');
		await terminal.shows(/^> k up/m);
		await leave(terminal);
	});

	test('a search finds its row, and says where there is none', async () => {
		const terminal = await openScreen();
		terminal.press('?/');
		await terminal.shows(/^ \/_/m);
		terminal.press('snapsh');
		await terminal.shows(/^ \/snapsh_/m);
		terminal.press('ot\r');
		await terminal.shows(/^> s .*snapshot/m);
		terminal.press('/no such thing\r');
		await terminal.shows('no row holds no such thing');
		await leave(terminal);
	});

	test('what no key is does nothing', async () => {
		const terminal = await openScreen();
		const before = frame(terminal);
		// Mouse, focus, replies of terminals, function keys, Alt, a broken sequence, bytes that are no UTF-8.
		terminal.press(
			'\u001B[<0;10;10M\u001B[I\u001B[O\u001B[?62;4c\u001B[24;80R\u001B[15~\u001Bx\u001B[9999;1;1;1~\u0000\u0007',
		);
		await terminal.rests(200);
		expect(frame(terminal)).toBe(before);
		await leave(terminal);
	});
});

describe('a paste', () => {
	const paste = '\u001B[200~qeeess\u001B]0;owned\u0007\u001B[2J\nrm -rf /\n\u001B[201~';

	test('is no key', async () => {
		const terminal = await openScreen();
		terminal.press(paste);
		await terminal.shows('a paste is no key');
		expect(terminal.written().toString()).not.toContain('owned');
		await leave(terminal);
	});

	test('is what is searched for', async () => {
		const terminal = await openScreen();
		terminal.press('/');
		await terminal.shows(/^ \/_/m);
		terminal.press(paste);
		await terminal.shows(/^ \/qeeess]0;owned\[2J_/m);
		expect(terminal.written().toString()).not.toMatch(/\u001B\]|\u0007|\u001B\[2J/);
		terminal.press('\u001B');
		await terminal.shows('SAVED');
		await leave(terminal);
	});
});

test('the frame is whole after every size', async () => {
	const terminal = await openScreen({columns: 140, rows: 40});
	const first = frame(terminal);
	for (const [columns, rows] of [
		[40, 12],
		[300, 100],
		[1, 1],
		[80, 24],
		[20, 3],
		[140, 40],
	] as const) {
		terminal.resize(columns, rows);
		await terminal.rests(250);
		const lines = terminal.text().split('\n');
		expect(lines.length, `${columns}x${rows}`).toBeLessThanOrEqual(rows);
		if (columns >= 40) {
			expect(lines.filter((line) => line.startsWith(' kdiag ')).length, terminal.text()).toBe(1);
			expect(lines[0]).toMatch(/^ kdiag /);
			expect(terminal.text().match(/SAVED/g)?.length).toBe(1);
		}
	}
	expect(frame(terminal)).toBe(first);
	await leave(terminal);
});

test('many sizes at once', async () => {
	const terminal = await openScreen();
	const first = frame(terminal);
	for (let round = 0; round < 200; round += 1) {
		terminal.resize(20 + ((round * 37) % 200), 2 + ((round * 13) % 60));
	}
	terminal.resize(80, 24);
	await terminal.rests(300);
	expect(frame(terminal)).toBe(first);
	await leave(terminal);
});

describe('surroundings', () => {
	const colour = /\u001B\[[\d;]*m/;
	const sgr = (terminal: PseudoTerminal): boolean =>
		colour.test(terminal.written().toString().replaceAll('\u001B[0m', ''));

	test.each([
		['a terminal', {}, [], true],
		['NO_COLOR', {NO_COLOR: '1'}, [], false],
		['--color never', {}, ['--color', 'never'], false],
		['--color always beats NO_COLOR', {NO_COLOR: '1'}, ['--color', 'always'], true],
		['FORCE_COLOR=0', {FORCE_COLOR: '0'}, [], false],
		['FORCE_COLOR', {FORCE_COLOR: '1'}, [], true],
		['TERM=screen', {TERM: 'screen'}, [], true],
		['TERM=tmux-256color', {TERM: 'tmux-256color'}, [], true],
		['CI', {CI: '1', CONTINUOUS_INTEGRATION: 'true', GITHUB_ACTIONS: 'true'}, [], true],
		['a debugger that is asked for', {DEV: 'true', NODE_ENV: 'development'}, [], true],
		['INK_SCREEN_READER that is off', {INK_SCREEN_READER: 'false'}, [], true],
	] as const)('%s', async (_, environment, argv, isColoured) => {
		const terminal = await openScreen({environment}, ...argv);
		expect(terminal.isAlternate()).toBe(true);
		expect(sgr(terminal)).toBe(isColoured);
		terminal.press('?');
		await terminal.shows('no key does');
		await leave(terminal);
		// The verdict, in one line however wide the terminal is.
		expect(terminal.written().toString().split('\u001B[?1049l')[1]).toMatch(
			/^\u001B\[\?25h[^\n\u001B]+\.\r\n(?:\u001B\[\?25h)?$/,
		);
	});

	test.each([
		['TERM=linux', {TERM: 'linux'}, []],
		['--no-alt-screen', {}, ['--no-alt-screen']],
	] as const)('%s: the last frame stays, and the verdict follows', async (_, environment, argv) => {
		const terminal = await openScreen({environment}, ...argv);
		expect(terminal.isAlternate()).toBe(false);
		terminal.press('?');
		await terminal.shows('no key does');
		terminal.resize(60, 20);
		await terminal.rests();
		terminal.press('q');
		expect(await terminal.ended).toEqual({exit: 0, signal: 0});
		expect(terminal.isCursorVisible()).toBe(true);
		expect(terminal.scrollback()).toMatch(/Help {2}kdiag reads[\s\S]*SAVED[\s\S]*\n[^\n]+$/);
		expect(terminal.written().toString()).not.toContain('1049');
	});

	test('a line that does not know its size is taken for 80 by 24', async () => {
		const terminal = openTerminal(['-c', `stty rows 0 cols 0; exec ${executable} ${saved}`], {program: '/bin/sh'});
		await terminal.shows('SAVED');
		expect(terminal.text().split('\n').length).toBeGreaterThan(20);
		await leave(terminal);
	});
});

describe('no screen, but the text report', () => {
	test.each([[''], ['dumb'], ['vt100'], ['unknown']])('TERM=%s', async (term) => {
		// node-pty gives a TERM to programs that have none.
		const terminal = openTerminal(['-c', `TERM=${term} exec ${executable} ${saved}`], {program: '/bin/sh'});
		await terminal.ended;
		expect(terminal.written().toString()).not.toContain('\u001B[?');
		expect(terminal.scrollback()).toContain('evidence');
	});

	test('standard output is no terminal', async () => {
		const terminal = openTerminal(['-c', `${executable} ${saved} | cat`], {program: '/bin/sh'});
		await terminal.ended;
		expect(terminal.written().toString()).not.toContain('\u001B');
		expect(terminal.scrollback()).toContain('evidence');
	});

	test('standard input is no terminal', async () => {
		const terminal = openTerminal(['-c', `${executable} ${saved} < /dev/null`], {program: '/bin/sh'});
		await terminal.ended;
		expect(terminal.isAlternate()).toBe(false);
		expect(terminal.scrollback()).toContain('evidence');
	});

	test('neither is one', async () => {
		expect((await kdiag([saved])).stdout).toContain('evidence');
	});
});

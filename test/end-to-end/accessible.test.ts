import {describe, expect, test} from 'vitest';
import {executable, fixture, kdiag} from '../support/kdiag.ts';
import {openTerminal} from '../support/pseudo-terminal.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const saved = fixture('demo/ha.kdiag.json.gz');

describe('over a pipe', () => {
	test('lines answer lines', async () => {
		const run = await kdiag(['--accessible', saved], {input: '1\nb\nports\nq\nnever read\n'});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(strayBytes(run.document)).toEqual([]);
		const lines = run.stdout.split('\n');
		expect(lines[0]).toBe('kdiag in lines, because of --accessible. Reading.');
		expect(lines.filter((line) => line.startsWith('Number, b, screen'))).toHaveLength(4);
		expect(run.stdout).toMatch(/^1: Severity error\. /m);
		expect(run.stdout).toMatch(/^\d+: Status ok\. 6443\/tcp /m);
	});

	test('the end of the input ends it', async () => {
		const run = await kdiag(['--accessible', 'demo'].reverse(), {input: ''});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^kdiag in lines, because of --accessible/);
	});

	test('the environment asks for it only where somebody listens', async () => {
		const environment = {ACCESSIBLE: '1', INK_SCREEN_READER: 'true'};
		expect((await kdiag([saved], {environment})).stdout).toContain('  expected');
		expect((await kdiag(['report', '--accessible', saved])).stdout).toContain('  expected');
	});
});

describe('in a terminal', () => {
	test.each([
		['--accessible', {}, ['--accessible']],
		['ACCESSIBLE=1', {ACCESSIBLE: '1'}, []],
		['INK_SCREEN_READER=true', {INK_SCREEN_READER: 'true'}, []],
		['ACCESSIBLE=yes', {ACCESSIBLE: 'yes', TERM: 'dumb'}, []],
	] as const)('%s: lines, and nothing is drawn', async (by, environment, argv) => {
		const terminal = openTerminal([...argv, saved], {environment, columns: 200, rows: 60});
		await terminal.shows(`kdiag in lines, because of ${by}.`);
		await terminal.shows(/Number, b[^\n]*$/);
		terminal.press('1\r');
		await terminal.shows(/^1\n[\s\S]*Number, b[^\n]*$/m);
		await terminal.shows(/^Severity error\. input-missing-accept/m);
		terminal.press('q\r');
		expect(await terminal.ended).toEqual({exit: 0, signal: 0});
		expect(terminal.written().toString()).toMatch(/^[ -~\r\n]+$/);
	});

	test('Ctrl-C and the end of the input leave', async () => {
		const terminal = openTerminal(['-c', `stty -a > /dev/null; ${executable} --accessible ${saved}; echo "exit $?"`], {
			program: '/bin/sh',
		});
		await terminal.shows(/Number, b[^\n]*$/);
		terminal.press('\u0004');
		await terminal.shows('exit 0');
		const other = openTerminal(['--accessible', saved]);
		await other.shows(/Number, b[^\n]*$/);
		other.press('\u0003');
		expect(await other.ended).toEqual({exit: 130, signal: 0});
	});

	test('this machine is read again when somebody asks', async () => {
		const terminal = openTerminal(['--accessible'], {columns: 200, rows: 60});
		await terminal.shows(/Number, b[^\n]*$/);
		terminal.press('r\r');
		await terminal.shows(/^(?:Read\. Nothing changed\.|New: |Gone: )/m);
		await terminal.shows(/Number, b[^\n]*$/);
		terminal.press('q\r');
		expect((await terminal.ended).exit).toBe(0);
	});
});

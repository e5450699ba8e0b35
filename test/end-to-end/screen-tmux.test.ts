import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {executable, fixture} from '../support/kdiag.ts';

const saved = fixture('demo/ha.kdiag.json.gz');
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

test.skipIf(!hasTmux)('inside tmux: frames, sizes, keys, and the shell as it was', async () => {
	const socket = path.join(folderOf({}), 'tmux');
	const tmux = (...argv: readonly string[]): string => {
		const run = spawnSync('tmux', ['-S', socket, '-f', '/dev/null', ...argv], {
			encoding: 'utf8',
			env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TERM: 'xterm-256color', HOME: '/nonexistent'},
		});
		expect(run.stderr).toBe('');
		return run.stdout.trimEnd();
	};
	const screen = (): string => tmux('capture-pane', '-p', '-t', 's');
	const shows = async (wanted: RegExp): Promise<string> => {
		const started = performance.now();
		while (!wanted.test(screen())) {
			expect(performance.now() - started, screen()).toBeLessThan(20_000);
			await sleep(20);
		}
		return screen();
	};
	tmux('new-session', '-d', '-s', 's', '-x', '80', '-y', '24', '/bin/sh');
	onTestFinished(() => {
		tmux('kill-server');
	});
	await shows(/^[$#]/);
	tmux('send-keys', '-t', 's', 'echo ear"lier"', 'Enter');
	await shows(/^earlier\n[$#]$/m);
	tmux('send-keys', '-t', 's', `${executable} ${saved}`, 'Enter');
	const first = await shows(/SAVED/);
	expect(first.split('\n')[0]).toMatch(/^ kdiag {2}cp1/);
	expect(first).not.toContain('earlier');
	for (const [columns, rows] of [
		['40', '12'],
		['140', '40'],
		['80', '24'],
	] as const) {
		tmux('resize-window', '-t', 's', '-x', columns, '-y', rows);
		await shows(/^ kdiag [\s\S]*SAVED/);
		const size = await shows(columns === '40' ? /^ (?:x|✗) 1 {2}! 0/m : /1 error {2}! 0 warnings/);
		expect(size.match(/SAVED/g)).toHaveLength(1);
	}
	tmux('send-keys', '-t', 's', 'j', 'Enter');
	await shows(/expected/);
	tmux('send-keys', '-t', 's', 'Escape');
	await shows(/Findings/);
	tmux('send-keys', '-t', 's', 'C-z');
	await shows(/^earlier[\s\S]*\n[$#]$/m);
	tmux('send-keys', '-t', 's', 'fg', 'Enter');
	await shows(/Findings/);
	tmux('send-keys', '-t', 's', 'q');
	const last = await shows(/^earlier[\s\S]*This node drops[\s\S]*\n[$#]$/m);
	expect(last).not.toContain('Findings');
});

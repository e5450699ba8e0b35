import {spawnSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {declaredCommands} from '../../source/commands/declared/index.ts';
import {bareCommand} from '../../source/commands/declared/report.ts';
import {folderOf} from '../support/folder.ts';
import {executable, fixture} from '../support/kdiag.ts';

let ticket: string;

beforeAll(() => {
	ticket = path.join(mkdtempSync(path.join(os.tmpdir(), 'kdiag-examples-')), 'ticket.html');
	const node = fixture('nodes/healthy-w1.kdiag.json.gz');
	spawnSync(executable, ['report', '--with-snapshot', node, '-o', ticket], {stdio: 'ignore'});
});

afterAll(() => rmSync(path.dirname(ticket), {recursive: true, force: true}));

/** A folder with the files that examples name, and programs: kdiag, and an ssh that answers what its command would. */
const workshop = (): string => {
	const folder = folderOf({
		'waivers.yaml': 'waivers:\n  - rule: forward-drop\n    reason: known\n    expires: 2099-01-01\n',
		'bin/ssh': `#!/bin/sh\ncat "${fixture('nodes/worker/commands/netstat_-npa')}"\n`,
	});
	chmodSync(path.join(folder, 'bin/ssh'), 0o755);
	symlinkSync(executable, path.join(folder, 'bin/kdiag'));
	for (const [name, source] of [
		['n1', 'healthy-w1'],
		['n2', 'healthy-w2'],
		['before', 'healthy-w1'],
		['after', 'healthy-bridge-w1'],
	]) {
		cpSync(fixture(`nodes/${source}.kdiag.json.gz`), path.join(folder, `${name}.kdiag.json.gz`));
	}
	cpSync(ticket, path.join(folder, 'ticket.html'));
	cpSync(fixture('nodes/worker/commands/netstat_-npa'), path.join(folder, 'netstat.txt'));
	mkdirSync(path.join(folder, 'support'));
	cpSync(fixture('nodes/worker'), path.join(folder, 'support/w1'), {recursive: true});
	return folder;
};

const examples = [bareCommand, ...declaredCommands].flatMap(({name, examples}) =>
	examples.map(({command}) => [name, command] as const),
);

test.each(examples)('%s: %s', (name, command) => {
	const cwd = workshop();
	const run = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
		cwd,
		encoding: 'utf8',
		env: {PATH: `${cwd}/bin:/usr/sbin:/usr/bin:/sbin:/bin`, LC_ALL: 'C.UTF-8', TERM: 'dumb', HOME: cwd},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	// A verdict is a result; trouble has other statuses.
	expect([0, 1, 2, 3], run.stderr).toContain(run.status);
	// A completion script goes where the shell looks for it.
	expect(run.stdout + run.stderr === '').toBe(name === 'completion');
});

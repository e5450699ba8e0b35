import {spawnSync} from 'node:child_process';
import {chmodSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {asNobody, fixture, kdiag} from '../support/kdiag.ts';

const commands = ['report', 'facts', 'service', 'snapshot', 'parse', 'explain', 'demo'];
const worker = fixture('nodes/worker');
const bundle = path.join(import.meta.dirname, '../../dist/kdiag.mjs');

describe('help', () => {
	test.each([['--help'], ['-h'], ...commands.map((command) => [command, '--help'])])('%s %s', async (...argv) => {
		const run = await kdiag(argv.filter((word) => word !== undefined));
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^Usage: kdiag/);
	});

	test('the version', async () => {
		const run = await kdiag(['--version']);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});

describe('wrong usage is 64, in one line that names what is near', () => {
	test.each([
		['a command', ['reprot'], "did you mean 'report'?"],
		['a command with a letter too many', ['factss'], "did you mean 'facts'?"],
		['a command that is an option', ['version'], "did you mean '--version'?"],
		['a command to be helped with', ['help', 'snapshoot'], "did you mean 'snapshot'?"],
		['an option', ['report', '--frmat', 'json'], "did you mean '--format'?"],
		['an option of the bare command', ['--ascci'], "did you mean '--ascii'?"],
		['an option that nothing is near to', ['facts', '--zzzzzzzz'], '(see kdiag help facts)'],
		['a rule', ['report', '--only', 'apiserver-not-listenin', worker], "did you mean 'apiserver-not-listening'?"],
		['a group', ['report', '--skip', 'firewal', worker], "did you mean 'firewall'?"],
		['a rule to skip', ['report', '--skip', 'nothing-like-it-at-all', worker], 'kdiag explain lists them'],
		['a rule to explain', ['explain', 'apiserver-not-listenin'], "did you mean 'apiserver-not-listening'?"],
		['a format', ['report', '--format', 'jsn', worker], "did you mean 'json'?"],
		['a format of answers', ['facts', '--format', 'md', worker], 'expected one of text, json'],
		['a format to parse', ['parse', 'ip-adr'], "did you mean 'ip-addr'?"],
		['a format to parse, with a file that is not there', ['parse', 'netsat', './nowhere'], "did you mean 'netstat'?"],
		['a format that nothing is near to', ['parse', 'zzzzzzzz'], 'kdiag help parse'],
		['a demo', ['demo', 'helthy'], "did you mean 'healthy'?"],
		['a demo that nothing is near to', ['demo', 'x'], 'there are healthy, fault, ha'],
		['an exercise', ['practice', '99'], 'there are 1, 2, 3'],
		['a severity', ['report', '--fail-on', 'eror', worker], "did you mean 'error'?"],
		['a role', ['report', '--role', 'workr', worker], "did you mean 'worker'?"],
		['a deadline', ['report', '--timeout', 'soon', worker], 'expected seconds'],
		['a colour', ['report', '--color', 'alway', worker], "did you mean 'always'?"],
		['no value', ['report', '--role'], '--role needs a value'],
		['no service', ['service'], 'see kdiag help service'],
		['nothing to compare', ['diff'], 'see kdiag help diff'],
		['no file for a snapshot', ['snapshot', worker], '--output'],
		['too many arguments', ['parse', 'netstat', 'one', 'two'], 'expected 2 arguments, not 3'],
		['a format where a file belongs', ['report', '-o', 'json', worker], '--format json'],
		['several snapshots for one standard output', ['snapshot', fixture('nodes'), '-o', '-'], 'name a folder'],
	])('%s', async (_, argv, hint) => {
		const run = await kdiag(argv);
		expect(run).toMatchObject({exit: 64, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
		expect(run.stderr).toContain(hint);
	});
});

describe('what cannot be read is 66, what is not understood 65', () => {
	test.each([['report'], ['facts'], ['snapshot', '-o', '-'], ['service', '10.96.0.1']])(
		'a path that does not exist: %s',
		async (...argv) => {
			const run = await kdiag([...argv, './nowhere']);
			expect(run).toMatchObject({exit: 66, stdout: '', stderr: 'kdiag: ./nowhere: no such file or folder\n'});
		},
	);

	test('a command that is named takes its arguments for paths', async () => {
		expect(await kdiag(['report', 'reprot'])).toMatchObject({exit: 66});
	});

	test('text that nothing knows', async () => {
		const run = await kdiag(['report', '-'], {input: 'the quick brown fox\njumps over the lazy dog\n'});
		expect(run).toMatchObject({exit: 65, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: .*line 1.*expected[^\n]*\n$/);
	});

	test.each([
		['an empty folder', {'empty/': ''}, 'empty', 65],
		['a recording without a file', {'node/commands/': ''}, 'node', 65],
		['an empty file', {'paste.txt': ''}, 'paste.txt', 65],
		['a folder of text that nothing knows', {'node/notes.txt': 'shopping list\nmilk\n'}, 'node', 65],
	])('%s', async (_, files, name, exit) => {
		const run = await kdiag(['report', `${folderOf(files)}/${name}`]);
		expect(run).toMatchObject({exit, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
		expect(run.stderr).toContain(name);
	});

	test('one source of two that gives nothing costs only itself, and the status says so', async () => {
		const run = await kdiag(['report', '--fail-on', 'never', worker, './nowhere']);
		expect(run).toMatchObject({exit: 66, stderr: 'kdiag: ./nowhere: no such file or folder\n'});
		expect(run.stdout).toContain('w1');
	});
});

describe('what may not be read is 66', () => {
	const closed = (): string => {
		const folder = folderOf({
			'saved.txt': 'Linux cp1 6.1.0\n',
			'saved.kdiag.json.gz': readFileSync(fixture('nodes/healthy-w1.kdiag.json.gz')),
			'folder/x': '',
			'node/commands/hostname': 'w1\n',
		});
		for (const name of ['saved.txt', 'saved.kdiag.json.gz', 'folder', 'node/commands']) {
			chmodSync(path.join(folder, name), 0);
		}
		chmodSync(folder, 0o755);
		return folder;
	};

	test.each([
		['a file', ['report'], 'saved.txt'],
		['a snapshot', ['report'], 'saved.kdiag.json.gz'],
		['a folder', ['report'], 'folder'],
		['a file in a folder that may not be entered', ['report'], 'folder/x'],
		['a recording whose outputs may not be listed', ['report'], 'node'],
		['a file to record', ['snapshot', '-o', '-'], 'saved.txt'],
		['a file with questions', ['facts'], 'saved.txt'],
		['a folder with a service', ['service', '10.96.0.1'], 'folder'],
		['a file to compare', ['diff', worker], 'saved.txt'],
		['a file to parse', ['parse', 'uname'], 'saved.txt'],
		['waivers', ['report', worker, '--waive'], 'saved.txt'],
		['layouts', ['report', worker, '--layout'], 'saved.txt'],
	])('%s', async (_, argv, name) => {
		const run = await kdiag([...argv, path.join(closed(), name)], {through: asNobody, cwd: '/'});
		expect(run).toMatchObject({exit: 66, stdout: ''});
		expect(run.stderr).toMatch(/^kdiag: [^\n]*(?:permission denied|may not be read)[^\n]*\n$/);
		expect(run.stderr).toContain(name);
	});
});

test('a bug is 70, and says what to report', () => {
	// The bundle is what the executable holds; here it runs where one thing that it rests on is broken.
	const breaking = 'data:text/javascript,Map.groupBy=()=>{throw new TypeError("broken\\u001b[31m on purpose")}';
	const run = spawnSync(process.execPath, ['--import', breaking, bundle, 'report', worker], {encoding: 'utf8'});
	expect(run).toMatchObject({status: 70, stdout: ''});
	expect(run.stderr).toMatch(/^kdiag: a bug in kdiag, please report it\n/);
	expect(run.stderr).toContain('on purpose');
	expect(run.stderr).not.toContain('\u001b');
	expect(
		run.stderr
			.trimEnd()
			.split('\n')
			.every((line) => line.startsWith('kdiag: ')),
	).toBe(true);
});

describe('the worst failure decides', () => {
	test('an error is 2', async () => {
		expect(await kdiag(['report', fixture('nodes/etcd-down')])).toMatchObject({exit: 2, stderr: ''});
	});

	test('unless nothing is to fail', async () => {
		expect(await kdiag(['report', '--fail-on', 'never', fixture('nodes/etcd-down')])).toMatchObject({exit: 0});
	});

	test('a required rule that could not be checked is 3', async () => {
		expect(await kdiag(['report', worker])).toMatchObject({exit: 3, stderr: ''});
	});

	test('a demo is a picture, not a verdict', async () => {
		expect(await kdiag(['demo', 'fault'])).toMatchObject({exit: 0, stderr: ''});
	});
});

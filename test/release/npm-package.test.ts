import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {root} from '../support/pages.ts';
import {releaseScript} from '../support/release-scripts.ts';

const {stagePackage} = await releaseScript('release/npm-package');
const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-package-'));
afterAll(() => rmSync(folder, {recursive: true}));
stagePackage(folder, {bundle: path.join(root, 'dist/kdiag.mjs'), licenses: 'licences'});
// npm makes such a link to the command.
const command = path.join(folder, 'kdiag');
symlinkSync(path.join(folder, 'dist/kdiag.cjs'), command);

const run = (node: string, argv: readonly string[]) => spawnSync(node, argv, {encoding: 'utf8'});

test('the command runs kdiag, which can start itself again', () => {
	expect(run(process.execPath, [command, '--version'])).toMatchObject({
		status: 0,
		stdout: expect.stringMatching(/^\d/),
	});
	const {nodes} = JSON.parse(run(process.execPath, [command, 'report', '--format', 'json']).stdout);
	const machine = nodes[0].readings.find((reading: {readonly fact: string}) => reading.fact === 'machine');
	expect(machine.sources).toContain('query:host');
});

const complaint = /^kdiag: expected Node\.js \d+\.\d+ or newer, this is v\d+\.\d+\.\d+; [^\n]+\n$/;

test.each(['20.20.2', '22.11.9', '8.17.0'])('on Node.js %s it says in one line what it needs', (version) => {
	const past = path.join(folder, 'past.cjs');
	writeFileSync(
		past,
		`Object.defineProperty(process, 'version', {value: 'v${version}'});
		Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${version}'}});`,
	);
	const {status, stdout, stderr} = run(process.execPath, ['--require', past, command, '--version']);
	expect({status, stdout}).toEqual({status: 69, stdout: ''});
	expect(stderr).toMatch(complaint);
});

/** Releases of Node.js that are installed here and too old. */
const older = (process.env['PATH'] ?? '')
	.split(':')
	.map((directory) => path.join(directory, 'node'))
	.filter((node) => existsSync(node) && Number(/^v(\d+)/.exec(run(node, ['--version']).stdout)?.[1]) < 22);

test.each(older)('so it does where it really is too old: %s', (node) => {
	const {status, stderr} = run(node, [command]);
	expect(status).toBe(69);
	expect(stderr).toMatch(complaint);
});

test('the package names nothing of how kdiag is developed', () => {
	const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	for (const key of ['private', 'workspaces', 'scripts', 'dependencies', 'devDependencies']) {
		expect(manifest).not.toHaveProperty(key);
	}
	for (const file of [...manifest.files, manifest.bin.kdiag, 'LICENSE', 'README.md']) {
		expect(existsSync(path.join(folder, file)), file).toBe(true);
	}
});

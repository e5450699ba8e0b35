import {readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv} from 'ajv';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {fixture, kdiag} from '../support/kdiag.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const schemaOf = (name: string): object =>
	JSON.parse(readFileSync(fixture(`../docs/${name}.schema.json`), 'utf8')) as object;

const problemsOf = (name: string, document: string): unknown => {
	const ajv = new Ajv({strict: false, allErrors: true});
	const validate = ajv.compile(schemaOf(name));
	validate(JSON.parse(document));
	return validate.errors ?? [];
};

const netstat = fixture('nodes/worker/commands/netstat_-npa');

describe('JSON documents are as their schemas say', () => {
	test.each([
		['report', ['report', '--format', 'json', '--fail-on', 'never', fixture('nodes/control-plane')]],
		['report', ['report', '--format', 'json', '--fail-on', 'never', fixture('nodes/worker'), netstat]],
		['report', ['report', '--format', 'json', '--fail-on', 'never']],
		['report', ['demo', 'ha', '--format', 'json']],
		['facts', ['facts', '--format', 'json', fixture('nodes/control-plane')]],
		['service', ['service', '10.96.0.1:443', '--format', 'json', fixture('nodes/worker')]],
		['parse', ['parse', 'netstat', netstat]],
	])('%s: %j', async (name, argv) => {
		const run = await kdiag(argv);
		expect(run.stderr).toBe('');
		expect(problemsOf(name, run.stdout)).toEqual([]);
		expect(strayBytes(run.document)).toEqual([]);
	});
});

describe('a snapshot gives the report of what it was made of', () => {
	const formats = [['text'], ['json']] as const;
	const argv = (format: string, ...sources: readonly string[]): readonly string[] => [
		'report',
		'--fail-on',
		'never',
		'--format',
		format,
		...sources,
	];

	test.each(formats)('of a recording, byte for byte, as %s', async (format) => {
		const file = path.join(folderOf({}), 'n.kdiag.json.gz');
		const source = fixture('nodes/control-plane');
		const direct = await kdiag(argv(format, source));
		expect(await kdiag(['snapshot', source, '-o', file])).toMatchObject({exit: 0});
		const saved = await kdiag(argv(format, file));
		expect(saved.stdout).toBe(direct.stdout);
		expect(saved.exit).toBe(direct.exit);
		const facts = [await kdiag(['facts', source]), await kdiag(['facts', file])];
		expect(facts[1]?.stdout).toBe(facts[0]?.stdout);
	});

	test('a snapshot of a snapshot is the same node', async () => {
		const folder = folderOf({});
		const [first, second] = [path.join(folder, 'a.kdiag.json.gz'), path.join(folder, 'b.kdiag.json.gz')];
		await kdiag(['snapshot', fixture('nodes/worker'), '-o', first]);
		expect(await kdiag(['snapshot', first, '-o', second])).toMatchObject({exit: 0});
		expect((await kdiag(argv('json', second))).stdout).toBe((await kdiag(argv('json', first))).stdout);
	});

	test('a demo is a snapshot: text and JSON of all of them', async () => {
		for (const name of ['healthy', 'fault', 'ha']) {
			const [text, json] = await Promise.all([kdiag(['demo', name]), kdiag(['demo', name, '--format', 'json'])]);
			const file = await kdiag(argv('text', fixture(`demo/${name}.kdiag.json.gz`)));
			expect(text).toMatchObject({exit: 0, stderr: ''});
			expect(text.stdout).toBe(file.stdout);
			expect(problemsOf('report', json.stdout)).toEqual([]);
		}
	});
});

describe('commands on a recorded node', () => {
	test('the healthy demo has no error and no warning', async () => {
		expect((await kdiag(['demo', 'healthy'])).stdout).toMatch(/\n0 errors, 0 warnings, /);
	});

	test('the faulty demo has one error, and says what to do first', async () => {
		const {stdout} = await kdiag(['demo']);
		expect(stdout).toMatch(/\n1 error, 0 warnings, /);
		expect(stdout).toContain('  run\n');
	});

	test('facts name the interface, with the line and the command that show it', async () => {
		const {stdout, exit} = await kdiag(['facts', fixture('nodes/worker')]);
		expect(exit).toBe(0);
		expect(stdout).toContain('eth0');
		expect(stdout).toMatch(/ip -d addr:\d+ /);
		expect(stdout).toMatch(/\$ ip /);
	});

	test.each([
		['a service that is there', ['10.96.0.1:443'], 0, 'reachable'],
		['a service without endpoints', ['default/nothing'], 2, 'refused'],
		['a service that is not there', ['10.96.77.77'], 1, 'no such service'],
	])('%s', async (_, query, exit, verdict) => {
		const run = await kdiag(['service', ...query, fixture('demo/healthy.kdiag.json.gz')]);
		expect(run).toMatchObject({exit, stderr: ''});
		expect(run.stdout).toContain(` is ${verdict}: `);
	});

	test('a node whose rules were not recorded says unknown, not absent', async () => {
		expect(await kdiag(['service', 'default/nothing', fixture('nodes/worker')])).toMatchObject({exit: 3, stderr: ''});
	});

	test('explain lists the rules and explains each word that it lists', async () => {
		const {stdout} = await kdiag(['explain']);
		const ids = [...stdout.matchAll(/^ {2}(\S+) /gm)].map(([, id]) => id);
		expect(ids.length).toBeGreaterThan(50);
		const run = await kdiag(['explain', ids[7] ?? '']);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toMatch(/^Why: /m);
	});

	test('only and skip narrow what is judged', async () => {
		const run = await kdiag([
			'report',
			'--only',
			'firewall',
			'--skip',
			'forward-drop',
			fixture('demo/fault.kdiag.json.gz'),
		]);
		expect(run).toMatchObject({exit: 0, stderr: ''});
	});

	test('colour only where it is asked for', async () => {
		const demo = (environment: Readonly<Record<string, string>>, ...argv: readonly string[]) =>
			kdiag(['demo', ...argv], {environment});
		expect((await demo({})).stdout).not.toContain('\u001B');
		expect((await demo({FORCE_COLOR: '1'})).stdout).toContain('\u001B[1;31m');
		expect((await demo({FORCE_COLOR: '1', NO_COLOR: '1'})).stdout).not.toContain('\u001B');
		expect((await demo({}, '--color', 'always')).stdout).toContain('\u001B[1;31m');
	});

	test('ASCII where the locale is no UTF-8', async () => {
		const run = await kdiag(['demo'], {environment: {LC_ALL: 'C'}});
		expect(run.stdout).toMatch(/^[\n -~]*$/);
	});
});

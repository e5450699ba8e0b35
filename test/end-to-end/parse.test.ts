import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {fixture, kdiag} from '../support/kdiag.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const commands = fixture('commands');

/** The longest recorded text of a format: it has most of what the format can hold. JSON beside text is another format's, for comparison. */
const sampleOf = (format: string): string | null => {
	const files = readdirSync(path.join(commands, format)).map((name) => path.join(commands, format, name));
	const texts = files.filter((file) => !/\.(?:json|md)$/.test(file));
	const bySize = (one: string, other: string): number => statSync(other).size - statSync(one).size;
	return (texts.length > 0 ? texts : files).toSorted(bySize)[0] ?? null;
};

type Document = {
	readonly format: string | null;
	readonly version: number;
	readonly records: readonly {readonly line: number}[];
	readonly unparsed: readonly {readonly line: number; readonly text: string; readonly expected: string}[];
};

describe('every format', () => {
	test('has a recorded text', () => {
		const recorded = new Set(readdirSync(commands));
		expect(formats.map(({name}) => name).filter((name) => !recorded.has(name))).toEqual([]);
	});

	test.each(formats.map(({name}) => name))('%s', async (name) => {
		const file = sampleOf(name);
		if (file === null) {
			throw new Error(`fixtures/commands/${name} is empty`);
		}
		const run = await kdiag(['parse', name, file]);
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(strayBytes(run.document)).toEqual([]);
		const document: Document = JSON.parse(run.stdout);
		expect(Object.keys(document)).toEqual(['format', 'version', 'records', 'unparsed']);
		expect(document).toMatchObject({format: name, version: 1});
		const lines = readFileSync(file, 'utf8').split('\n').length;
		for (const {line} of [...document.records, ...document.unparsed]) {
			expect(line).toBeGreaterThan(0);
			expect(line).toBeLessThanOrEqual(lines);
		}
		expect(document.records.length).toBeGreaterThan(0);
		expect(document.records.every((record) => !('at' in record))).toBe(true);
	});
});

test('standard input, with and without its format', async () => {
	const input = readFileSync(path.join(fixture('nodes/worker'), 'commands/ip_-d_addr'), 'utf8');
	const [named, recognised] = await Promise.all([kdiag(['parse', 'ip-addr'], {input}), kdiag(['parse'], {input})]);
	expect(named).toMatchObject({exit: 0, stderr: ''});
	expect(recognised.stdout).toBe(named.stdout);
	expect(JSON.parse(named.stdout).records.map(({name}: {name: string}) => name)).toContain('eth0');
});

test('a file whose format is recognised', async () => {
	const run = await kdiag(['parse', path.join(fixture('nodes/worker'), 'commands/netstat_-npa')]);
	expect(run).toMatchObject({exit: 0, stderr: ''});
	expect(JSON.parse(run.stdout).format).toBe('netstat');
});

test('lines that were not understood are no failure while others were', async () => {
	const input = 'default via 192.0.2.1 dev eth0\nwhat is this\n';
	const run = await kdiag(['parse', 'ip-route'], {input});
	expect(run.exit).toBe(0);
	expect(JSON.parse(run.stdout).unparsed).toEqual([{line: 2, text: 'what is this', expected: expect.any(String)}]);
});

test.each([
	['nothing that netstat prints', ['parse', 'netstat'], 'lorem ipsum\n'],
	['nothing that anything prints', ['parse'], 'lorem ipsum\n'],
	['nothing at all', ['parse'], ''],
	['binary data', ['parse'], Buffer.from([0, 1, 2, 255, 254, 0, 7])],
])('%s is 65, with the document', async (_, argv, input) => {
	const run = await kdiag(argv, {input});
	expect(run.exit).toBe(65);
	const document: Document = JSON.parse(run.stdout);
	expect(document.records).toEqual([]);
	expect(document.unparsed.length).toBeGreaterThan(0);
	expect(strayBytes(run.document)).toEqual([]);
});

test('a file that is not there is 66', async () => {
	const run = await kdiag(['parse', 'netstat', './nowhere']);
	expect(run).toMatchObject({exit: 66, stdout: ''});
	expect(run.stderr).toMatch(/^kdiag: \.\/nowhere: [^\n]+\n$/);
});

test('--help lists every format', async () => {
	const {stdout} = await kdiag(['parse', '--help']);
	const words = new Set(stdout.split(/[\s,]+/));
	expect(formats.map(({name}) => name).filter((name) => !words.has(name))).toEqual([]);
});

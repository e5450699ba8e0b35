import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {reportFormats} from '../../source/report/report-formats.ts';
import {canaries, seenIn, tracesOf} from '../support/canaries.ts';
import {fixture, kdiag} from '../support/kdiag.ts';
import {canHold, handOut, planted} from '../support/planted-node.ts';
import {openTerminal} from '../support/pseudo-terminal.ts';

const all = canaries(2, 5);
const traces = tracesOf(all);
let parent: string;
let node: string;

/** A copy of a recording with canaries in every file and output that has room for them. */
const plantedCopy = (source: string): string => {
	const folder = path.join(parent, path.basename(source));
	cpSync(source, folder, {recursive: true});
	const take = handOut(all, 40);
	for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
		const file = path.join(entry.parentPath, entry.name);
		if (entry.isFile() && canHold(file)) {
			writeFileSync(file, planted(file, readFileSync(file, 'utf8'), take(path.relative(folder, file))));
		}
	}
	return folder;
};

beforeAll(() => {
	parent = mkdtempSync(path.join(os.tmpdir(), 'kdiag-canaries-'));
	node = plantedCopy(fixture('nodes/control-plane'));
});
afterAll(() => rmSync(parent, {recursive: true, force: true}));

const whatWasSeen = (text: string): readonly string[] =>
	seenIn(text, traces).map(({shape, carrier}) => `${shape} in ${carrier}`);

test('the recording holds them', () => {
	const text = readdirSync(node, {recursive: true, withFileTypes: true})
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
	expect(whatWasSeen(text).length).toBeGreaterThan(500);
});

const outputs: readonly (readonly [string, readonly string[]])[] = [
	['report in colour', ['report', '--color', 'always']],
	...reportFormats.map((format) => [`report as ${format}`, ['report', '--format', format]] as const),
	['facts', ['facts']],
	['facts in JSON', ['facts', '--format', 'json']],
	['service', ['service', 'default/kubernetes']],
];

test.each(outputs)('kdiag %s shows none', async (_, argv) => {
	const run = await kdiag([...argv, node]);
	expect([0, 1, 2, 3]).toContain(run.exit);
	expect(run.stdout.length).toBeGreaterThan(50);
	expect(whatWasSeen(run.stdout + run.stderr)).toEqual([]);
});

test('a difference to the node without them shows none', async () => {
	const run = await kdiag(['diff', fixture('nodes/control-plane'), node]);
	expect(whatWasSeen(run.stdout + run.stderr)).toEqual([]);
});

test('a snapshot holds none, and says how many were hidden', async () => {
	const file = path.join(parent, 'n1.kdiag.json.gz');
	const run = await kdiag(['snapshot', node, '-o', file]);
	expect(run.stderr).toMatch(/^kdiag: wrote .* bytes\), \d+ values hidden in \d+ sources: \d+ \w+/);
	expect(whatWasSeen(run.stderr)).toEqual([]);
	expect(whatWasSeen(gunzipSync(readFileSync(file)).toString('utf8'))).toEqual([]);
	const again = await kdiag(['report', file]);
	expect(whatWasSeen(again.stdout)).toEqual([]);
	expect(/values hidden.*/.exec(again.stdout.replaceAll(/\n\s*/g, ' '))?.[0].slice(0, 40)).toBe(
		/values hidden.*/.exec(run.stderr)?.[0].slice(0, 40),
	);
});

test('pasted text that holds them shows none, neither what was understood nor what was not', async () => {
	const file = path.join(parent, 'paste.txt');
	const lines = all.slice(0, 400).flatMap((canary) => canary.lines);
	writeFileSync(
		file,
		`${readFileSync(path.join(node, 'commands/netstat_-npa'), 'utf8')}\nwhat is this\n${lines.join('\n')}\n`,
	);
	const run = await kdiag(['report', '--format', 'json', file]);
	expect(whatWasSeen(run.stdout + run.stderr)).toEqual([]);
});

test('the screen shows none', async () => {
	const terminal = openTerminal([node], {});
	await terminal.shows('SAVED');
	for (const key of '234567890o') {
		const before = terminal.text();
		terminal.press(key);
		await terminal.until(`the screen of ${key}`, () => terminal.text() !== before);
		expect(whatWasSeen(terminal.text()), key).toEqual([]);
	}
	terminal.press('q');
	await terminal.ended;
});

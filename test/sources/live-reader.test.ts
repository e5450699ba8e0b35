import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, expect, test} from 'vitest';
import {createLiveReader, type LiveOptions} from '../../source/sources/live-reader.ts';
import {isAlive, makePrograms} from '../support/programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-live-'));
const programs = makePrograms({
	quick: 'echo quick; echo "--token abc123" >&2',
	hang: `echo $$ > ${folder}/hang; exec sleep 60`,
	stubborn: `trap "" TERM; echo $$ > ${folder}/stubborn; while :; do sleep 1; done`,
	family: `sleep 60 & echo $! > ${folder}/family; wait`,
	slow: 'i=0; while [ $i -lt 6 ]; do sleep 0.3; echo $i; i=$((i+1)); done',
	machine: 'echo "{\\"system\\":null}"',
	nonsense: 'echo nonsense',
	counts: `echo x >> ${folder}/running; ls ${folder}/now | wc -l; touch ${folder}/now/$$; sleep 0.2; rm ${folder}/now/$$`,
});
afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
	rmSync(programs, {recursive: true, force: true});
});

const reader = (options: LiveOptions = {}) =>
	createLiveReader({directories: [programs, '/usr/bin', '/bin'], machineQuery: [`${programs}/machine`], ...options});

test('a capture holds what was read, when, and how long it took', async () => {
	const before = Date.now();
	const capture = await reader()({run: ['quick'], format: 'x'});
	expect(capture).toMatchObject({
		id: 'quick',
		input: {run: ['quick'], format: 'x'},
		parts: [{name: 'quick', text: 'quick\n'}],
		failure: null,
		partial: null,
		exit: 0,
		stderr: '--token <token#1>\n',
	});
	expect(Date.parse(capture.at)).toBeGreaterThanOrEqual(before);
	expect(capture.ms).toBeGreaterThan(0);
});

test('every kind of input is answered, and nothing is thrown', async () => {
	const read = reader();
	const file = path.join(folder, 'config');
	writeFileSync(file, 'password: hunter2\n');
	expect(await read({file})).toMatchObject({parts: [{name: file, text: 'password: <password#1>\n'}]});
	expect(await read({directory: folder, match: 'con*'})).toMatchObject({id: `${folder}/con*`, parts: [{name: file}]});
	expect(await read({links: '/proc/self/ex*'})).toMatchObject({parts: [{name: '/proc/self/exe'}]});
	expect(await read({query: 'host'})).toMatchObject({parts: [{name: 'query:host', text: '{"system":null}\n'}]});
	expect(await read({run: ['none']})).toMatchObject({parts: [], failure: {kind: 'missing'}});
	expect(await read({run: []})).toMatchObject({parts: [], failure: {kind: 'missing'}});
	expect(await read({file: ''})).toMatchObject({parts: [], failure: {kind: 'missing'}});
	expect(await read({file: 'a\0b'})).toMatchObject({parts: [], failure: {kind: 'failed'}});
	expect(await read({run: ['quick', 'a\0b']})).toMatchObject({parts: [], failure: {kind: 'failed'}});
});

test('a machine that does not say what it is costs one answer', async () => {
	const read = reader({machineQuery: [`${programs}/nonsense`]});
	expect(await read({query: 'host'})).toMatchObject({parts: [], failure: {kind: 'failed'}});
});

test('a command behind a closed gate is not run', async () => {
	const gates = {
		kernel: 'x',
		isFolder: () => false,
		readFile: () => ({text: '', partial: null}),
	};
	const read = reader({gates});
	expect(await read({run: ['quick'], gate: 'legacy-iptables'})).toMatchObject({parts: [], failure: {kind: 'gated'}});
	expect(await read({run: ['quick'], gate: 'systemd'})).toMatchObject({parts: [], failure: {kind: 'gated'}});
});

const pidOf = (name: string): number => Number(readFileSync(path.join(folder, name), 'utf8'));

test.each(['hang', 'stubborn', 'family'])(
	'%s: one command that hangs costs one answer, soon after all others',
	async (name) => {
		const read = reader({timeout: 30_000, grace: 400});
		const started = performance.now();
		const [hung, ...others] = await Promise.all([
			read({run: [name]}),
			read({run: ['quick']}),
			read({file: '/proc/self/stat'}),
			read({directory: '/proc', match: '[0-9]*/comm'}),
		]);
		expect(hung?.failure?.kind).toBe('timed-out');
		expect(others.map(({failure}) => failure)).toEqual([null, null, null]);
		// Neither its own end (60 s) nor its deadline (30 s) was waited for.
		expect(performance.now() - started).toBeLessThan(20_000);
		while (isAlive(pidOf(name))) {
			await sleep(20);
		}
	},
);

test('a program that hung is not started again at once: the alternatives of an input cost no further wait', async () => {
	const read = reader({timeout: 30_000, grace: 200});
	const first = await read({run: ['hang', '-d', 'addr']});
	const started = readFileSync(path.join(folder, 'hang'), 'utf8');
	const second = await read({run: ['hang', 'addr']});
	expect(first.failure).toMatchObject({kind: 'timed-out', detail: expect.stringContaining('did not end within')});
	expect(second.failure).toEqual({
		kind: 'timed-out',
		detail: 'hang addr was not started: hang -d addr hung a moment ago',
		remedy: null,
	});
	expect(readFileSync(path.join(folder, 'hang'), 'utf8')).toBe(started);
	expect((await read({run: ['quick']})).failure).toBeNull();
});

test('a command that gets on slowly is waited for', async () => {
	const capture = await reader({grace: 900})({run: ['slow']});
	expect(capture).toMatchObject({failure: null, parts: [{text: '0\n1\n2\n3\n4\n5\n'}]});
});

test('more commands that hang than places hold up no other for longer', async () => {
	const read = reader({timeout: 30_000, grace: 300});
	const hung = Array.from({length: 5}, (_, index) => read({run: ['sleep', String(60 + index)]}));
	const last = await read({run: ['quick']});
	expect(last.failure).toBeNull();
	expect((await Promise.all(hung)).map(({failure}) => failure?.kind)).toEqual(Array(5).fill('timed-out'));
});

test('a deadline holds for each command', async () => {
	const read = reader({timeout: 200, grace: 60_000});
	expect(await read({run: ['sleep', '60']})).toMatchObject({failure: {kind: 'timed-out'}});
});

test('at most four commands run at once', async () => {
	const now = path.join(folder, 'now');
	rmSync(now, {recursive: true, force: true});
	writeFileSync(path.join(folder, 'running'), '');
	mkdirSync(now);
	const read = reader();
	const captures = await Promise.all(Array.from({length: 12}, (_, index) => read({run: ['counts', String(index)]})));
	const others = captures.map(({parts}) => Number(parts[0]?.text));
	expect(Math.max(...others)).toBeLessThan(4);
	expect(readFileSync(path.join(folder, 'running'), 'utf8').length).toBe(24);
	expect(existsSync(now)).toBe(true);
});

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterAll, expect, test} from 'vitest';
import type {Capture, FailureKind} from '../../source/model/capture.ts';
import {type Input, inputId} from '../../source/model/input.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {readSnapshotBytes, readSnapshotFile} from '../../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {encodeSnapshot, snapshotLines} from '../../source/sources/write-snapshot.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-snapshot-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const capture = (input: Input, texts: readonly string[], more: Partial<Capture> = {}): Capture => ({
	id: inputId(input),
	input,
	parts: texts.map((text, index) => ({name: `part ${index}`, text})),
	failure: null,
	partial: null,
	exit: null,
	stderr: '',
	at: '2026-01-01T00:00:00.000Z',
	ms: 1.5,
	...more,
});

const snapshot = (captures: readonly Capture[], more: Partial<Snapshot> = {}): Snapshot => ({
	version: 1,
	tool: '0.1.0',
	node: 'w1',
	origin: 'recording',
	takenAt: '2026-01-01T00:00:00.000Z',
	captures,
	unrecognised: [],
	...more,
});

const example = snapshot(
	[
		capture({run: ['netstat', '-npa'], format: 'netstat'}, ['tcp 1\ntcp 2\n'], {exit: 0, stderr: 'warning'}),
		capture({run: ['iptables-save', '-c'], gate: 'nf_tables'}, [], {
			failure: {kind: 'denied', detail: 'no', remedy: 'run as root'},
			exit: 4,
		}),
		capture({directory: '/etc/cni/net.d', match: '*'}, ['{}', '', 'é\0\ud800'], {partial: 'one is missing'}),
		capture({directory: '/empty', match: '*'}, []),
		capture({links: '/proc/[0-9]*/fd'}, ['3 socket:[1]\n']),
		capture({query: 'host'}, ['{}']),
	],
	{unrecognised: [{source: 'x', line: 3, text: '?', expected: 'a line'}]},
);

const pack = (lines: readonly string[]): Buffer => gzipSync(lines.join(''));

const text = fc.string({unit: 'binary', maxLength: 60});
const anyInput: fc.Arbitrary<Input> = fc
	.tuple(
		fc.oneof(
			fc.record({run: fc.array(text, {minLength: 1, maxLength: 3})}),
			fc.record({
				run: fc.array(text, {minLength: 1, maxLength: 3}),
				gate: fc.constantFrom('nf_tables', 'systemd'),
			}),
			fc.record({file: text}),
			fc.record({directory: text, match: text}),
			fc.record({links: text}),
			fc.record({query: fc.constant('host')}),
		),
		fc.option(text, {nil: undefined}),
	)
	.map(([input, format]) => (format === undefined ? {...input} : {...input, format}) as Input);
const kinds: readonly FailureKind[] = [
	'missing',
	'denied',
	'timed-out',
	'failed',
	'not-recorded',
	'gated',
	'too-large',
];
const anyCapture = fc
	.record({
		input: anyInput,
		texts: fc.array(text, {maxLength: 4}),
		lineNumbers: fc.option(fc.array(fc.nat()), {nil: undefined}),
		failure: fc.option(
			fc.record({kind: fc.constantFrom(...kinds), detail: text, remedy: fc.option(text)}, {noNullPrototype: true}),
		),
		partial: fc.option(text),
		exit: fc.option(fc.nat(255)),
		stderr: text,
	})
	.map(({input, texts, lineNumbers, ...more}) => {
		const made = capture(input, texts, more);
		return lineNumbers === undefined ? made : {...made, parts: made.parts.map((part) => ({...part, lineNumbers}))};
	});
const anySnapshot = fc
	.tuple(
		fc.uniqueArray(anyCapture, {selector: ({id}) => id, maxLength: 5}),
		fc.constantFrom('recording' as const, 'paste' as const, 'snapshot' as const),
		fc.array(fc.record({source: text, line: fc.nat(), text, expected: text}, {noNullPrototype: true}), {maxLength: 3}),
	)
	.map(([captures, origin, unrecognised]) => snapshot(captures, {origin, unrecognised}));

test('what is written is read again exactly', async () => {
	expect(await readSnapshotBytes(await encodeSnapshot(example), 'x')).toEqual(example);
	await fc.assert(
		fc.asyncProperty(anySnapshot, async (original) => {
			expect(await readSnapshotBytes(await encodeSnapshot(original), 'x')).toStrictEqual(original);
		}),
		{numRuns: 300},
	);
});

test('a live snapshot is a saved one as soon as it is in a file', async () => {
	const read = await readSnapshotBytes(await encodeSnapshot({...example, origin: 'live'}), 'x');
	expect(read).toEqual({...example, origin: 'snapshot'});
});

const lines = snapshotLines(example);
const change = (index: number, edit: (record: Record<string, unknown>) => Record<string, unknown>): Buffer =>
	pack(lines.map((line, at) => (at === index ? `${JSON.stringify(edit(JSON.parse(line)))}\n` : line)));

const damaged: readonly (readonly [string, Buffer, string])[] = [
	['nothing', Buffer.alloc(0), 'line 1: expected the header of a kdiag snapshot'],
	['no gzip', Buffer.from('hello'), 'it is no snapshot: expected gzip (Z_DATA_ERROR)'],
	['other text', gzipSync('hello\n'), 'line 1: expected a line of JSON'],
	['other JSON', gzipSync('{"a":1}\n'), 'line 1: expected the header of a kdiag snapshot'],
	[
		'a newer version',
		change(0, (header) => ({...header, version: 2})),
		'line 1: expected version 1, not 2: a newer kdiag wrote this, use one as new',
	],
	['a wrong hash', change(1, (record) => ({...record, data: 'tcp 9\n'})), 'line 2: expected text whose sha256 is'],
	['a wrong id', change(1, (record) => ({...record, id: 'hostname'})), 'line 2: expected the id "netstat -npa"'],
	['a wrong type', change(1, (record) => ({...record, rc: 'x'})), 'line 2: expected a record (rc:'],
	['a record twice', pack([...lines.slice(0, 2), ...lines.slice(1)]), 'line 3: expected part 2 of 1 of netstat -npa'],
	[
		'a capture twice',
		pack([...lines.slice(0, 3), ...lines.slice(1)]),
		'line 4: expected each reading once, not netstat -npa again',
	],
	[
		'a part missing',
		pack([...lines.slice(0, 4), ...lines.slice(5)]),
		'line 5: expected part 2 of 3 of /etc/cni/net.d/*',
	],
	[
		'a record missing',
		pack([...lines.slice(0, 2), ...lines.slice(3)]),
		'expected a manifest whose sha256 is that of the lines before it',
	],
	[
		'a manifest that counts wrong',
		change(lines.length - 1, ({manifest}) => ({manifest: {...(manifest as object), records: 9}})),
		'expected 9 records, not 8',
	],
	[
		'more after the manifest',
		pack([...lines, '{}\n']),
		`line ${lines.length + 1}: expected nothing after the manifest`,
	],
	[
		'broken gzip',
		(() => {
			const bytes = Buffer.from(pack(lines));
			bytes.fill(0xff, 20, 60);
			return bytes;
		})(),
		'expected gzip',
	],
];

test.each(damaged)('%s is refused in one line that says where', async (_, bytes, expected) => {
	const read = await readSnapshotBytes(bytes, 'w1.json.gz');
	expect(read).toMatchObject({source: 'w1.json.gz', exit: 65});
	expect((read as {detail: string}).detail).toContain('w1.json.gz: ');
	expect((read as {detail: string}).detail).toContain(expected);
	expect((read as {detail: string}).detail).not.toContain('\n');
});

test('of a file that is cut, what stands before the cut is used and the cut is named', async () => {
	const cut = await readSnapshotBytes(pack([...lines.slice(0, 4), lines[4]?.slice(0, 30) ?? '']), 'w1.json.gz');
	expect(cut).toMatchObject({node: 'w1', unrecognised: [{source: 'w1.json.gz', line: 5, text: ''}]});
	const {captures} = cut as Snapshot;
	expect(captures.map(({id}) => id)).toEqual(['netstat -npa', 'iptables-save -c', '/etc/cni/net.d/*']);
	expect(captures[2]).toMatchObject({parts: [{name: 'part 0'}], partial: 'one is missing'});
	expect(captures[0]).toEqual(example.captures[0]);
});

test('a file cut at any byte never gives something that was not in it', async () => {
	const whole = await encodeSnapshot(example);
	for (let size = 0; size < whole.length; size++) {
		const read = await readSnapshotBytes(whole.subarray(0, size), 'x');
		if ('exit' in read) {
			expect(read.exit).toBe(65);
			continue;
		}
		for (const [index, {id, parts}] of read.captures.entries()) {
			expect(id).toBe(example.captures[index]?.id);
			expect(example.captures[index]?.parts.slice(0, parts.length)).toEqual(parts);
		}
		const isCut = read.unrecognised.at(-1)?.expected === 'the rest of the snapshot: the file is cut here';
		expect(isCut ? null : read).toEqual(isCut ? null : example);
	}
});

test('unknown keys are left out, unknown records are named, and no key reaches a prototype', async () => {
	const [header = '', record = ''] = lines;
	const hostile = record.replace(
		'{',
		'{"__proto__":{"severity":"ok"},"constructor":{"prototype":{"severity":"ok"}},"new":1,',
	);
	const read = await readSnapshotBytes(pack([header, hostile, '{"later":1}\n']), 'x');
	expect((read as Snapshot).captures[0]).toEqual(example.captures[0]);
	expect((read as Snapshot).unrecognised[0]).toMatchObject({line: 3, text: '{"later":1}\n'});
	expect(({} as {severity?: string}).severity).toBeUndefined();
});

test('what expands too far is refused before it is in memory', async () => {
	const bomb = gzipSync(Buffer.alloc(40 * 1_048_576, 0x20));
	expect(await readSnapshotBytes(bomb, 'x')).toMatchObject({exit: 65, detail: expect.stringContaining('expand')});
});

test('bytes that changed on the way are noticed', async () => {
	const whole = await encodeSnapshot(example);
	await fc.assert(
		fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({min: 1, max: 255}), async (at, flip) => {
			const changed = Buffer.from(whole);
			changed[at] = (changed[at] ?? 0) ^ flip;
			const read = await readSnapshotBytes(changed, 'x');
			if (!('exit' in read) && read.unrecognised.length === example.unrecognised.length) {
				// Ten bytes of gzip's own header say nothing of the content.
				expect(read).toEqual(example);
			}
		}),
		{numRuns: 500},
	);
});

test('a file that is not there or is none has its own exit status', async () => {
	const file = path.join(folder, 'w1.json.gz');
	expect(await readSnapshotFile(file)).toMatchObject({exit: 66, kind: 'missing', source: file});
	expect(await readSnapshotFile(folder)).toMatchObject({exit: 66, kind: 'not-a-file'});
	writeFileSync(file, await encodeSnapshot(example));
	expect(await readSnapshotFile(file)).toEqual(example);
});

test('the lines are JSON that other tools can read', async () => {
	const written = gunzipSync(await encodeSnapshot(example))
		.toString()
		.trimEnd()
		.split('\n');
	const records = written.map((line) => JSON.parse(line));
	expect(records[0]).toMatchObject({format: 'kdiag-snapshot', version: 1, node: 'w1', redaction: 'secrets'});
	expect(records[1]).toMatchObject({
		id: 'netstat -npa',
		argv: ['netstat', '-npa'],
		part: 'part 0',
		rc: 0,
		truncated: false,
	});
	expect(records.at(-1)).toMatchObject({manifest: {records: 8, captures: 6, unrecognised: 1}});
});

test('a snapshot answers for the node, and what it does not hold is a gap', async () => {
	const read = createSnapshotReader(example);
	expect(await read({run: ['netstat', '-npa']})).toBe(example.captures[0]);
	const gap = await read({file: '/etc/hosts'});
	expect(gap).toMatchObject({parts: [], failure: {kind: 'not-recorded', remedy: 'take a new snapshot on the node'}});
});

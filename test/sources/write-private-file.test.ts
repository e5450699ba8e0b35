import {
	linkSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import type * as promises from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, afterEach, expect, test, vi} from 'vitest';
import {writePrivateFile} from '../../source/sources/write-private-file.ts';

/** A call that goes wrong, and how; a write that fails writes so many bytes first. */
type Fault = {readonly call: 'open' | 'writeFile' | 'sync' | 'rename'; readonly code: string; readonly after?: number};

const faults = vi.hoisted(() => ({
	now: null as Fault | null,
	onFolder: false,
	calls: [] as string[],
	beforeOpen: () => {},
}));

const fail = (call: Fault['call']): void => {
	faults.calls.push(call);
	if (faults.now?.call === call) {
		throw Object.assign(new Error('made to fail'), {code: faults.now.code});
	}
};

vi.mock('node:fs/promises', async (importOriginal) => {
	const real = await importOriginal<typeof promises>();
	const faulty = (handle: FileHandle, isFolder: boolean): FileHandle => {
		const {sync, writeFile} = handle;
		handle.sync = async () => {
			if (isFolder === faults.onFolder) {
				fail('sync');
			}
			await sync.call(handle);
		};
		handle.writeFile = async (data) => {
			if (faults.now?.call === 'writeFile') {
				await writeFile.call(handle, (data as Uint8Array).subarray(0, faults.now.after));
			}
			fail('writeFile');
			await writeFile.call(handle, data);
		};
		return handle;
	};
	return {
		...real,
		open: async (...given: Parameters<typeof real.open>) => {
			const isFolder = statSync(given[0] as string, {throwIfNoEntry: false})?.isDirectory() === true;
			if (!isFolder) {
				faults.beforeOpen();
				fail('open');
			}
			return faulty(await real.open(...given), isFolder);
		},
		rename: async (...given: Parameters<typeof real.rename>) => {
			fail('rename');
			await real.rename(...given);
		},
	};
});

const root = mkdtempSync(path.join(tmpdir(), 'kdiag-write-'));
afterAll(() => rmSync(root, {recursive: true, force: true}));
afterEach(() => {
	Object.assign(faults, {now: null, onFolder: false, calls: [], beforeOpen: () => undefined});
});

const makeFolder = (name: string): string => {
	const folder = path.join(root, name);
	mkdirSync(folder);
	return folder;
};

const oldReport = '{\n  "format": "kdiag-report",\n  "old": true';
const newReport = Buffer.from('{\n  "format": "kdiag-report",\n  "new": true');
const snapshot = gzipSync(`{"format":"kdiag-snapshot","version":1}\n${'x'.repeat(100_000)}`);

test('a file is written for its owner only, and nothing is left beside it', async () => {
	const folder = makeFolder('new');
	const listeners = process.listenerCount('exit');
	expect(await writePrivateFile(path.join(folder, 'x'), newReport)).toBeNull();
	expect(readdirSync(folder)).toEqual(['x']);
	expect(readFileSync(path.join(folder, 'x'))).toEqual(newReport);
	expect(statSync(path.join(folder, 'x')).mode & 0o777).toBe(0o600);
	expect(process.listenerCount('exit')).toBe(listeners);
});

test('the file is on the disk before it has its name, and its name before that is said', async () => {
	const folder = makeFolder('order');
	faults.onFolder = true;
	await writePrivateFile(path.join(folder, 'x'), newReport);
	expect(faults.calls).toEqual(['open', 'writeFile', 'rename', 'sync']);
	Object.assign(faults, {onFolder: false, calls: []});
	await writePrivateFile(path.join(folder, 'x'), newReport, true);
	expect(faults.calls).toEqual(['open', 'writeFile', 'sync', 'rename']);
});

test('a report of ours is replaced, its other names keep the old content', async () => {
	const folder = makeFolder('ours');
	const file = path.join(folder, 'x');
	writeFileSync(file, oldReport, {mode: 0o644});
	linkSync(file, path.join(folder, 'other'));
	expect(await writePrivateFile(file, newReport)).toBeNull();
	expect(readFileSync(file)).toEqual(newReport);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe(oldReport);
});

test.each([
	['an empty file', '', newReport, true],
	['a report by a report', oldReport, newReport, true],
	['a snapshot by a snapshot', snapshot, snapshot, true],
	['a snapshot that is cut by a snapshot', snapshot.subarray(0, 100), snapshot, true],
	['a snapshot by a report', snapshot, newReport, false],
	['a report by a snapshot', oldReport, snapshot, false],
	['a text of somebody', '127.0.0.1 localhost\n', newReport, false],
	['a script that runs kdiag', '#!/bin/sh\nkdiag report --format json -o "$1"\n', newReport, false],
	['another JSON document', '{"format": "something"}', newReport, false],
	['another archive', gzipSync('text'), snapshot, false],
	['something that only begins like an archive', Buffer.from([0x1f, 0x8b, 1, 2, 3]), snapshot, false],
])('%s is replaced without --force: %#', async (name, old, data, isReplaced) => {
	const folder = makeFolder(name.replaceAll(' ', '-'));
	const file = path.join(folder, 'x');
	writeFileSync(file, old);
	const trouble = await writePrivateFile(file, data);
	expect(trouble === null).toBe(isReplaced);
	expect(readFileSync(file)).toEqual(isReplaced ? data : Buffer.from(old));
	if (trouble !== null) {
		expect(trouble).toEqual({exit: 73, detail: expect.stringMatching(/^\S+ is .*--force/)});
		expect(await writePrivateFile(file, data, true)).toBeNull();
		expect(readFileSync(file)).toEqual(data);
	}
	expect(readdirSync(folder)).toEqual(['x']);
});

test('a sign of a report in the middle of a long file does not make it one', async () => {
	const file = path.join(makeFolder('middle'), 'x');
	const line = `${'a'.repeat(99)}\n`;
	writeFileSync(file, `${line.repeat(100)}${oldReport}\n${line.repeat(100)}`);
	expect(await writePrivateFile(file, newReport)).toMatchObject({exit: 73});
	truncateSync(file, 0);
	expect(await writePrivateFile(file, newReport)).toBeNull();
});

test.each(['new.md/', 'old.md/'])('%s is said to be the name of a folder', async (name) => {
	const folder = makeFolder(`slash-${name.slice(0, 3)}`);
	writeFileSync(path.join(folder, 'old.md'), '');
	const trouble = await writePrivateFile(`${folder}/${name}`, newReport, true);
	expect(trouble).toMatchObject({
		exit: 73,
		detail: expect.stringMatching(/a name that ends in \/ is that of a folder$/),
	});
	expect(readdirSync(folder)).toEqual(['old.md']);
});

test('a link is not followed and not replaced, whatever is said', async () => {
	const folder = makeFolder('link');
	const target = path.join(folder, 'target');
	writeFileSync(target, oldReport);
	symlinkSync(target, path.join(folder, 'x'));
	symlinkSync(path.join(folder, 'none'), path.join(folder, 'dangling'));
	for (const name of ['x', 'dangling']) {
		expect(await writePrivateFile(path.join(folder, name), newReport, true)).toMatchObject({exit: 73});
		expect(lstatSync(path.join(folder, name)).isSymbolicLink()).toBe(true);
	}
	expect(readFileSync(target, 'utf8')).toBe(oldReport);
	expect(readdirSync(folder).sort()).toEqual(['dangling', 'target', 'x']);
});

test('a link that is put there while it is written is replaced, and what it leads to stays', async () => {
	const folder = makeFolder('race');
	const [file, target] = [path.join(folder, 'x'), path.join(folder, 'target')];
	writeFileSync(target, 'theirs');
	faults.beforeOpen = () => symlinkSync(target, file);
	expect(await writePrivateFile(file, newReport)).toBeNull();
	expect(lstatSync(file).isFile()).toBe(true);
	expect(readFileSync(target, 'utf8')).toBe('theirs');
});

const cases: readonly (readonly [string, Fault, number, RegExp])[] = [
	['the disk is full before the first byte', {call: 'writeFile', code: 'ENOSPC', after: 0}, 74, /the disk is full/],
	['the disk is full in the middle', {call: 'writeFile', code: 'ENOSPC', after: 10}, 74, /the disk is full/],
	[
		'the disk is full at the last byte',
		{call: 'writeFile', code: 'ENOSPC', after: newReport.length - 1},
		74,
		/is full/,
	],
	['there is no room for one more file', {call: 'open', code: 'ENOSPC'}, 74, /the disk is full/],
	['the share of the disk is used up', {call: 'writeFile', code: 'EDQUOT', after: 10}, 74, /EDQUOT/],
	['the disk fails when it is synced', {call: 'sync', code: 'EIO'}, 74, /dmesg/],
	['the disk fails when it gets its name', {call: 'rename', code: 'EIO'}, 74, /dmesg/],
	['it grows too large', {call: 'writeFile', code: 'EFBIG', after: 10}, 74, /ulimit/],
	['the file system is read-only', {call: 'open', code: 'EROFS'}, 73, /read-only/],
	['the folder may not be written', {call: 'open', code: 'EACCES'}, 73, /you may not write in/],
	['the folder is immutable', {call: 'open', code: 'EPERM'}, 73, /nothing may be changed/],
	['somebody else put a file into a sticky folder', {call: 'rename', code: 'EPERM'}, 73, /nothing may be changed/],
	['an error that has no words here', {call: 'open', code: 'ENOMEM'}, 73, /ENOMEM/],
];

test.each(cases)('%s: the old file stays, and nothing else', async (name, fault, exit, words) => {
	const folder = makeFolder(name.replaceAll(' ', '-'));
	const file = path.join(folder, 'x');
	writeFileSync(file, '');
	faults.now = fault;
	const trouble = await writePrivateFile(file, newReport);
	expect(trouble).toEqual({exit, detail: expect.stringMatching(words)});
	expect(trouble?.detail).toContain(file);
	expect(trouble?.detail).toContain(fault.code);
	expect(readdirSync(folder)).toEqual(['x']);
	expect(readFileSync(file, 'utf8')).toBe('');
});

test('a disk that fails when the folder is synced is said, one that cannot sync folders is not', async () => {
	const folder = makeFolder('folder-sync');
	faults.onFolder = true;
	faults.now = {call: 'sync', code: 'EIO'};
	expect(await writePrivateFile(path.join(folder, 'x'), newReport)).toMatchObject({exit: 74});
	faults.now = {call: 'sync', code: 'EINVAL'};
	expect(await writePrivateFile(path.join(folder, 'x'), newReport)).toBeNull();
	expect(readdirSync(folder)).toEqual(['x']);
});

test('a name says nothing about the trouble', async () => {
	const folder = makeFolder('ENOSPC');
	expect(await writePrivateFile(path.join(folder, 'none', 'EIO'), newReport)).toMatchObject({exit: 73});
});

test('what is no place for a file', async () => {
	const folder = makeFolder('wrong');
	expect(await writePrivateFile(path.join(folder, 'none', 'x'), newReport)).toMatchObject({exit: 73});
	expect(await writePrivateFile(folder, newReport, true)).toMatchObject({exit: 73});
	expect(await writePrivateFile('/dev/full', newReport, true)).toMatchObject({exit: 73});
	expect(await writePrivateFile('/proc/kdiag', newReport)).toMatchObject({exit: 73});
	expect(await writePrivateFile(path.join(folder, 'n'.repeat(256)), newReport)).toMatchObject({exit: 73});
	expect(readdirSync(folder)).toEqual([]);
	expect(await writePrivateFile(path.join(folder, 'n'.repeat(255)), newReport)).toBeNull();
});

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
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {writePrivateFile} from '../../source/sources/write-private-file.ts';

const root = mkdtempSync(path.join(tmpdir(), 'kdiag-write-'));
afterAll(() => rmSync(root, {recursive: true, force: true}));

const makeFolder = (name: string): string => {
	const folder = path.join(root, name);
	mkdirSync(folder);
	return folder;
};
const data = Buffer.from('new');

test('a file is written for its owner only, and nothing is left beside it', async () => {
	const folder = makeFolder('new');
	expect(await writePrivateFile(path.join(folder, 'x'), data)).toBeNull();
	expect(readdirSync(folder)).toEqual(['x']);
	expect(readFileSync(path.join(folder, 'x'), 'utf8')).toBe('new');
	expect(statSync(path.join(folder, 'x')).mode & 0o777).toBe(0o600);
});

test('a file of ours is replaced, its other names keep the old content', async () => {
	const folder = makeFolder('ours');
	const file = path.join(folder, 'x');
	writeFileSync(file, 'old', {mode: 0o644});
	linkSync(file, path.join(folder, 'other'));
	expect(await writePrivateFile(file, data)).toBeNull();
	expect(readFileSync(file, 'utf8')).toBe('new');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe('old');
});

test('a link is not followed and not replaced', async () => {
	const folder = makeFolder('link');
	const target = path.join(folder, 'target');
	writeFileSync(target, 'old');
	symlinkSync(target, path.join(folder, 'x'));
	symlinkSync(path.join(folder, 'none'), path.join(folder, 'dangling'));
	for (const name of ['x', 'dangling']) {
		expect(await writePrivateFile(path.join(folder, name), data)).toMatchObject({kind: 'not-a-file'});
		expect(lstatSync(path.join(folder, name)).isSymbolicLink()).toBe(true);
	}
	expect(readFileSync(target, 'utf8')).toBe('old');
	expect(readdirSync(folder).sort()).toEqual(['dangling', 'target', 'x']);
});

test('what cannot be written is said, and the old file stays', async () => {
	const folder = makeFolder('wrong');
	expect(await writePrivateFile(path.join(folder, 'none', 'x'), data)).toMatchObject({kind: 'failed'});
	expect(await writePrivateFile(folder, data)).toMatchObject({kind: 'not-a-file'});
	expect(await writePrivateFile('/dev/full', data)).toMatchObject({kind: 'not-a-file'});
	expect(await writePrivateFile('/proc/kdiag', data)).toMatchObject({kind: 'failed'});
	expect(await writePrivateFile(path.join(folder, 'n'.repeat(256)), data)).toMatchObject({kind: 'failed'});
	expect(readdirSync(folder)).toEqual([]);
});

import {closeSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {writeDescriptor} from '../../source/sources/write-descriptor.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-descriptor-'));

afterAll(() => rmSync(folder, {recursive: true}));

const written = async (data: Parameters<typeof writeDescriptor>[1]): Promise<Buffer> => {
	const file = path.join(folder, 'document');
	const fd = openSync(file, 'w');
	try {
		await writeDescriptor(fd, data);
	} finally {
		closeSync(fd);
	}
	return readFileSync(file);
};

test.each([
	['nothing', ''],
	['text', 'a é 漢 😀\n'],
	['more than a piece, in which letters of four bytes meet the end', `abc${'😀'.repeat(600_000)}`],
])('%s', async (_, text) => {
	expect((await written(text)).toString()).toBe(text);
	expect((await written([text.slice(0, 5), text.slice(5)])).equals(Buffer.from(text))).toBe(true);
});

test('bytes as they are', async () => {
	const bytes = Uint8Array.from([0, 255, 10, 128]);
	expect(await written(bytes)).toEqual(Buffer.from(bytes));
});

test('a full disk is said', async () => {
	const fd = openSync('/dev/full', 'w');
	await expect(writeDescriptor(fd, 'text')).rejects.toMatchObject({code: 'ENOSPC'});
	closeSync(fd);
});

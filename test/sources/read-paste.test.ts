import {chmodSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readPaste} from '../../source/sources/read-paste.ts';
import {folderOf} from '../support/folder.ts';

const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

test.each<[string, string | Uint8Array, string]>([
	['UTF-8', 'tcp ➜\r\n', 'tcp ➜\r\n'],
	['UTF-8 with its mark', Buffer.from('\uFEFFtcp\n'), 'tcp\n'],
	['UTF-16, little end first', utf16('tcp ➜\n'), 'tcp ➜\n'],
	['UTF-16, big end first', utf16('tcp\n').swap16(), 'tcp\n'],
	['Latin-1', Buffer.from('w\xe4re\n', 'latin1'), 'w\uFFFDre\n'],
	['nothing', '', ''],
])('a file in %s', async (_, bytes, text) => {
	const folder = folderOf({'notes.md': bytes});
	expect(await readPaste(path.join(folder, 'notes.md'))).toEqual({files: [{name: 'notes.md', text}], unrecognised: []});
});

test('a folder gives each file under its path in it, in order', async () => {
	const folder = folderOf({'b.txt': 'b', 'a.txt': 'a', 'sub/c.txt': 'c', 'fault.json': '{}', kubectl_get_nodes: 'x'});
	expect((await readPaste(folder)).files).toEqual([
		{name: 'a.txt', text: 'a'},
		{name: 'b.txt', text: 'b'},
		{name: 'sub/c.txt', text: 'c'},
	]);
});

test('links and hidden files are named, not read', async () => {
	const folder = folderOf({'p/.git/config': 'x', 'p/a.txt': 'a', secret: 'x'});
	symlinkSync(path.join(folder, 'secret'), path.join(folder, 'p/link'));
	const {files, unrecognised} = await readPaste(path.join(folder, 'p'));
	expect(files.map(({name}) => name)).toEqual(['a.txt']);
	expect(unrecognised.map(({source, expected}) => [source, expected])).toEqual([
		['.git', 'files whose names do not begin with a dot'],
		['link', 'a file; links are not followed'],
	]);
});

test('what cannot be read is named', async () => {
	const folder = folderOf({'p/a.txt': 'a'});
	chmodSync(path.join(folder, 'p/a.txt'), 0);
	const missing = await readPaste(path.join(folder, 'nowhere.txt'));
	expect(missing.files).toEqual([]);
	expect(missing.unrecognised[0]).toMatchObject({source: 'nowhere.txt', line: 1});
});

test('a file over the limit is read up to it, and the line is named', async () => {
	const folder = folderOf({'big.txt': 'tcp\n'.repeat(4 * 1024 * 1024 + 1)});
	const {files, unrecognised} = await readPaste(path.join(folder, 'big.txt'));
	expect(files[0]?.text).toHaveLength(16 * 1024 * 1024);
	expect(unrecognised).toEqual([
		{source: 'big.txt', line: 4 * 1024 * 1024 + 1, text: '', expected: 'at most 16 MB; from here on it was not read'},
	]);
});

import {closeSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {tell} from '../../source/sources/write-at-once.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-tell-'));

afterAll(() => rmSync(folder, {recursive: true}));

test('what is said stands there when it returns', () => {
	const file = path.join(folder, 'said');
	const fd = openSync(file, 'w');
	tell(fd, 'kdiag: a file is missing\n');
	expect(readFileSync(file, 'utf8')).toBe('kdiag: a file is missing\n');
	closeSync(fd);
});

test('where nothing can be said, nothing is thrown', () => {
	const fd = openSync('/dev/full', 'w');
	expect(() => tell(fd, 'lost')).not.toThrow();
	closeSync(fd);
});

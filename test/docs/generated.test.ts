import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '../..');

test('what is generated is up to date', {timeout: 120_000}, () => {
	const output = execFileSync(process.execPath, ['scripts/docs.mjs', '--check'], {cwd: root, encoding: 'utf8'});
	expect(output).toBe('');
});

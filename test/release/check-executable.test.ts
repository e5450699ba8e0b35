import {expect, test} from 'vitest';
import {executable} from '../support/kdiag.ts';
import {releaseScript} from '../support/release-scripts.ts';

const {checkExecutable} = await releaseScript('release/check-executable');

test('the executable runs on glibc 2.17 and needs nothing else', () => {
	expect(checkExecutable(executable, {glibc: '2.17'})).toEqual([]);
});

test('an executable that needs more is refused', () => {
	expect(checkExecutable(executable, {glibc: '2.3'})).toContain('it needs GLIBC_2.17, expected GLIBC_2.3 or older');
	expect(checkExecutable(executable, {glibc: null})).toContain('it needs libc.so.6');
	// Node.js needs the library of C++.
	expect(checkExecutable(process.execPath, {glibc: '2.17'})).toContain('it needs libstdc++.so.6');
});

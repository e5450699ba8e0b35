import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseListing} from '../../source/sources/recorded-listing.ts';

const entry = (line: string) => {
	const {only} = parseListing(`total 4\n${line}\n`, '', '-la', () => true);
	return {entries: [...(only?.names ?? [])], whole: only?.whole};
};

test.each([
	['a file', '-rw------- 1 root root 5637 Nov 21 04:02 admin.conf', ['admin.conf', 'file']],
	['of last year', '-rw------- 1 root root 5637 Nov 21  2025 admin.conf', ['admin.conf', 'file']],
	['ISO dates', '-rw-r--r-- 1 root root 292 2026-11-21 04:35 10-a.conflist', ['10-a.conflist', 'file']],
	['full ISO dates', '-rw-r--r-- 1 root root 292 2026-11-21 04:35:07.000000000 +0000 a', ['a', 'file']],
	['a folder', 'drwxr-xr-x  3 root root 4096 Nov 21 04:02 pki', ['pki', 'directory']],
	['a link', 'lrwxrwxrwx 1 root root 9 Nov 21 04:02 current.pem -> a -> b.pem', ['current.pem', 'link']],
	['a name with blanks', '-rw-r--r-- 1 root root 1 Nov 21 04:02  two  blanks', [' two  blanks', 'file']],
	['a device', 'crw-rw-rw- 1 root root 1, 3 Nov 21 04:02 null', ['null', 'file']],
	['SELinux mark', '-rw-r--r--. 1 root root 1 Nov 21 04:02 a', ['a', 'file']],
	['no right to look', '-????????? ? ?    ?       ?            ? a', ['a', 'file']],
])('%s', (_, line, expected) => {
	expect(entry(line)).toEqual({entries: [expected], whole: true});
});

test.each(['-rw-r--r-- 1 root', 'nonsense', '-rw-r--r-- 1 root root 292 Nov 21 04:35'])(
	'%j makes the listing unsure',
	(line) => {
		expect(entry(line)).toEqual({entries: [], whole: false});
	},
);

test('never throws', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), fc.constantFrom('', '-l', '-la'), (stdout, stderr, flags) => {
			parseListing(stdout, stderr, flags, () => true);
		}),
	);
});

test('what was printed for each name is found again', () => {
	const name = fc.stringMatching(/^[a-z0-9][a-z0-9 ._-]{0,20}[a-z0-9]$/);
	fc.assert(
		fc.property(fc.uniqueArray(name), (names) => {
			const lines = names.map((each) => `-rw-r--r-- 1 root root 12 Nov 21 04:35 ${each}`);
			const {only} = parseListing(`total 4\n${lines.join('\n')}\n`, '', '-l', () => false);
			expect([...(only?.names.keys() ?? [])]).toEqual(names);
			expect(only?.whole).toBe(true);
		}),
	);
});

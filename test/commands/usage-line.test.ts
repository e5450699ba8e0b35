import {expect, test} from 'vitest';
import {usageLine} from '../../source/commands/usage-line.ts';

test.each([
	["error: unknown option '--frmat'\n(Did you mean --format?)\n", "unknown option '--frmat'; did you mean '--format'?"],
	[
		"error: unknown option '--s'\n(Did you mean one of --skip, --ascii?)\n",
		"unknown option '--s'; did you mean '--skip, --ascii'?",
	],
	["error: missing required argument 'service'\n", "missing required argument 'service' (see kdiag help service)"],
	["error: unknown option '--\u001B[31m\nx'\n", "unknown option '--\\e[31m\\nx' (see kdiag help service)"],
	[
		"error: option '-o, --output <file>' argument 'json' is invalid. it names a file\n",
		"--output 'json': it names a file (see kdiag help service)",
	],
	[
		"error: option '--only <rule|group>' argument missing\n",
		'--only needs a value: --only <rule|group> (see kdiag help service)',
	],
	[
		"error: too many arguments for 'service'. Expected 1 argument but got 3.\n",
		'expected 1 argument, not 3 (see kdiag help service)',
	],
])('%j', (complaint, line) => {
	expect(usageLine(complaint, 'service')).toBe(`kdiag: ${line}\n`);
});

test('where no command was typed the whole help is the next step', () => {
	expect(usageLine("error: unknown option '-x'", 'kdiag')).toBe("kdiag: unknown option '-x' (see kdiag --help)\n");
});

test.each([
	["error: unknown option '--json'", "; did you mean '--format json'?"],
	["error: unknown option '--md'", ' (see kdiag help facts)'],
	["error: unknown option '-v'", "; did you mean '--version'?"],
	["error: unknown option '-x'", ' (see kdiag help facts)'],
])('%s is answered with what may be meant', (complaint, answer) => {
	expect(usageLine(complaint, 'facts', ['text', 'json']).endsWith(`'${answer}\n`)).toBe(true);
});

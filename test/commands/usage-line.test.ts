import {expect, test} from 'vitest';
import {usageLine} from '../../source/commands/usage-line.ts';

test.each([
	[
		"error: unknown option '--frmat'\n(Did you mean --format?)\n",
		"kdiag: unknown option '--frmat'; did you mean '--format'?\n",
	],
	[
		"error: unknown option '--s'\n(Did you mean one of --skip, --ascii?)\n",
		"kdiag: unknown option '--s'; did you mean '--skip, --ascii'?\n",
	],
	["error: missing required argument 'service'\n", "kdiag: missing required argument 'service'\n"],
	["error: unknown option '--\u001B[31m\nx'\n", "kdiag: unknown option '--\\e[31m\\nx'\n"],
])('%j', (complaint, line) => {
	expect(usageLine(complaint)).toBe(line);
});

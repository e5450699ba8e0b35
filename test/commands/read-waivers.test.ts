import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {readSettings} from '../../source/commands/read-settings.ts';
import {readWaivers} from '../../source/commands/read-waivers.ts';
import {layoutFileSchema} from '../../source/model/layout-file.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-test-'));
afterAll(() => rmSync(folder, {recursive: true}));

const file = (text: string): string => {
	const name = path.join(folder, 'file.yaml');
	writeFileSync(name, text);
	return name;
};
const waiver = (rest: string): string => `waivers:\n  - rule: forward-drop\n    reason: known\n${rest}`;

test('a waiver with all its fields', async () => {
	expect(await readWaivers(file(waiver('    expires: 2027-01-01\n    node: w1\n    match: FORWARD\n')))).toEqual([
		{rule: 'forward-drop', reason: 'known', expires: '2027-01-01', node: 'w1', match: 'FORWARD'},
	]);
});

test.each([
	[
		'an unknown rule',
		waiver('    expires: 2027-01-01\n').replace('forward-drop', 'forward-dorp'),
		/:2: there is no rule 'forward-dorp'; did you mean 'forward-drop'\?$/,
	],
	['no expiry', waiver(''), /:2: waivers\.0\.expires: /],
	['a bad date', waiver('    expires: soon\n'), /:4: waivers\.0\.expires: /],
	['an unknown key', waiver('    expires: 2027-01-01\n    until: 2\n'), /:5: waivers\.0\.until: Unrecognized key/],
	['no YAML', 'waivers: [', /:\d+: /],
	['another document', 'layouts: []\n', /:1: /],
])('%s is one line with its place, exit status 64', async (_, text, message) => {
	await expect(readWaivers(file(text))).rejects.toMatchObject({exit: 64, message: expect.stringMatching(message)});
});

test('a layout with a bad port names its line', async () => {
	const text = 'layouts:\n  - role: worker\n    listeners:\n      - component: x\n        port: 99999\n';
	await expect(readSettings(file(text), layoutFileSchema)).rejects.toMatchObject({
		exit: 64,
		message: expect.stringMatching(/:5: layouts\.0\.listeners\.0\.port: /),
	});
});

test('a file that is not there is status 66', async () => {
	await expect(readWaivers(path.join(folder, 'none.yaml'))).rejects.toMatchObject({exit: 66});
});

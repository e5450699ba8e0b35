import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readSettings} from '../../source/commands/read-settings.ts';
import {readWaivers} from '../../source/commands/read-waivers.ts';
import {layoutFileSchema} from '../../source/model/layout-file.ts';
import {blocksOf, pages} from '../support/pages.ts';

const page = pages.find(({file}) => file === 'docs/settings.md');
const [waivers = '', layouts = ''] = page === undefined ? [] : blocksOf(page, 'yaml');

const withFile = async <T>(text: string, use: (file: string) => Promise<T>): Promise<T> => {
	const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-'));
	try {
		writeFileSync(path.join(folder, 'settings.yaml'), text);
		return await use(path.join(folder, 'settings.yaml'));
	} finally {
		rmSync(folder, {recursive: true});
	}
};

test('the waivers of the page are waivers', async () => {
	expect(await withFile(waivers, readWaivers)).toHaveLength(2);
});

test('the layouts of the page are layouts', async () => {
	const {value} = await withFile(layouts, (file) => readSettings(file, layoutFileSchema));
	expect(value.layouts).toHaveLength(1);
});

import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** A folder that holds these files (path → content) until the test ends. A path that ends in a slash is an empty folder. */
export const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): string => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-test-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	for (const [name, content] of Object.entries(files)) {
		const file = path.join(folder, name);
		mkdirSync(name.endsWith('/') ? file : path.dirname(file), {recursive: true});
		if (!name.endsWith('/')) {
			writeFileSync(file, content);
		}
	}
	return folder;
};

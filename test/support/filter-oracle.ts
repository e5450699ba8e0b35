import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/**
 * Runs a script of sh in a network namespace of its own. `files` stand beside it before, and the files that it writes come back by name.
 * What it complains about comes back as `stderr`.
 */
export const inNamespace = (
	script: string,
	files: Readonly<Record<string, string>>,
	outputs: readonly string[],
): Readonly<Record<string, string>> => {
	const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-filters-'));
	try {
		for (const [name, text] of Object.entries(files)) {
			writeFileSync(path.join(folder, name), text);
		}
		const {stderr} = spawnSync('unshare', ['-n', 'sh', '-c', script], {cwd: folder, encoding: 'utf8'});
		const read = outputs.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);
		return {...Object.fromEntries(read), stderr};
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

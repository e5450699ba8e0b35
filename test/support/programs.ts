import {chmodSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A folder of programs that a test makes up: shell scripts by name. It can be given as the place where programs are looked for. */
export const makePrograms = (scripts: Readonly<Record<string, string>>): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-programs-'));
	for (const [name, script] of Object.entries(scripts)) {
		const file = path.join(folder, name);
		writeFileSync(file, `#!/bin/sh\n${script}\n`);
		chmodSync(file, 0o755);
	}
	return folder;
};

/** Whether a process lives. One that only waits for its parent to notice does not. */
export const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

// The completion scripts that kdiag writes, where it can.
import {spawnSync} from 'node:child_process';

/** Name and text of a file for each shell; none where kdiag has no such command. */
export const completionScripts = (bundle) => {
	const run = (...argv) => spawnSync(process.execPath, [bundle, ...argv], {encoding: 'utf8'});
	if (!/^ +completion\b/m.test(run('--help').stdout)) {
		return [];
	}
	return ['bash', 'zsh', 'fish'].map((shell) => {
		const {status, stdout} = run('completion', shell);
		if (status !== 0) {
			throw new Error(`kdiag completion ${shell}: expected exit status 0, got ${status}`);
		}
		return [`kdiag.${shell}`, stdout];
	});
};

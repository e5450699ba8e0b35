// Compiles bundled parts with Bun into one executable.
import {execFileSync} from 'node:child_process';
import path from 'node:path';

/**
 * Writes `FOLDER/kdiag`. `bun` compiles, `runtime` is the Bun that becomes part of the executable: the same version, for whatever machine.
 * The name of the file is inside the executable, so it is the same for all targets; the rest of its path is not.
 */
export const compile = ({bun, runtime, parts, folder, quiet}) => {
	execFileSync(
		bun,
		[
			'build',
			'--compile',
			'--bytecode',
			'--format=esm',
			'--splitting',
			'--minify-whitespace',
			'--target=bun',
			`--compile-executable-path=${runtime}`,
			// These keep a bunfig.toml or .env in the current directory from running code as root.
			'--no-compile-autoload-dotenv',
			'--no-compile-autoload-bunfig',
			// Most runs are over before optimised code would have paid for its compilation; large inputs still get it.
			'--compile-jit-policy=30',
			'kdiag.mjs',
			'--outfile',
			path.join(folder, 'kdiag'),
		],
		{cwd: parts, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit']},
	);
	return path.join(folder, 'kdiag');
};

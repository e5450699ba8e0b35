// Runs npm, on the Node.js that this script runs on: what npm compresses depends on it.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {root} from '../bundle.mjs';

/** What npm prints. Standard error goes where that of the script goes. */
export const npm = (argv, cwd = root) => {
	const cli = process.env.npm_execpath;
	if (cli === undefined || path.extname(cli) !== '.js') {
		throw new Error('run this as an npm script, such as `npm run release`');
	}
	return execFileSync(process.execPath, [cli, '--silent', ...argv], {
		cwd,
		encoding: 'utf8',
		maxBuffer: 1 << 26,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
};

// Prints one table of ratios taken in one run: kdiag against `node -e 0`, and against the machine's own floor for the same work.
// Names of parts as arguments measure only these: npm run bench -- start screen
import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {cluster} from './cluster.mjs';
import {large} from './large.mjs';
import {live} from './live.mjs';
import {parsers} from './parsers.mjs';
import {screen} from './screen.mjs';
import {start} from './start.mjs';
import {createTable} from './table.mjs';

const parts = {start, live, screen, parsers, large, cluster};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
	console.error(`${unknown} is no part; there are ${Object.keys(parts).join(', ')}`);
	process.exit(64);
}
const table = createTable();
const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-bench-'));
try {
	for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
		await parts[name](table, folder);
	}
} finally {
	// What was measured is worth seeing, also where a part failed.
	process.stdout.write(table.text());
	rmSync(folder, {recursive: true, force: true});
}
process.exit(0);

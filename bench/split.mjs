// The floor for a command that parses: read the file, split every line into fields, keep them; with --json write them, as the command does.
import {readFileSync, writeSync} from 'node:fs';
import {splitFields} from './split-fields.mjs';

const [file, json] = process.argv.slice(2);
const rows = splitFields(readFileSync(file, 'utf8'));
if (json === '--json') {
	const bytes = Buffer.from(JSON.stringify(rows));
	for (let at = 0; at < bytes.length; ) {
		at += writeSync(1, bytes, at);
	}
}
process.exitCode = rows.length > 0 ? 0 : 1;

// Judges every recorded fault below a folder: NAME/fault.json says what was done and which rules name its cause, NAME/NODE is the recording.
// Prints a table with the misses by name; exits 1 when the first failing finding is an expected one in fewer than 95 % of them.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const folder = path.resolve(process.argv[2] ?? path.join(root, 'fixtures/faults'));

const report = (sources) => {
	try {
		return JSON.parse(execFileSync(kdiag, ['report', '--format', 'json', ...sources], {encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore']}));
	} catch (error) {
		// The exit status tells the severity; the document is on standard output all the same.
		return JSON.parse(error.stdout);
	}
};

const nodesOf = (name) =>
	readdirSync(path.join(folder, name)).filter((entry) => entry.endsWith('.kdiag.json.gz') || statSync(path.join(folder, name, entry)).isDirectory());

const judge = (name) => {
	const fault = JSON.parse(readFileSync(path.join(folder, name, 'fault.json'), 'utf8'));
	const {findings} = report(nodesOf(name).map((node) => path.join(folder, name, node)));
	const failing = findings.filter((finding) => finding.status === 'fail');
	const real = failing.filter((finding) => finding.severity !== 'info');
	const [first] = real.length > 0 ? real : failing;
	const fails = failing.some((finding) => fault.expect.includes(finding.rule));
	const isFirst = first !== undefined && fault.expect.includes(first.rule);
	const uncovered = (fault.also ?? []).every((rules) => failing.some((finding) => rules.includes(finding.rule) && finding.consequenceOf === null));
	return {name, expect: fault.expect.join(', '), first: first?.rule ?? '-', actual: first?.actual ?? '', fails, isFirst, uncovered};
};

const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'fault.json'))).sort();
const rows = names.map(judge);
const width = Math.max(...rows.map((row) => row.name.length));
for (const row of rows) {
	const mark = !row.fails ? 'MISSED' : !row.isFirst ? 'not first' : row.uncovered ? 'ok' : 'covered';
	console.log(`${row.name.padEnd(width)}  ${mark.padEnd(9)}  ${row.first}${mark === 'ok' ? '' : `  (expected ${row.expect})`}`);
}
const count = (test) => rows.filter(test).length;
const share = (n) => `${n} of ${rows.length} (${((100 * n) / rows.length).toFixed(0)} %)`;
console.log(`\nexpected rule fails: ${share(count((row) => row.fails))}\nexpected rule first: ${share(count((row) => row.isFirst))}`);
process.exitCode = count((row) => row.fails) === rows.length && count((row) => row.isFirst) >= 0.95 * rows.length ? 0 : 1;

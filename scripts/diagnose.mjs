// Judges every recorded fault below a folder: NAME/fault.json says what was done and which rules name its cause, NAME/NODE is the recording.
// Prints a table with the misses by name; exits 1 when an expected rule does not fail, or when it stands first in fewer than 95 % of them.
// With --write it judges the recordings of this repository, healthy nodes too, and writes docs/diagnosis.md.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const isWriting = process.argv[2] === '--write';
const folder = path.resolve((isWriting ? undefined : process.argv[2]) ?? path.join(root, 'fixtures/faults'));

const report = (sources) => {
	try {
		return JSON.parse(
			execFileSync(kdiag, ['report', '--format', 'json', ...sources], {
				encoding: 'utf8',
				maxBuffer: 1 << 30,
				stdio: ['ignore', 'pipe', 'ignore'],
			}),
		);
	} catch (error) {
		// The exit status tells the severity; the document is on standard output all the same.
		return JSON.parse(error.stdout);
	}
};

const isSnapshot = (file) => file.endsWith('.kdiag.json.gz');

const nodesOf = (name) =>
	readdirSync(path.join(folder, name)).filter(
		(entry) => isSnapshot(entry) || statSync(path.join(folder, name, entry)).isDirectory(),
	);

const isRecorded = (name) =>
	statSync(path.join(folder, name)).isDirectory() &&
	existsSync(path.join(folder, name, 'fault.json')) &&
	nodesOf(name).length > 0;

const judge = (name) => {
	const fault = JSON.parse(readFileSync(path.join(folder, name, 'fault.json'), 'utf8'));
	const {findings} = report(nodesOf(name).map((node) => path.join(folder, name, node)));
	const failing = findings.filter((finding) => finding.status === 'fail');
	const real = failing.filter((finding) => finding.severity !== 'info');
	const [first] = real.length > 0 ? real : failing;
	const fails = failing.some((finding) => fault.expect.includes(finding.rule));
	const isFirst = first !== undefined && fault.expect.includes(first.rule);
	const isUncovered = (fault.also ?? []).every((rules) =>
		failing.some((finding) => rules.includes(finding.rule) && finding.consequenceOf === null),
	);
	const result = !fails ? 'missed' : !isFirst ? 'not first' : isUncovered ? 'ok' : 'covered';
	return {name, fault, first: first?.rule ?? '-', result, hasSecond: fault.also !== undefined};
};

const names = readdirSync(folder).filter(isRecorded).sort();
if (names.length === 0) {
	console.error(`${folder}: no folder with a fault.json and recordings`);
	process.exit(66);
}
const rows = names.map(judge);
const count = (test) => rows.filter(test).length;
const share = (n, of = rows.length) => `${n} of ${of} (${((100 * n) / of).toFixed(0)} %)`;
const summary = [
	`expected rule fails: ${share(count((row) => row.result !== 'missed'))}`,
	`expected rule first: ${share(count((row) => row.result === 'ok' || row.result === 'covered'))}`,
	`second fault uncovered: ${share(
		count((row) => row.hasSecond && row.result === 'ok'),
		count((row) => row.hasSecond),
	)}`,
].slice(0, count((row) => row.hasSecond) > 0 ? 3 : 2);

const width = Math.max(...rows.map((row) => row.name.length));
for (const {name, result, first, fault} of rows) {
	const expected = result === 'ok' ? '' : `  (expected ${fault.expect.join(', ')})`;
	console.log(`${name.padEnd(width)}  ${result.padEnd(9)}  ${first}${expected}`);
}
console.log(`\n${summary.join('\n')}`);

if (isWriting) {
	const nodes = path.join(root, 'fixtures/nodes');
	const healthy = readdirSync(nodes)
		.filter((file) => file.startsWith('healthy-') && isSnapshot(file))
		.map((file) => {
			const {findings} = report([path.join(nodes, file)]);
			const of = (status) => findings.filter((finding) => finding.status === status);
			const loud = of('fail').filter((finding) => finding.severity !== 'info');
			const name = file.slice(0, -'.kdiag.json.gz'.length);
			return `| ${name} | ${loud.length} | ${of('pass').length} | ${of('unknown').length} |`;
		});
	const faults = rows.map(
		({name, fault, first, result}) => `| ${name} | ${fault.cause.replaceAll('|', '\\|')} | \`${first}\` | ${result} |`,
	);
	const page = `<!-- Written by \`npm run diagnose -- --write\`. -->

# Is the top line the cause?

Faults that were put into real nodes of a kubeadm cluster, one at a time or two that have nothing to do with each other, and recorded. A recording counts as \`ok\`
when the first failing rule is one that names the cause, and of two faults both stand uncovered.

${summary.map((line) => `- ${line}`).join('\n')}

| Fault | What was done | First line | Result |
|---|---|---|---|
${faults.join('\n')}

## Healthy nodes

| Recording | Errors and warnings | Passed | Unknown |
|---|---|---|---|
${healthy.join('\n')}
`;
	writeFileSync(path.join(root, 'docs/diagnosis.md'), page);
}
const isGood =
	count((row) => row.result === 'missed') === 0 && count((row) => row.result === 'ok') >= 0.95 * rows.length;
process.exitCode = isGood ? 0 : 1;

// Prints one table of ratios taken in one run: kdiag against `node -e 0`, and against the machine's own floor for the same work.
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {iptablesSave, netstat} from './generate.mjs';
import {measure, median, peakMemory, runOnce} from './measure.mjs';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const bun = path.join(
	root,
	'node_modules/@oven',
	`bun-linux-${process.arch === 'arm64' ? 'aarch64' : 'x64'}`,
	'bin/bun',
);
const node = [process.execPath, '-e', '0'];
const rounds = Number(process.env.ROUNDS ?? 15);
const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-bench-'));

const rows = [['what', 'wall', 'CPU', 'measured', 'budget']];
const ms = (value) => `${value.toFixed(0)} ms`;
const times = (value, of) => `${value.toFixed(2)} × ${of}`;
const row = (what, run, measured, budget = '') =>
	rows.push([what, run ? ms(run.wall) : '', run ? ms(run.cpu) : '', measured, budget]);
const againstNode = (run, floor) => `${times(run.wall / floor.wall, 'node')} (CPU ${(run.cpu / floor.cpu).toFixed(2)})`;
const mb = (value) => `${value.toFixed(0)} MB`;

const file = (name, text) => {
	const target = path.join(folder, name);
	mkdirSync(path.dirname(target), {recursive: true});
	writeFileSync(target, text);
	return target;
};

/** What every run pays, and the report of a saved snapshot. */
const startUp = async () => {
	const snapshot = path.join(root, 'fixtures/demo/ha.kdiag.json.gz');
	const [empty, version, report, json] = measure(
		[node, [kdiag, '--version'], [kdiag, 'report', snapshot], [kdiag, 'report', snapshot, '--format', 'json']],
		rounds,
	);
	row('node -e 0', empty, '1');
	row('kdiag --version', version, againstNode(version, empty), '1 × node');
	row('kdiag report SNAPSHOT', report, againstNode(report, empty), '3 × node');
	row('kdiag report SNAPSHOT --format json', json, againstNode(json, empty), '3 × node');
	row('its memory', null, mb(await peakMemory([kdiag, 'report', snapshot])), '110 MB');
	row('executable', null, mb(statSync(kdiag).size / 1_048_576), '120 MB');
};

/** Median CPU of pieces of work, each alone in a process of its own, in turns. */
const measureOnce = (works, input, turns) => {
	const once = (work) =>
		Number(execFileSync(bun, [path.join(import.meta.dirname, 'once.mjs'), work, input], {encoding: 'utf8'}));
	const runs = Array.from({length: turns}, () => works.map(once));
	return works.map((_, index) => median(runs.map((run) => run[index])));
};

/** One generated file at a sixteenth, a quarter and all of its size. `budget` is of the whole, in node starts. */
const parser = ({format, make, count, budget}) => {
	const sizes = [count / 16, count / 4, count];
	const files = sizes.map((size) => file(`${format}-${size}.txt`, make(size)));
	const parse = (input) => [kdiag, 'parse', format, input];
	const whole = files[2];
	const splitting = [bun, path.join(import.meta.dirname, 'split.mjs'), whole];
	const turns = Math.ceil(rounds / 3);
	const [empty, version, small, middle, parsed, split, written, report] = measure(
		[node, [kdiag, '--version'], ...files.map(parse), splitting, [...splitting, '--json'], [kdiag, 'report', whole]],
		turns,
	);
	const name = `${format}, ${count.toLocaleString('en')} lines`;
	row(`${name}: read and split into fields`, split, againstNode(split, empty), 'the floor');
	row('the same, and the fields written as JSON', written, againstNode(written, empty), 'the floor, for the same work');
	row(
		`${name}: kdiag parse`,
		parsed,
		`${againstNode(parsed, empty)}, CPU ${times(parsed.cpu / split.cpu, 'split')}, ${times(parsed.cpu / written.cpu, 'split and JSON')}`,
		`${budget} × node, 3 × split`,
	);
	const [parser, splitter] = measureOnce([format, 'split'], whole, turns);
	row(
		'the parser alone, against the split alone',
		null,
		`CPU ${ms(parser)} and ${ms(splitter)}: ${times(parser / splitter, 'split')}`,
		'3 × split',
	);
	row(`${name}: kdiag report`, report, againstNode(report, empty));
	// What starting costs is no part of how it grows.
	const [first, second, third] = [small, middle, parsed].map((run) => run.cpu - version.cpu);
	row(
		'CPU for four times the lines, twice',
		null,
		`${(second / first).toFixed(1)} ×, ${(third / second).toFixed(1)} ×`,
		'4 ×, linear',
	);
};

const bigNode = async () => {
	file('big/commands/netstat_-npa', netstat(200_000));
	file('big/commands/iptables-save_-c', iptablesSave(100_000));
	const report = [kdiag, 'report', path.join(folder, 'big')];
	row('200,000 sockets and 100,000 rules', runOnce(report), mb(await peakMemory(report)), '400 MB');
};

/** The commands that kdiag ran here, with how long each took. */
const commandsOf = (snapshot) =>
	gunzipSync(readFileSync(snapshot))
		.toString('utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line))
		.filter((record) => Array.isArray(record.argv) && record.failure === null && record.index === 0);

/**
 * This machine, read live, against what its commands cost at least: the slowest, or all their work divided by the processors.
 * The budget's start-up is what `kdiag --version` takes. A report also reads /proc, judges and writes, which no order of commands hides where they
 * keep all processors busy: how much that is, the report of the same node from its snapshot tells, and the machine query is a process of kdiag's own.
 */
const live = () => {
	const target = path.join(folder, 'live.kdiag.json.gz');
	execFileSync(kdiag, ['snapshot', '-o', target], {stdio: 'ignore'});
	const commands = commandsOf(target).map(({argv}) => argv);
	const own = [
		[kdiag, '--version'],
		[kdiag, 'report'],
		[kdiag, 'report', target],
		[kdiag, '--machine-query'],
	];
	const [version, report, saved, query, ...each] = measure([...own, ...commands], Math.ceil(rounds / 3));
	const slowest = Math.max(0, ...each.map(({wall}) => wall));
	const work = each.reduce((sum, {cpu}) => sum + cpu, 0) / os.availableParallelism();
	const floor = Math.max(slowest, work) + version.wall;
	row(`kdiag report here, ${commands.length} commands`, report, times(report.wall / floor, 'floor'), '1.3 × floor');
	row(
		'its floor',
		null,
		`${ms(floor)}: start ${ms(version.wall)}, slowest ${ms(slowest)}, work by processors ${ms(work)}`,
	);
	row('the same node from its snapshot', saved, `${((100 * saved.wall) / (1.3 * floor)).toFixed(0)} % of that budget`);
	row('the machine query, no part of the floor', query, `${ms(query.cpu / os.availableParallelism())} by processors`);
	const whole = saved.wall + Math.max(slowest, query.wall, work + query.cpu / os.availableParallelism());
	row('against the floor with both', report, times(report.wall / whole, 'floor'));
};

const print = () => {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
	const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	const [head, ...body] = rows;
	console.log(
		`${os.cpus()[0]?.model}, ${os.availableParallelism()} processors, node ${process.version}, load ${os.loadavg()[0].toFixed(1)}\n`,
	);
	console.log(
		[line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join('\n'),
	);
};

try {
	await startUp();
	parser({format: 'netstat', make: netstat, count: 50_000, budget: 8.6});
	parser({format: 'iptables-save', make: iptablesSave, count: 100_000, budget: 23});
	await bigNode();
	live();
	print();
} finally {
	rmSync(folder, {recursive: true, force: true});
}

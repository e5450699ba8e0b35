import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {iptablesSave, netstat} from './generate.mjs';
import {measure, median, peakMemory, runOnce} from './measure.mjs';
import {bun, kdiag, node, rounds} from './programs.mjs';
import {against, mb, ms, times} from './table.mjs';

const write = (file, text) => {
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, text);
	return file;
};

/** Median CPU of pieces of work, each alone in a process of its own, in turns. */
const measureOnce = (works, input, turns) => {
	const once = (work) =>
		Number(execFileSync(bun, [path.join(import.meta.dirname, 'once.mjs'), work, input], {encoding: 'utf8'}));
	const runs = Array.from({length: turns}, () => works.map(once));
	return works.map((_, index) => median(runs.map((run) => run[index])));
};

/** One generated file at a sixteenth, a quarter and all of its size. `budget` is of the whole, in node starts. */
const parser = (table, folder, {format, make, count, budget}) => {
	const sizes = [count / 16, count / 4, count];
	const files = sizes.map((size) => write(path.join(folder, `${format}-${size}.txt`), make(size)));
	const parse = (input) => [kdiag, 'parse', format, input];
	const whole = files[2];
	const splitting = [bun, path.join(import.meta.dirname, 'split.mjs'), whole];
	const turns = Math.ceil(rounds / 3);
	const [empty, version, small, middle, parsed, split, written, report] = measure(
		[node, [kdiag, '--version'], ...files.map(parse), splitting, [...splitting, '--json'], [kdiag, 'report', whole]],
		turns,
	);
	const name = `${format}, ${count.toLocaleString('en')} lines`;
	table.run(`${name}: read and split into fields`, split, against(split, empty, 'node'), 'the floor');
	table.run(
		'the same, and the fields written as JSON',
		written,
		against(written, empty, 'node'),
		'the floor, for the same work',
	);
	table.run(
		`${name}: kdiag parse`,
		parsed,
		`${against(parsed, empty, 'node')}, CPU ${times(parsed.cpu / split.cpu, 'split')}, ${times(parsed.cpu / written.cpu, 'split and JSON')}`,
		`${budget} × node, 3 × split`,
	);
	const [parser, splitter] = measureOnce([format, 'split'], whole, turns);
	table.say(
		'the parser alone, against the split alone',
		`CPU ${ms(parser)} and ${ms(splitter)}: ${times(parser / splitter, 'split')}`,
		'3 × split',
	);
	table.run(`${name}: kdiag report`, report, against(report, empty, 'node'));
	// What starting costs is no part of how it grows.
	const [first, second, third] = [small, middle, parsed].map((run) => run.cpu - version.cpu);
	table.say(
		'CPU for four times the lines, twice',
		`${(second / first).toFixed(1)} ×, ${(third / second).toFixed(1)} ×`,
		'4 ×, linear',
	);
};

/** Inputs as only the largest nodes have them, and the memory that they take. */
export const large = async (table, folder) => {
	parser(table, folder, {format: 'netstat', make: netstat, count: 50_000, budget: 8.6});
	parser(table, folder, {format: 'iptables-save', make: iptablesSave, count: 100_000, budget: 23});
	const big = path.join(folder, 'big');
	write(path.join(big, 'commands/netstat_-npa'), netstat(200_000));
	write(path.join(big, 'commands/iptables-save_-c'), iptablesSave(100_000));
	const report = [kdiag, 'report', big];
	table.run('200,000 sockets and 100,000 rules', runOnce(report), mb(await peakMemory(report)), '400 MB');
};

import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {measure} from './measure.mjs';
import {kdiag, rounds} from './programs.mjs';
import {ms, times} from './table.mjs';

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
export const live = (table, folder) => {
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
	table.run(
		`kdiag report here, ${commands.length} commands`,
		report,
		times(report.wall / floor, 'floor'),
		'1.3 × floor',
	);
	table.say(
		'its floor',
		`${ms(floor)}: start ${ms(version.wall)}, slowest ${ms(slowest)}, work by processors ${ms(work)}`,
	);
	table.run(
		'the same node from its snapshot',
		saved,
		`${((100 * saved.wall) / (1.3 * floor)).toFixed(0)} % of that budget`,
	);
	table.run(
		'the machine query, no part of the floor',
		query,
		`${ms(query.cpu / os.availableParallelism())} by processors`,
	);
	const whole = saved.wall + Math.max(slowest, query.wall, work + query.cpu / os.availableParallelism());
	table.run('against the floor with both', report, times(report.wall / whole, 'floor'));
};

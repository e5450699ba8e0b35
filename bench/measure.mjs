import {spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** The middle one of some numbers. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The shell takes the times, so that neither its own start nor that of this process counts. */
const script = 's=$EPOCHREALTIME; "$@" </dev/null >/dev/null 2>&1; echo $s $EPOCHREALTIME; times';

const seconds = (text) =>
	[...text.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);

/** Runs a command once: milliseconds from start to end, and milliseconds of processor time of it and its children. */
export const runOnce = (argv) => {
	const {stdout} = spawnSync('bash', ['-c', script, 'bash', ...argv], {
		encoding: 'utf8',
		env: {...process.env, LC_ALL: 'C'},
	});
	const [clock, , children] = stdout.trim().split('\n');
	const [start, end] = clock.split(' ').map(Number);
	return {wall: (end - start) * 1000, cpu: seconds(children) * 1000};
};

/** Medians of several commands, run in turns so that a busy moment hits all of them; the first turn warms up and does not count. */
export const measure = (commands, rounds) => {
	const runs = commands.map(() => []);
	for (let round = 0; round <= rounds; round++) {
		for (const [index, argv] of commands.entries()) {
			const run = runOnce(argv);
			if (round > 0) {
				runs[index].push(run);
			}
		}
	}
	return runs.map((list) => ({wall: median(list.map(({wall}) => wall)), cpu: median(list.map(({cpu}) => cpu))}));
};

/** The most memory that a command holds, in MB: the high-water mark of its resident set, read while it runs. */
export const peakMemory = (argv) =>
	new Promise((resolve, reject) => {
		const child = spawn(argv[0], argv.slice(1), {stdio: 'ignore'});
		let peak = 0;
		const sample = () => {
			try {
				const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
				peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
			} catch {
				// The process has ended between two samples.
			}
		};
		const timer = setInterval(sample, 2);
		child.on('error', reject);
		child.on('exit', () => {
			clearInterval(timer);
			resolve(peak / 1024);
		});
	});

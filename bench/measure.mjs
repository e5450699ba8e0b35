import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** Runs a command once; milliseconds from start to end, and its peak resident memory in MB (sampled from /proc). */
export const runOnce = (argv, options = {}) =>
	new Promise((resolve, reject) => {
		const started = process.hrtime.bigint();
		const child = spawn(argv[0], argv.slice(1), {stdio: ['ignore', 'ignore', 'inherit'], ...options});
		let peak = 0;
		const sample = () => {
			try {
				peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1] ?? 0));
			} catch {
				// The process has ended between two samples.
			}
		};
		const timer = options.memory ? setInterval(sample, 2) : undefined;
		child.on('error', reject);
		child.on('exit', (code) => {
			clearInterval(timer);
			resolve({ms: Number(process.hrtime.bigint() - started) / 1e6, mb: peak / 1024, code});
		});
	});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of several commands, run in turns so that a busy moment hits all of them. */
export const measure = async (commands, rounds) => {
	const times = commands.map(() => []);
	for (let round = 0; round < rounds; round++) {
		for (const [index, command] of commands.entries()) {
			times[index].push((await runOnce(command)).ms);
		}
	}
	return times.map(median);
};

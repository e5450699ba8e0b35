// A program in a pseudo-terminal of 140 columns and 40 rows, and what it writes there with the time of each piece.
import {readFileSync} from 'node:fs';
import pty from '@lydell/node-pty';

const environment = {PATH: process.env.PATH, HOME: '/nonexistent', TERM: 'xterm-256color', LANG: 'C.UTF-8'};

/** Ticks of the kernel's clock in a second (getconf CLK_TCK), as /proc counts processor time. */
const ticks = 100;

/** Processor time in ms: of the process itself, and of its children that have ended. */
const timesOf = (pid) => {
	const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
		.replace(/^.*\) /, '')
		.split(' ')
		.map(Number);
	return {own: ((fields[11] + fields[12]) * 1000) / ticks, children: ((fields[13] + fields[14]) * 1000) / ticks};
};

/** Starts the program. Times are ms since then. */
export const openTerminal = ([program, ...argv]) => {
	const started = performance.now();
	const chunks = [];
	const waiting = new Set();
	const child = pty.spawn(program, argv, {cols: 140, rows: 40, env: environment});
	const now = () => performance.now() - started;
	child.onData((text) => {
		chunks.push({at: now(), text});
		for (const look of [...waiting]) {
			look();
		}
	});
	const ended = new Promise((resolve) => {
		child.onExit(resolve);
	});
	return {
		pid: child.pid,
		now,
		/** When the first piece came. */
		first: () => chunks[0]?.at ?? Number.NaN,
		bytes: () => chunks.reduce((sum, {text}) => sum + Buffer.byteLength(text), 0),
		/** When what was written from piece `from` on held the text. */
		until: (text, from = 0) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`the screen never held ${text}`)), 30_000);
				const look = () => {
					const written = chunks
						.slice(from)
						.map((chunk) => chunk.text)
						.join('');
					if (written.includes(text)) {
						clearTimeout(timer);
						waiting.delete(look);
						resolve(chunks.at(-1).at);
					}
				};
				waiting.add(look);
				look();
			}),
		/** How long until the first answer to a key, and until the last when nothing follows for `quiet` ms; NaN where none comes. */
		press: (key, quiet = 60) =>
			new Promise((resolve) => {
				const pressed = now();
				let first = Number.NaN;
				let last = Number.NaN;
				let timer = setTimeout(done, 600);
				const look = () => {
					last = chunks.at(-1).at - pressed;
					first = Number.isNaN(first) ? last : first;
					clearTimeout(timer);
					timer = setTimeout(done, quiet);
				};
				function done() {
					waiting.delete(look);
					resolve({first, last});
				}
				waiting.add(look);
				child.write(key);
			}),
		count: () => chunks.length,
		times: () => timesOf(child.pid),
		memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1] ?? 0) / 1024,
		peakMemory: () =>
			Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1] ?? 0) / 1024,
		leave: async () => {
			child.write('q');
			await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))]);
			try {
				process.kill(child.pid, 'SIGKILL');
			} catch {
				// It has left.
			}
		},
	};
};

import {spawn} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {writeNodes} from './nodes.mjs';
import {kdiag} from './programs.mjs';
import {mb, ms} from './table.mjs';

const counts = (process.env.NODES ?? '1,100,1000').split(',').map(Number);

/** Process ids of a process and those that it started. */
const family = (pid) => {
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean);
		return [pid, ...children.flatMap((child) => family(Number(child)))];
	} catch {
		return [];
	}
};

const resident = (pid) => {
	try {
		return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
	} catch {
		return 0;
	}
};

/** Runs kdiag: milliseconds, peak memory in MB of it and its children together, bytes of its report. */
const run = (argv) =>
	new Promise((resolve, reject) => {
		const started = performance.now();
		const child = spawn(kdiag, argv, {stdio: ['ignore', 'pipe', 'inherit']});
		let [peak, bytes] = [0, 0];
		child.stdout.on('data', (chunk) => {
			bytes += chunk.length;
		});
		const sample = () => {
			peak = Math.max(
				peak,
				family(child.pid).reduce((sum, pid) => sum + resident(pid), 0),
			);
		};
		const timer = setInterval(sample, 20);
		child.on('error', reject);
		child.on('close', () => {
			clearInterval(timer);
			resolve({wall: performance.now() - started, memory: peak / 1024, bytes});
		});
	});

const size = (nodes) => readdirSync(nodes).reduce((sum, file) => sum + statSync(path.join(nodes, file)).size, 0);

/** Many nodes compared: time and peak memory of `kdiag report FOLDER`, as text and as JSON. */
export const cluster = async (table, folder) => {
	for (const count of counts) {
		const nodes = path.join(folder, String(count));
		writeNodes(nodes, count);
		for (const format of ['text', 'json']) {
			const {wall, memory, bytes} = await run(['report', nodes, '--format', format]);
			table.run(
				`${count} snapshots (${(size(nodes) / 1e6).toFixed(1)} MB) as ${format}`,
				{wall},
				`${ms(wall / count)} each, ${mb(memory)}, report ${(bytes / 1e6).toFixed(2)} MB`,
				count === 1000 && format === 'text' ? '15 s' : '',
			);
		}
	}
};

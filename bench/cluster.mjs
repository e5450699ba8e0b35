// Compares many nodes: time and peak memory of `kdiag report FOLDER` against the same for one node, as text and as JSON.

import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {writeNodes} from './nodes.mjs';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-bench-'));
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

const field = (pid, name) => {
	try {
		return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
	} catch {
		return 0;
	}
};

/** Runs kdiag: seconds, peak memory in MB of it and its children together, bytes of its report. */
const run = (argv) =>
	new Promise((resolve, reject) => {
		const started = process.hrtime.bigint();
		const child = spawn(kdiag, argv, {stdio: ['ignore', 'pipe', 'inherit']});
		let [peak, bytes] = [0, 0];
		child.stdout.on('data', (chunk) => {
			bytes += chunk.length;
		});
		const sample = () => {
			peak = Math.max(
				peak,
				family(child.pid).reduce((sum, pid) => sum + field(pid, 'VmRSS'), 0),
			);
		};
		const timer = setInterval(sample, 20);
		child.on('error', reject);
		child.on('close', () => {
			clearInterval(timer);
			resolve({seconds: Number(process.hrtime.bigint() - started) / 1e9, mb: peak / 1024, bytes});
		});
	});

const size = (nodes) => readdirSync(nodes).reduce((sum, file) => sum + statSync(path.join(nodes, file)).size, 0);

try {
	console.log(`${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, load ${os.loadavg()[0].toFixed(1)}\n`);
	for (const count of counts) {
		const nodes = path.join(folder, String(count));
		writeNodes(nodes, count);
		for (const format of ['text', 'json']) {
			const {seconds, mb, bytes} = await run(['report', nodes, '--format', format]);
			const budget = count === 1000 && format === 'text' ? '   ≤ 15 s' : '';
			console.log(
				`${String(count).padStart(5)} snapshots (${(size(nodes) / 1e6).toFixed(1)} MB) as ${format}: ${seconds.toFixed(2)} s, ${((1000 * seconds) / count).toFixed(1)} ms each, ${mb.toFixed(0)} MB, report ${(bytes / 1e6).toFixed(2)} MB${budget}`,
			);
		}
	}
} finally {
	rmSync(folder, {recursive: true, force: true});
}

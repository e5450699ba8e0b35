// Prints ratios taken in one run: kdiag against `node -e 0` and against the machine's own floor for the same file.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {iptablesSave, netstat} from './generate.mjs';
import {measure, runOnce} from './measure.mjs';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-bench-'));
const rows = [];
const row = (what, value, ratio, budget) => rows.push([what, value, ratio, budget]);
const ms = (value) => `${value.toFixed(1)} ms`;
const times = (value) => `${value.toFixed(2)} ×`;
const file = (name, text) => {
	const target = path.join(folder, name);
	writeFileSync(target, text);
	return target;
};

const startUp = async () => {
	const snapshot = path.join(root, 'fixtures/nodes/healthy-cp1.kdiag.json.gz');
	const [node, version, report] = await measure(
		[['node', '-e', '0'], [kdiag, '--version'], [kdiag, 'report', snapshot]],
		Number(process.env.ROUNDS ?? 15),
	);
	row('node -e 0', ms(node), times(1), '');
	row('kdiag --version', ms(version), times(version / node), '≤ 1 ×');
	row('kdiag report SNAPSHOT', ms(report), times(report / node), '≤ 3 ×');
	const {mb} = await runOnce([kdiag, 'report', snapshot], {memory: true});
	row('  its memory', `${mb.toFixed(0)} MB`, '', '≤ 110 MB');
	return node;
};

/** kdiag on one generated file at several sizes, against a bare split of the same file by the same kind of process. */
const parser = async (node, name, make, unit, budgetMs) => {
	const bun = path.join(root, 'node_modules/@oven', `bun-linux-${process.arch === 'arm64' ? 'aarch64' : 'x64'}`, 'bin/bun');
	const costs = [];
	for (const factor of [1, 4, 16]) {
		const input = file(`${name}-${factor}.txt`, make(unit * factor));
		const [cost, floor] = await measure([[kdiag, 'report', input, '--format', 'json'], [bun, path.join(root, 'bench/split.mjs'), input]], 3);
		const budget = unit * factor === budgetMs.rows ? `≤ ${(budgetMs.ms / 35).toFixed(1)} × node` : '';
		row(`report ${name} ${(unit * factor).toLocaleString('en')}`, ms(cost), `${times(cost / node)} node, ${times(cost / floor)} split`, `${budget} ≤ 3 × split`.trim());
		costs.push(cost - node / 2);
	}
	row(`  growth 1 → 4 → 16`, '', `${times(costs[1] / costs[0])}, ${times(costs[2] / costs[1])}`, '≤ 4.4 ×');
};

const bigNode = async () => {
	const paste = path.join(folder, 'big');
	execFileSync('mkdir', ['-p', path.join(paste, 'commands')]);
	writeFileSync(path.join(paste, 'commands/netstat_-npa'), netstat(200_000));
	writeFileSync(path.join(paste, 'commands/iptables-save_-c'), iptablesSave(100_000));
	const {mb, ms: cost} = await runOnce([kdiag, 'report', paste], {memory: true});
	row('200,000 sockets and 100,000 rules', ms(cost), `${mb.toFixed(0)} MB`, '≤ 400 MB');
};

/** CPU seconds of a command and its children, as the shell counts them. */
const cpuOf = (argv) => {
	const {stdout} = spawnSync('bash', ['-c', '"$@" >/dev/null 2>&1; times | tail -1', 'bash', ...argv], {encoding: 'utf8'});
	return [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60_000 * minutes + 1000 * seconds, 0);
};

const live = async (node) => {
	const target = path.join(folder, 'live.kdiag.json.gz');
	execFileSync(kdiag, ['snapshot', '-o', target], {stdio: 'ignore'});
	const lines = gunzipSync(readFileSync(target)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
	const commands = lines.filter((record) => Array.isArray(record.argv) && !record.failure);
	const slowest = Math.max(...commands.map((record) => record.ms));
	const cpu = commands.reduce((sum, record) => sum + cpuOf(record.argv), 0) / os.availableParallelism();
	const [whole, version] = await measure([[kdiag, 'report'], [kdiag, '--version']], 5);
	const floor = Math.max(slowest, cpu) + version;
	row('whole live report', ms(whole), times(whole / floor), '≤ 1.3 × floor');
	row('  its floor', ms(floor), times(floor / node), `slowest command ${ms(slowest)}, CPU of all ${ms(cpu)}`);
};

try {
	const node = await startUp();
	await parser(node, 'netstat', netstat, 12_500, {rows: 50_000, ms: 300});
	await parser(node, 'iptables-save', iptablesSave, 25_000, {rows: 100_000, ms: 800});
	await bigNode();
	await live(node);
} finally {
	rmSync(folder, {recursive: true, force: true});
}

const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
console.log(`${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, node ${process.version}\n`);
for (const cells of rows) {
	console.log(cells.map((cell, column) => cell.padEnd(widths[column])).join('   ').trimEnd());
}

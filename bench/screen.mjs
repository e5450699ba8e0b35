// The live screen in a pseudo-terminal of 140×40: how soon it is there, how fast keys answer, what it costs when nobody touches it.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {iptablesSave, netstat} from './generate.mjs';
import {median, runOnce} from './measure.mjs';
import {openTerminal} from './terminal.mjs';

const root = path.dirname(import.meta.dirname);
const kdiag = path.join(root, 'dist/kdiag');
const node = [process.execPath, '-e', '0'];
const rounds = Number(process.env.ROUNDS ?? 9);
const idleSeconds = Number(process.env.IDLE ?? 30);
const saved = path.join(root, 'fixtures/demo/ha.kdiag.json.gz');
const folder = mkdtempSync(path.join(os.tmpdir(), 'kdiag-bench-'));
const rows = [['what', 'measured', 'against', 'budget']];
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** The last words of the last line: the frame is whole when they are there. */
const frame = ' quit';
const findings = 'rules pass';

const starts = async (floor) => {
	const runs = [];
	for (let round = 0; round <= rounds; round++) {
		const empty = runOnce(node).wall;
		const terminal = openTerminal([kdiag]);
		const first = await terminal.until('kdiag').then(() => terminal.first());
		const whole = await terminal.until(frame);
		const pass = await terminal.until('LIVE every');
		await terminal.leave();
		const screen = openTerminal([kdiag, saved]);
		const found = await screen.until(findings);
		await screen.leave();
		if (round > 0) {
			runs.push({empty, first, whole, pass, found});
		}
	}
	const of = (name) => median(runs.map((run) => run[name]));
	floor.value = of('empty');
	const row = (what, value, budget) =>
		rows.push([what, ms(value), `${(value / floor.value).toFixed(2)} × node`, budget]);
	row('node -e 0', of('empty'), '');
	row('kdiag: first bytes', of('first'), '1.9 × node');
	row('kdiag: first frame', of('whole'), '4.3 × node');
	row('kdiag: first pass of this machine is whole', of('pass'), '');
	row('kdiag SNAPSHOT: findings are on the screen', of('found'), '');
};

const keys = async (floor) => {
	const terminal = openTerminal([kdiag, saved]);
	await terminal.until(findings);
	await sleep(300);
	rows.push(['memory, an ordinary node on the screen', `${terminal.peakMemory().toFixed(0)} MB`, '', '110 MB']);
	const moves = [];
	for (let turn = 0; turn < rounds; turn++) {
		for (const key of ['j', 'k']) {
			moves.push((await terminal.press(key)).last);
			await sleep(40);
		}
	}
	const row = (what, value, budget) =>
		rows.push([what, ms(value), `${(value / floor.value).toFixed(2)} × node`, budget]);
	row('a key moves the cursor', median(moves), '0.6 × node');
	const opens = [];
	for (const key of ['\r', '2', '3', '4', '5', '6', '7', '8', '9', '0', '?']) {
		opens.push({key, ms: (await terminal.press(key)).last});
		await terminal.press('1');
		await sleep(60);
	}
	row('a key opens a view', median(opens.map((open) => open.ms)), '1.5 × node');
	const slowest = opens.reduce((worst, open) => (open.ms > worst.ms ? open : worst));
	row(`the slowest of them (${JSON.stringify(slowest.key)})`, slowest.ms, '1.5 × node');
	rows.push([
		'most memory while all screens are opened one after the other',
		`${terminal.peakMemory().toFixed(0)} MB`,
		'',
		'110 MB',
	]);
	await sleep(8000);
	rows.push(['memory when that is over', `${terminal.memory().toFixed(0)} MB`, '', '110 MB']);
	await terminal.leave();
};

const idle = async () => {
	const terminal = openTerminal([kdiag]);
	await terminal.until('LIVE every');
	await sleep(1000);
	const [before, bytes] = [terminal.times(), terminal.bytes()];
	await sleep(idleSeconds * 1000);
	const after = terminal.times();
	const share = (name) => `${((after[name] - before[name]) / (idleSeconds * 10)).toFixed(1)} % of a processor`;
	rows.push([
		`idle for ${idleSeconds} s: bytes to the terminal`,
		`${((terminal.bytes() - bytes) / idleSeconds).toFixed(0)} B/s`,
		'',
		'200 B/s',
	]);
	rows.push(['idle: kdiag itself', share('own'), '', '2 %']);
	rows.push(['idle: the commands that it runs', share('children'), '', '']);
	rows.push(['its memory', `${terminal.peakMemory().toFixed(0)} MB`, '', '110 MB']);
	await terminal.leave();
};

const large = async (floor) => {
	const commands = path.join(folder, 'big/commands');
	mkdirSync(commands, {recursive: true});
	writeFileSync(path.join(commands, 'netstat_-npa'), netstat(50_000));
	writeFileSync(path.join(commands, 'iptables-save_-c'), iptablesSave(100_000));
	const terminal = openTerminal([kdiag, path.join(folder, 'big')]);
	await terminal.until('SAVED');
	await sleep(500);
	const times = [];
	const press = async (...names) => {
		for (const key of names) {
			const {last} = await terminal.press(key, 120);
			if (!Number.isNaN(last)) {
				times.push({key, ms: last});
			}
		}
	};
	// Ports, connections, firewall and its first chain, services, raw output and its longest: opened, paged through, searched.
	for (const screen of ['2', '3', '5', '6', '9']) {
		await press(screen, ' ', ' ', 'G', 'g', 'j', '\r', ' ', 'G', 'k', '/', 'z', 'z', '\r', 'n', '\u001B', '1');
	}
	const slowest = times.reduce((worst, each) => (each.ms > worst.ms ? each : worst), {ms: 0, key: ''});
	rows.push([
		'50,000 sockets, 100,000 rules: a key',
		ms(median(times.map((each) => each.ms))),
		`${(median(times.map((each) => each.ms)) / floor.value).toFixed(2)} × node`,
		'50 ms',
	]);
	rows.push([
		`the slowest of ${times.length} (${JSON.stringify(slowest.key)})`,
		ms(slowest.ms),
		`${(slowest.ms / floor.value).toFixed(2)} × node`,
		'50 ms',
	]);
	rows.push(['its memory', `${terminal.peakMemory().toFixed(0)} MB`, '', '']);
	await terminal.leave();
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
	const floor = {value: Number.NaN};
	await starts(floor);
	await keys(floor);
	await idle();
	await large(floor);
	print();
} finally {
	rmSync(folder, {recursive: true, force: true});
}
process.exit(0);

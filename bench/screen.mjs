import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {iptablesSave, netstat} from './generate.mjs';
import {median, runOnce} from './measure.mjs';
import {kdiag, node, ordinary, rounds} from './programs.mjs';
import {mb, times} from './table.mjs';
import {openTerminal} from './terminal.mjs';

/** How often a start is measured, and a key is pressed. */
const turns = Math.ceil(rounds / 2);

/** How long the idle screen is watched. */
const idleSeconds = Number(process.env.IDLE ?? 30);

/** The last words of the last line: the frame is whole when they are there. */
const frame = ' quit';
const findings = 'rules pass';

const starts = async (table) => {
	const runs = [];
	for (let round = 0; round <= turns; round++) {
		const empty = runOnce(node).wall;
		const terminal = openTerminal([kdiag]);
		const first = await terminal.until('kdiag').then(() => terminal.first());
		const whole = await terminal.until(frame);
		const pass = await terminal.until('LIVE every');
		await terminal.leave();
		const screen = openTerminal([kdiag, ordinary]);
		const found = await screen.until(findings);
		await screen.leave();
		if (round > 0) {
			runs.push({empty, first, whole, pass, found});
		}
	}
	const of = (name) => median(runs.map((run) => run[name]));
	const floor = of('empty');
	const row = (what, wall, budget) => table.run(what, {wall}, times(wall / floor, 'node'), budget);
	row('the screen: first bytes', of('first'), '1.9 × node');
	row('first frame', of('whole'), '4.3 × node');
	row('first pass of this machine is whole', of('pass'));
	row('findings of a snapshot are on the screen', of('found'));
	return floor;
};

const slowestOf = (presses) => presses.reduce((worst, each) => (each.ms > worst.ms ? each : worst));

const keys = async (table, floor) => {
	const terminal = openTerminal([kdiag, ordinary]);
	await terminal.until(findings);
	await sleep(300);
	table.say('memory, an ordinary node on the screen', mb(terminal.peakMemory()), '110 MB');
	const moves = [];
	for (let turn = 0; turn < turns; turn++) {
		for (const key of ['j', 'k']) {
			moves.push((await terminal.press(key)).last);
			await sleep(40);
		}
	}
	const row = (what, wall, budget) => table.run(what, {wall}, times(wall / floor, 'node'), budget);
	row('a key moves the cursor', median(moves), '0.6 × node');
	const opens = [];
	for (const key of ['\r', '2', '3', '4', '5', '6', '7', '8', '9', '0', '?']) {
		opens.push({key, ms: (await terminal.press(key)).last});
		await terminal.press('1');
		await sleep(60);
	}
	row('a key opens a view', median(opens.map((open) => open.ms)), '1.5 × node');
	const slowest = slowestOf(opens);
	row(`the slowest of them (${JSON.stringify(slowest.key)})`, slowest.ms, '1.5 × node');
	table.say('most memory while all screens are opened one after the other', mb(terminal.peakMemory()), '110 MB');
	await sleep(8000);
	table.say('memory when that is over', mb(terminal.memory()), '110 MB');
	await terminal.leave();
};

const idle = async (table) => {
	const terminal = openTerminal([kdiag]);
	await terminal.until('LIVE every');
	await sleep(1000);
	const [before, bytes] = [terminal.times(), terminal.bytes()];
	await sleep(idleSeconds * 1000);
	const after = terminal.times();
	const share = (name) => `${((after[name] - before[name]) / (idleSeconds * 10)).toFixed(1)} % of a processor`;
	const rate = (terminal.bytes() - bytes) / idleSeconds;
	table.say(`idle for ${idleSeconds} s: bytes to the terminal`, `${rate.toFixed(0)} B/s`, '200 B/s');
	table.say('idle: kdiag itself', share('own'), '2 %');
	table.say('idle: the commands that it runs', share('children'));
	table.say('its memory', mb(terminal.peakMemory()), '110 MB');
	await terminal.leave();
};

const large = async (table, folder, floor) => {
	const node = path.join(folder, 'crowded');
	const commands = path.join(node, 'commands');
	mkdirSync(commands, {recursive: true});
	writeFileSync(path.join(commands, 'netstat_-npa'), netstat(50_000));
	writeFileSync(path.join(commands, 'iptables-save_-c'), iptablesSave(100_000));
	const terminal = openTerminal([kdiag, node]);
	await terminal.until('SAVED');
	await sleep(500);
	const presses = [];
	// Ports, connections, firewall and its first chain, services, raw output and its longest: opened, paged through, searched.
	for (const screen of ['2', '3', '5', '6', '9']) {
		for (const key of [screen, ' ', ' ', 'G', 'g', 'j', '\r', ' ', 'G', 'k', '/', 'z', 'z', '\r', 'n', '\u001B', '1']) {
			const {last} = await terminal.press(key, 120);
			if (!Number.isNaN(last)) {
				presses.push({key, ms: last});
			}
		}
	}
	const slowest = slowestOf(presses);
	const row = (what, wall) => table.run(what, {wall}, times(wall / floor, 'node'), '50 ms');
	row('50,000 sockets, 100,000 rules: a key', median(presses.map((press) => press.ms)));
	row(`the slowest of ${presses.length} (${JSON.stringify(slowest.key)})`, slowest.ms);
	table.say('its memory', mb(terminal.peakMemory()));
	await terminal.leave();
};

/** The live screen in a pseudo-terminal of 140×40: how soon it is there, how fast keys answer, what it costs when nobody touches it. */
export const screen = async (table, folder) => {
	const floor = await starts(table);
	await keys(table, floor);
	await idle(table);
	await large(table, folder, floor);
};

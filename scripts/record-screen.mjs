// Records docs/kdiag.cast (asciicast v2, https://docs.asciinema.org/manual/asciicast/v2/): a person looks through the recorded node of `kdiag demo ha`.
// `node scripts/record-screen.mjs`, after `npm run build`.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import pty from '@lydell/node-pty';

const root = path.dirname(import.meta.dirname);
const [width, height] = [100, 28];

/** What is pressed, and for how many seconds it is looked at afterwards. */
const visit = [
	['', 3],
	['\r', 3],
	['j', 0.3],
	['j', 0.3],
	['j', 0.3],
	['j', 0.3],
	['j', 0.3],
	['j', 0.5],
	['\r', 3],
	['\u001B', 1],
	['\u001B', 1],
	['2', 3],
	['3', 3],
	['4', 3],
	['5', 3],
	['6', 2],
	['\r', 3],
	['7', 3],
	['8', 3],
	['9', 2],
	['?', 2],
	['1', 1.5],
	['q', 1],
];

const events = [];
const started = performance.now();
const terminal = pty.spawn(path.join(root, 'dist/kdiag'), ['demo', 'ha'], {
	cols: width,
	rows: height,
	env: {PATH: process.env.PATH, HOME: '/nonexistent', TERM: 'xterm-256color', LANG: 'C.UTF-8'},
});
terminal.onData((text) => events.push([Number(((performance.now() - started) / 1000).toFixed(3)), 'o', text]));
const ended = new Promise((resolve) => {
	terminal.onExit(resolve);
});
for (const [key, seconds] of visit) {
	terminal.write(key);
	await sleep(seconds * 1000);
}
await ended;
const header = {version: 2, width, height, title: 'kdiag demo ha', env: {TERM: 'xterm-256color'}};
writeFileSync(
	path.join(root, 'docs/kdiag.cast'),
	`${[header, ...events].map((line) => JSON.stringify(line)).join('\n')}\n`,
);
process.exit(0);

import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {fixture, kdiag, type Run} from '../support/kdiag.ts';
import {strayBytes} from '../support/stray-bytes.ts';

/** What terminals obey, hide or reorder: colours, titles, the clipboard, C1, the cursor, bidi, zero width, tags, a byte order mark. */
const traps = [
	'\u001B[31m\u001B]0;owned\u0007',
	'\u001B]52;c;aGVsbG8=\u0007\u009B2J\u0090',
	'\r\u001B[1A\u001B[2K\b\b\u007F',
	'\u202Egnp.exe\u2066\u200B\u200E\uFEFF\u00AD\u2028',
	'\u{E0041}\u{E0042}\uFFF9\u061C\uE000\u{10FFFF}',
];

/** Where traps are laid in each line, so that fields, comments and names all have one. */
const lay = (line: string, trap: string, index: number): string => {
	if (line === '' || index % 3 === 2) {
		return line;
	}
	const words = line.split(' ');
	const at = index % words.length;
	words[at] = `${words[at]}${trap}`;
	return words.join(' ');
};

/** Only free text: names of processes and interfaces, comments, quoted values. Everything stays of its format. */
const layInNames = (text: string, trap: string): string =>
	text
		.replaceAll(/(\d+\/)([a-z-]+)/g, (_, pid: string, name: string) => `${pid}${name}${trap}`)
		.replaceAll(/--comment "([^"]*)"/g, (_, comment: string) => `--comment "${comment}${trap}"`)
		.replaceAll(/\bveth(\w+)/g, (_, name: string) => `veth${name.slice(0, 3)}${trap}`)
		.replaceAll(
			/(name|image|cniVersion|server): (\S+)/g,
			(_, key: string, value: string) =>
				`${key}: "${value}${trap.replaceAll(/[\u0000-\u001F\u007F-\u009F"\\]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`,
		);

type Change = (text: string, trap: string) => string;

const everywhere: Change = (text, trap) =>
	text
		.split('\n')
		.map((line, index) => lay(line, trap, index))
		.join('\n');

/** A copy of a recording with traps in its texts, in the names of its files, and in its own name. */
const trapped = (source: string, parent: string, trap: string, change: Change): string => {
	const folder = path.join(parent, `node${trap.replaceAll('/', '')}\n`);
	cpSync(source, folder, {recursive: true});
	for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
		if (entry.isFile()) {
			const file = path.join(entry.parentPath, entry.name);
			writeFileSync(file, change(readFileSync(file, 'utf8'), trap));
		}
	}
	const configs = path.join(folder, 'files/etc/cni/net.d');
	mkdirSync(configs, {recursive: true});
	writeFileSync(
		path.join(configs, `10-${trap.replaceAll('/', '')}.conflist`),
		`{"name": "n${trap.replaceAll(/[\u0000-\u001F]/g, '')}", "plugins": [{"type": "bri\\u001b[31mdge"}]}`,
	);
	writeFileSync(path.join(folder, 'commands/hostname'), `w1${trap}\n`);
	return folder;
};

let parent: string;

beforeAll(() => {
	parent = mkdtempSync(path.join(os.tmpdir(), 'kdiag-hostile-'));
});
afterAll(() => rmSync(parent, {recursive: true, force: true}));

const expectClean = (run: Run, allowsColour = false): void => {
	expect(strayBytes(run.document, allowsColour)).toEqual([]);
	expect(strayBytes(Buffer.from(run.stderr), false)).toEqual([]);
	expect([64, 66, 70]).not.toContain(run.exit);
};

describe.each([
	['worker', everywhere, traps],
	['control-plane', layInNames, [traps.join('')]],
] as const)('a hostile %s', (name, change, laid) => {
	test.each(laid.map((trap, index) => [index, trap] as const))(
		'trap %i reaches no terminal and no document',
		async (index, trap) => {
			const folder = mkdtempSync(path.join(parent, 'case-'));
			const node = trapped(fixture(`nodes/${name}`), folder, trap, change);
			const file = path.join(folder, `saved${trap.replaceAll('/', '')}.kdiag.json.gz`);
			const [text, coloured, json, facts, service] = await Promise.all([
				kdiag(['report', node]),
				kdiag(['report', '--color', 'always', node]),
				kdiag(['report', '--format', 'json', node]),
				kdiag(['facts', ...(index % 2 === 0 ? ['--format', 'json'] : ['--color', 'always']), node]),
				kdiag(['service', `default/kubernetes${trap}`, node]),
			]);
			for (const run of [text, json, service]) {
				expectClean(run);
			}
			for (const run of [coloured, facts]) {
				expectClean(run, true);
			}
			expect(coloured.stdout).toContain('\u001B[');
			expect(() => JSON.parse(json.stdout)).not.toThrow();
			const saved = await kdiag(['snapshot', node, '-o', file]);
			expect(saved.exit).toBe(0);
			expectClean(saved);
			const again = await kdiag(['report', file]);
			expectClean(again);
			expect(again.stdout).toBe(text.stdout);
		},
	);
});

test('a name that is escaped can still be told from another', async () => {
	const node = trapped(fixture('nodes/worker'), mkdtempSync(path.join(parent, 'case-')), '\u001B[31m', layInNames);
	const run = await kdiag(['report', node]);
	expect(run.stdout).toMatch(/^w1\\e\[31m /);
});

describe('pasted traps', () => {
	test.each(traps.map((trap, index) => [index, trap] as const))('trap %i', async (_, trap) => {
		const file = path.join(mkdtempSync(path.join(parent, 'case-')), `paste${trap.replaceAll('/', '')}.txt`);
		const text = ['commands/netstat_-npa', 'commands/ip_-d_addr', 'commands/ls_-l_.opt.cni.bin']
			.map((name) => readFileSync(path.join(fixture('nodes/control-plane'), name), 'utf8'))
			.join('\n');
		writeFileSync(file, `${everywhere(text, trap)}\nwhat is this ${trap}\n`);
		for (const run of await Promise.all([
			kdiag(['report', file]),
			kdiag(['facts', file]),
			kdiag(['parse', 'netstat', file]),
		])) {
			expectClean(run);
		}
	});
});

describe('what the user typed', () => {
	const trap = traps.join('');
	test.each([
		['a path', ['report', `./${trap}\nkdiag: all is well`]],
		['a command', [`repor${trap.slice(0, 1)}`]],
		['an option', ['report', `--${trap}`]],
		['a format', ['parse', `ip-addr${trap}`]],
		['a rule', ['explain', `a\nb${trap}`]],
		['a group', ['report', '--only', trap]],
		['a demo', ['demo', trap]],
		['a severity', ['report', '--fail-on', trap]],
		['an output', ['report', fixture('nodes/worker'), '-o', `/nonexistent/${trap}\n`]],
		['a file to parse', ['parse', 'netstat', `./${trap}`]],
	])('%s', async (_, argv) => {
		const run = await kdiag(argv);
		expect(strayBytes(Buffer.from(run.stderr))).toEqual([]);
		expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
		expect(run.stdout).toBe('');
		expect([64, 66, 73]).toContain(run.exit);
	});
});

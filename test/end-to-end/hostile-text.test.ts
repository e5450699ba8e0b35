import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {everywhere, layInNames, trapped, traps} from '../support/hostile-node.ts';
import {fixture, kdiag, type Run} from '../support/kdiag.ts';
import {strayBytes} from '../support/stray-bytes.ts';

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
			const others = await Promise.all(
				['md', 'html', 'junit', 'sarif'].map((format) => kdiag(['report', '--format', format, node])),
			);
			for (const run of others) {
				expectClean(run);
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

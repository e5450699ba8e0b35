import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {everywhere, layInNames, trapped, traps} from '../support/hostile-node.ts';
import {fixture} from '../support/kdiag.ts';
import {openTerminal, type PseudoTerminal} from '../support/pseudo-terminal.ts';
import {strayBytes} from '../support/stray-bytes.ts';

/** All that the screen itself says to a terminal: colours, the cursor up, along, to the next line and home, erasing, and the modes that it sets. */
const own = /\u001B\[(?:[\d;]*m|\d*[AGE]|[012]?K|[HJ]|\?(?:25|1049|2004|2026)[hl])/g;

const expectClean = (terminal: PseudoTerminal): void => {
	const text = terminal.written().toString('utf8').replaceAll(own, '').replaceAll('\r', '');
	expect(strayBytes(Buffer.from(text))).toEqual([]);
	expect(text).not.toContain('\uFFFD');
};

/** Looks at everything: each screen, its rows to the last, what the first row opens and rests on, a search, a copy. */
const lookAround = async (terminal: PseudoTerminal): Promise<void> => {
	for (const digit of '1234567890') {
		terminal.press(digit);
		await terminal.rests(40);
		for (const keys of ['\r', '\u007Fo', '\u007FY', '\u007FG', 'llllg/e\r']) {
			terminal.press(keys);
			await terminal.rests(25);
		}
	}
	terminal.press('?');
	await terminal.shows('no key does');
	terminal.press('q');
	expect((await terminal.ended).exit).toBe(0);
};

describe.each([
	['worker', everywhere, 'each line', traps[0] ?? ''],
	['worker', everywhere, 'each line', traps[3] ?? ''],
	['control-plane', layInNames, 'names', `${traps.join('')}名前e\u0301\u0302\u0303\u0304`],
] as const)('a %s with traps', (name, change, where, trap) => {
	test(`in ${where}: the screen says only what it has to say`, async () => {
		const node = trapped(fixture(`nodes/${name}`), folderOf({}), trap, change);
		const terminal = openTerminal([node], {columns: 100, rows: 30});
		await terminal.shows('SAVED');
		await lookAround(terminal);
		expectClean(terminal);
		expect(terminal.written().toString()).toContain(trap.includes('\u001B') ? '\\e' : '\\u{');
	});
});

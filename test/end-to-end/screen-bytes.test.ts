import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {fixture} from '../support/kdiag.ts';
import {openTerminal, type PseudoTerminal} from '../support/pseudo-terminal.ts';

const saved = fixture('demo/ha.kdiag.json.gz');

/** How many bytes are written until the screen rests again after something. */
const bytesOf = async (terminal: PseudoTerminal, act: () => void): Promise<number> => {
	const before = terminal.written().length;
	act();
	await terminal.until('something written', () => terminal.written().length > before);
	await terminal.rests(150);
	return terminal.written().length - before;
};

const timeOf = (terminal: PseudoTerminal): string => /\d\d:\d\d:\d\dZ/.exec(terminal.text())?.[0] ?? '';

describe('bytes to the terminal', () => {
	test('of a key', async () => {
		const terminal = openTerminal([saved]);
		await terminal.shows('SAVED');
		await terminal.rests(150);
		expect(await bytesOf(terminal, () => terminal.press('j'))).toBeLessThan(600);
		expect(await bytesOf(terminal, () => terminal.press('?'))).toBeLessThan(4000);
		expect(await bytesOf(terminal, () => terminal.press('j'))).toBeLessThan(600);
		expect(await bytesOf(terminal, () => terminal.press('/'))).toBeLessThan(600);
		expect(await bytesOf(terminal, () => terminal.press('x'))).toBeLessThan(600);
	});

	test('of keys that change nothing: none', async () => {
		const terminal = openTerminal([saved]);
		await terminal.shows('SAVED');
		await terminal.rests(150);
		let time = '';
		let written = 0;
		// Tried again where the clock moved meanwhile.
		while (time !== timeOf(terminal)) {
			time = timeOf(terminal);
			const before = terminal.written().length;
			terminal.press('kkkg\u001Bx');
			await terminal.rests(300);
			written = terminal.written().length - before;
		}
		expect(written).toBe(0);
	});

	test('of a live node that rests: a clock that moves every 5 s, and its age', async () => {
		const terminal = openTerminal(['--interval', '600'], {columns: 140, rows: 40});
		await terminal.shows('LIVE');
		await terminal.rests(150);
		const before = terminal.written().length;
		const time = timeOf(terminal);
		await terminal.until('the clock', () => timeOf(terminal) !== time);
		await terminal.rests(150);
		// 200 bytes a second.
		expect(terminal.written().length - before).toBeLessThan(1000);
	});
});

test('a terminal that stops reading gets the last frame when it goes on, not all that it missed', async () => {
	const terminal = openTerminal([saved]);
	await terminal.shows('SAVED');
	await terminal.rests(150);
	const first = terminal.text();
	const frame = terminal.written().length;
	terminal.stall(true);
	for (let round = 0; round < 50; round += 1) {
		for (const digit of '2345') {
			terminal.press(digit);
		}
		await sleep(10);
	}
	terminal.press('1');
	await sleep(200);
	terminal.stall(false);
	await terminal.rests(300);
	expect(terminal.text().split('\n').slice(1)).toEqual(first.split('\n').slice(1));
	// What the kernel holds on the way, and a few frames; all that was missed would be many times that.
	expect(terminal.written().length - frame).toBeLessThan(100_000);
});

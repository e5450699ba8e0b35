import {expect, test} from 'vitest';
import {fixture} from '../support/kdiag.ts';
import {openTerminal} from '../support/pseudo-terminal.ts';

test('keys walk', async () => {
	const terminal = openTerminal([fixture('nodes/healthy-cp1.kdiag.json.gz')]);
	await terminal.shows('Findings');
	console.log(terminal.text());
	expect(terminal.isAlternate()).toBe(true);
	expect(terminal.isCursorVisible()).toBe(false);
	terminal.press('?');
	await terminal.shows('no key does');
	terminal.press('q');
	expect(await terminal.ended).toEqual({exit: 0, signal: 0});
	expect(terminal.isAlternate()).toBe(false);
	expect(terminal.isCursorVisible()).toBe(true);
	console.log(terminal.text());
	console.log(JSON.stringify(terminal.written().toString().slice(0, 300)));
	console.log(JSON.stringify(terminal.written().toString().slice(-500)));
});

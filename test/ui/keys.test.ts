import {expect, test} from 'vitest';
import {lineWidth} from '../../source/ui/fit-line.ts';
import {keyLine} from '../../source/ui/key-line.ts';
import {actionOf, keys, keysOn, mainScreens} from '../../source/ui/keys.ts';
import {createPen} from '../../source/ui/span.ts';
import type {ScreenName} from '../../source/ui/target.ts';
import {views} from '../../source/ui/views/index.ts';

const screens = Object.keys(views) as readonly ScreenName[];

test.each(screens)('on %s a key does one thing only', (screen) => {
	const names = keysOn(screen).flatMap((key) => key.names);
	expect(names).toEqual([...new Set(names)]);
});

test.each(screens)('on %s one can always leave, go back and get help, and the last line says how', (screen) => {
	expect([actionOf('q', screen), actionOf('ctrl-c', screen)]).toEqual(['leave', 'leave']);
	expect([actionOf('escape', screen), actionOf('?', screen)]).toEqual(['back', 'help']);
	for (const width of [40, 80, 140]) {
		const line = keyLine(screen, width, createPen(true));
		expect(line.map(({text}) => text).join('')).toMatch(/\? help {2}q quit/);
		expect(lineWidth(line)).toBeLessThanOrEqual(width + 2);
	}
});

test('arrows and vi keys do the same', () => {
	for (const [arrow, letter] of [
		['down', 'j'],
		['up', 'k'],
		['left', 'h'],
		['right', 'l'],
		['home', 'g'],
		['end', 'G'],
	] as const) {
		expect(actionOf(arrow, 'overview')).toBe(actionOf(letter, 'overview'));
	}
});

test('each main screen has a digit, and each key says what it does', () => {
	expect(mainScreens.map((_, index) => actionOf(String((index + 1) % 10), 'help'))).toEqual(mainScreens);
	expect(keys.filter(({does, shown}) => does === '' || shown === '')).toEqual([]);
});

import {escapeVisible} from './escape-visible.ts';
import type {Style} from './style.ts';

const spelt: ReadonlyMap<string, string> = new Map([
	['…', '...'],
	['→', '->'],
	['’', "'"],
	['‘', "'"],
	['“', '"'],
	['”', '"'],
	['–', '-'],
	['≤', '<='],
	['≥', '>='],
]);

/**
 * A sentence of kdiag in this style. In ASCII its dots, arrows and quotes are spelt out; what it quotes of the node is escaped as everywhere.
 * Evidence is not a sentence: it goes through `escapeVisible`, which loses nothing.
 */
export const ownWords = (text: string, style: Style): string =>
	escapeVisible(
		style.ascii ? text.replaceAll(/[…→’‘“”–≤≥]/g, (letter) => spelt.get(letter) ?? letter) : text,
		style.ascii,
	);

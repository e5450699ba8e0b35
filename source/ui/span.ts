import {escapeVisible} from '../report/escape-visible.ts';
import {ownWords} from '../report/own-words.ts';
import type {Tone} from '../report/style.ts';

declare const isSafe: unique symbol;

/** Text that may go to a terminal: nothing in it moves the cursor, hides or reorders. Only a pen makes it. */
export type SafeText = string & {readonly [isSafe]: true};

/** A piece of a line in one tone. */
export type Span = {readonly text: SafeText; readonly tone?: Tone | undefined};

/** A line of the screen, before it is cut to the screen's width. */
export type Line = readonly Span[];

/**
 * Writes text so that a terminal can show it. It is the one place where text of a node, and kdiag's own, becomes safe:
 * `words` are sentences of kdiag (in ASCII their dots and arrows are spelt out), `quote` is a node's text, escaped without loss.
 */
export type Pen = {
	readonly ascii: boolean;
	readonly words: (text: string, tone?: Tone) => Span;
	readonly quote: (text: string, tone?: Tone) => Span;
};

/** A pen for this terminal; `ascii` writes out everything beyond ASCII. */
export const createPen = (ascii: boolean): Pen => ({
	ascii,
	words: (text, tone) => ({text: ownWords(text, {ascii, color: false, width: 0}) as SafeText, tone}),
	quote: (text, tone) => ({text: escapeVisible(text, ascii) as SafeText, tone}),
});

/** The text of a line, without its tones. */
export const lineText = (line: Line): string => line.map(({text}) => text).join('');

import {expect, test} from 'vitest';
import {clipboardSequence} from '../../source/ui/clipboard.ts';

const xterm = {TERM: 'xterm-256color'};

test('the text goes to the clipboard as base64', () => {
	expect(clipboardSequence('swapoff -a', xterm)).toBe('\u001B]52;c;c3dhcG9mZiAtYQ==\u0007');
});

test('multiplexers get it wrapped', () => {
	expect(clipboardSequence('a', {...xterm, TMUX: '/tmp/tmux-0/default,1,0'})).toBe(
		'\u001BPtmux;\u001B\u001B]52;c;YQ==\u0007\u001B\\',
	);
	expect(clipboardSequence('a', {TERM: 'screen.xterm'})).toBe('\u001BP\u001B]52;c;YQ==\u0007\u001B\\');
});

test.each([
	['the console has no clipboard', 'a', {TERM: 'linux'}],
	['a control character is not handed on', 'a\u001B[2Jb', xterm],
	['what is not seen is not handed on', 'rm a\u200B\u202Eb', xterm],
	['too long', 'a'.repeat(80_000), xterm],
])('%s', (_, text, environment) => {
	expect(clipboardSequence(text, environment)).toBeNull();
});

test('several lines are one text', () => {
	expect(clipboardSequence('a\nb', xterm)).not.toBeNull();
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {renderLine} from '../../source/sources/render-line.ts';

test.each([
	['colours', '4: \u001b[36mcni0: \u001b[0m<UP>', '4: cni0: <UP>'],
	['what grep colours and erases', '266/\u001b[01;31m\u001b[Kkube\u001b[m\u001b[K-proxy', '266/kube-proxy'],
	['bracketed paste around a prompt', '\u001b[?2004hbash-5.2# id\r', 'bash-5.2# id'],
	['a carriage return before the output', '\u001b[?2004l\rtcp  0', 'tcp  0'],
	['a window title', '\u001b]0;root@cp1: ~\u0007root@cp1:~# ', 'root@cp1:~# '],
	['a window title with the other end', '\u001b]0;x\u001b\\$ id', '$ id'],
	['a character set', '\u001b(Btext\u001b)0', 'text'],
	['a correction with backspace', 'netsat\b\btat', 'netstat'],
	['a line written over', '10%\r100%', '100%'],
	['a line written over in part', 'abcdef\rXY', 'XYcdef'],
	['erased to its end', 'old text\r\u001b[Knew', 'new'],
	['a cursor moved to the right', 'a\u001b[3Cb', 'a   b'],
	['line ends of Windows', 'tcp\r', 'tcp'],
	['blanks of a web page', 'tcp\u00a0\u00a00', 'tcp  0'],
	['tabs stay', '\tinet\t', '\tinet\t'],
	['an escape at the end', 'tcp\u001b', 'tcp'],
	['a sequence that never ends', 'tcp\u001b[12', 'tcp'],
])('%s', (_, line, expected) => {
	expect(renderLine(line)).toBe(expected);
});

test('a huge cursor movement makes no huge line', () => {
	expect(renderLine('a\u001b[999999999Cb').length).toBeLessThan(2000);
});

test('plain text is not changed', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[ -~]*$/), (line) => {
			expect(renderLine(line)).toBe(line);
		}),
	);
});

test('never throws, and leaves no escape and no carriage return', () => {
	const piece = fc.constantFrom('\u001b', '[', ']', 'K', 'C', 'D', '9', ';', '\r', '\b', '\u0007', 'x', '\\', '(');
	fc.assert(
		fc.property(fc.array(piece), (pieces) => {
			expect(renderLine(pieces.join(''))).not.toMatch(/[\u001b\r\b\u0007]/);
		}),
	);
});

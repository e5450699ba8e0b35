import type {Terminal} from './model.ts';
import type {TerminalOutput} from './terminal-output.ts';

/** What Ink draws on: the size that the screen was told of, and a way out that never waits. Ink hears of no resize; the screen draws itself anew. */
export const inkStream = (
	output: TerminalOutput,
	size: () => Pick<Terminal, 'columns' | 'rows'>,
): NodeJS.WriteStream => {
	const stream = {
		isTTY: true,
		get columns() {
			return size().columns;
		},
		get rows() {
			return size().rows;
		},
		write: (text: string, ...rest: readonly unknown[]): boolean => {
			const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
			output.write(text, done);
			return true;
		},
		on: () => stream,
		off: () => stream,
	};
	// Ink takes whatever has these.
	return stream as unknown as NodeJS.WriteStream;
};

import type {TerminalOutput} from './terminal-output.ts';

/** The screen of a terminal that belongs to a shell and is given back as it was. */
export type BorrowedScreen = {
	readonly output: TerminalOutput;
	/** Takes the screen; on one of its own the shell's text stays beneath. */
	readonly enter: () => void;
	/** Lends it to the shell until `enter`. */
	readonly yield: () => void;
	/** Gives it back for good, before this returns. Once is enough; more do no harm. */
	readonly leave: () => void;
	/** Wipes it, so that a frame can be drawn from the top. */
	readonly wipe: () => void;
};

/** Terminals that have one screen only. */
const oneScreen = /^(?:linux|vt\d|ansi|cons)/;

/** Whether a terminal has a screen that programs can borrow. */
export const hasAlternateScreen = (term: string): boolean => !oneScreen.test(term);

/**
 * A screen to borrow. Without an alternate one, or where it is not wanted, frames are drawn below the shell's text and the last one stays there.
 * `setCooked` makes keys come as lines again, seen while they are typed.
 */
export const borrowScreen = (
	output: TerminalOutput,
	{isAlternate, setCooked}: {readonly isAlternate: boolean; readonly setCooked: () => void},
): BorrowedScreen => {
	let isTaken = false;
	// No frame is half drawn, no colour is left on, pastes come as they are typed.
	const back = `\u001B[?2026l\u001B[?2004l\u001B[0m${isAlternate ? '\u001B[?1049l' : ''}\u001B[?25h`;
	return {
		output,
		enter: () => {
			isTaken = true;
			output.write(`${isAlternate ? '\u001B[?1049h' : ''}\u001B[?25l`);
		},
		yield: () => {
			isTaken = false;
			output.write(back);
		},
		leave: () => {
			// A terminal that is on its own screen already would put the cursor back to where it once was.
			output.end(isTaken ? back : '');
			isTaken = false;
			setCooked();
		},
		wipe: () => {
			if (isAlternate) {
				output.write('\u001B[H\u001B[J');
			}
		},
	};
};

import {noSuch} from './near-hint.ts';

/** Trouble that is not a bug, as an error with a line for the user (one a source) and an exit status of sysexits(3). */
export type CommandFailure = Error & {readonly exit: 64 | 65 | 66 | 73 | 74; readonly lines: readonly string[]};

/** Makes a failure: 64 usage, 65 input not understood, 66 unreadable path, 73 and 74 cannot write. */
export const commandFailure = (exit: CommandFailure['exit'], ...lines: readonly string[]): CommandFailure =>
	Object.assign(new Error(lines.join('\n')), {exit, lines});

/** A word that is not known, with the nearest one that is, or `where` all are listed. */
export const unknownWord = (what: string, word: string, known: readonly string[], where: string): CommandFailure =>
	commandFailure(64, noSuch(what, word, known, where));

/** Whether an error is a failure with its own exit status. */
export const isCommandFailure = (error: unknown): error is CommandFailure =>
	error instanceof Error && typeof (error as {exit?: unknown}).exit === 'number';

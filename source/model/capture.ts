import type {Input} from './input.ts';

/**
 * One verbatim text and the name that evidence shows for it: the command line or the path of the file.
 * `lineNumbers` holds the 1-based number of each line in the file it was cut from, where text was split out of a larger one or unwrapped.
 */
export type Part = {readonly name: string; readonly text: string; readonly lineNumbers?: readonly number[]};

/** Why nothing could be read. `missing` is a fact about the node (no such file or program); all others are gaps in what is known. */
export type FailureKind =
	| 'missing'
	| 'denied'
	| 'timed-out'
	| 'failed'
	| 'not-recorded'
	| 'gated'
	| 'not-a-file'
	| 'too-large';

/** A reading that failed: the reason in one line, and what would make it available (null when nothing would). */
export type Failure = {readonly kind: FailureKind; readonly detail: string; readonly remedy: string | null};

/** One thing read, verbatim: its parts of text, when (ISO 8601, UTC), how long (ms), exit status; or the failure. */
export type Capture = {
	readonly id: string;
	readonly input: Input;
	readonly parts: readonly Part[];
	readonly failure: Failure | null;
	/** Why the text is not the whole output (pasted, filtered, cut, over the limit), or null when it is whole. Part of an output proves presence, never absence. */
	readonly partial: string | null;
	readonly exit: number | null;
	readonly stderr: string;
	readonly at: string;
	readonly ms: number;
};

/** The one port to the world: reads one input and never throws. */
export type Reader = (input: Input) => Promise<Capture>;

/** The 1-based line number, in the source that evidence names, of the line at `index` (0-based) of a part. */
export const lineNumber = (part: Part, index: number): number => part.lineNumbers?.[index] ?? index + 1;

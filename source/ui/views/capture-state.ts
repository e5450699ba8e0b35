import type {Capture, FailureKind} from '../../model/capture.ts';
import type {Tone} from '../../report/style.ts';
import {showDuration} from '../show-time.ts';

/** Mark, word and tone of how something was read, and its place in the list: what somebody has to look at comes first. */
export type CaptureState = {
	readonly word: string;
	readonly tone?: Tone;
	readonly order: 'failed' | 'read' | 'missing' | 'gated' | 'not-recorded';
};

const failed = (word: string): CaptureState => ({word: `? ${word}`, tone: 'unknown', order: 'failed'});

const failures: Readonly<Record<FailureKind, CaptureState>> = {
	denied: failed('denied'),
	'timed-out': failed('timed out'),
	failed: failed('failed'),
	'not-a-file': failed('no file'),
	'too-large': failed('too large'),
	missing: {word: '- missing', tone: 'quiet', order: 'missing'},
	gated: {word: '- not run', tone: 'quiet', order: 'gated'},
	'not-recorded': {word: '? no record', tone: 'quiet', order: 'not-recorded'},
};

/** How something was read, in a mark and a word. What is not there (missing) is a fact about the node and no failure. */
export const captureState = ({failure, partial}: Capture): CaptureState => {
	if (failure !== null) {
		return failures[failure.kind];
	}
	return partial === null ? {word: '+ ok', order: 'read'} : {word: '! partial', tone: 'warning', order: 'read'};
};

/** How long something took: `0 ms`, `210 ms`, `4.0s`, `2m04s`. */
export const showTook = (ms: number): string => {
	if (ms < 1000) {
		return `${Math.round(ms)} ms`;
	}
	return ms < 59_950 ? `${(ms / 1000).toFixed(1)}s` : showDuration(ms);
};

/** Bytes of all that was read. */
export const sizeOf = ({parts}: Capture): number => parts.reduce((sum, {text}) => sum + Buffer.byteLength(text), 0);

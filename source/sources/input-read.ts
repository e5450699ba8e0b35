import type {Failure, Part} from '../model/capture.ts';
import {asRoot, failure} from './failures.ts';

/** What reading an input gave, before it becomes a capture. */
export type InputRead = {
	readonly parts: readonly Part[];
	readonly failure: Failure | null;
	readonly partial: string | null;
};

/** A reading under way: `count` goes up with every part; once `signal` is aborted the reading ends with what it has. */
export type Reading = {count: number; readonly signal: AbortSignal};

/** A reading that failed. */
export const failedRead = (reason: Failure): InputRead => ({parts: [], failure: reason, partial: null});

/** What was left out while many things were read. Counts of things, and words for all else. */
export type LeftOut = {denied: number; stalled: number; readonly reasons: string[]};

/** What many readings gave together: they failed only where nothing was read and nothing could be. */
export const gather = (parts: readonly Part[], leftOut: LeftOut, what: string): InputRead => {
	const {denied, stalled, reasons} = leftOut;
	if (parts.length === 0 && denied > 0) {
		return failedRead(failure('denied', `${what} may not be read`, asRoot));
	}
	const partial = [
		...(denied > 0 ? [`${denied} of ${parts.length + denied} were not readable; ${asRoot}`] : []),
		...(stalled > 0 ? [`${stalled} did not answer in time`] : []),
		...reasons.slice(0, 3),
		...(reasons.length > 3 ? [`${reasons.length - 3} more`] : []),
	];
	return {parts, failure: null, partial: partial.length === 0 ? null : partial.join('; ')};
};

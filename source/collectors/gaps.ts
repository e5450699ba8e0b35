import type {Capture, Failure} from '../model/capture.ts';
import type {Collected} from '../model/collector.ts';

/** The first capture that failed for another reason than that the file does not exist; only such a one leaves a gap. */
export const gapOf = (captures: readonly (Capture | undefined)[]): Failure | null =>
	captures.find((capture) => capture?.failure && capture.failure.kind !== 'missing')?.failure ?? null;

/** Why what the captures gave is not the whole: the first gap, or the first capture that is only a part. */
export const partialOf = (captures: readonly (Capture | undefined)[]): string | null =>
	gapOf(captures)?.detail ?? captures.find((capture) => capture?.partial != null)?.partial ?? null;

/** A fact that cannot be known because nothing of it is on the node. */
export const notHere = (reason: string): Collected<never> => ({unavailable: {kind: 'missing', reason, remedy: null}});

/** A fact that cannot be known because of a failure. */
export const unavailable = (failure: Failure): Collected<never> => ({
	unavailable: {kind: failure.kind, reason: failure.detail, remedy: failure.remedy},
});

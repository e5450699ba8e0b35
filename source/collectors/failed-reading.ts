import type {Capture} from '../model/capture.ts';
import type {Collected} from '../model/collector.ts';

/** What a collector returns when its capture failed: the capture's own reason. */
export const failedReading = (capture: Capture | undefined): Collected<never> => ({
	unavailable: {
		kind: capture?.failure?.kind ?? 'not-recorded',
		reason: capture?.failure?.detail ?? 'nothing was read',
		remedy: capture?.failure?.remedy ?? null,
	},
});

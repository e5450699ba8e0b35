import type {Report} from '../model/report.ts';
import {findingKey, type Track} from '../model/scene.ts';

/** How long one that cleared is remembered, in ms. */
const remembered = 3_600_000;

const begin = (track: Track | undefined, at: number, isFirst: boolean): Pick<Track, 'since' | 'isOld' | 'times'> =>
	track === undefined || track.clearedAt !== null
		? {since: at, isOld: isFirst, times: (track?.times ?? 0) + 1}
		: {since: track.since, isOld: track.isOld, times: track.times};

/**
 * How failures went, with one more pass that ended at `at` (ms since 1970). A failure that is unknown now has neither cleared nor begun:
 * it stays as it was. `isFirst` is the pass of which nothing was known before.
 */
export const followFailures = (
	before: ReadonlyMap<string, Track>,
	report: Report,
	at: number,
	isFirst: boolean,
): ReadonlyMap<string, Track> => {
	const tracks = new Map<string, Track>();
	const open = new Set<string>();
	for (const finding of report.findings) {
		const key = findingKey(finding);
		if (finding.status === 'fail') {
			tracks.set(key, {key, finding, clearedAt: null, ...begin(before.get(key), at, isFirst)});
		} else if (finding.status === 'unknown') {
			open.add(key);
		}
	}
	for (const [key, track] of before) {
		if (!tracks.has(key) && (track.clearedAt === null || at - track.clearedAt < remembered)) {
			tracks.set(key, track.clearedAt === null && !open.has(key) ? {...track, clearedAt: at} : track);
		}
	}
	return tracks;
};

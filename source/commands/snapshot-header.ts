import type {SnapshotHeader} from '../analyzer/analyze.ts';
import type {Snapshot, Unrecognised} from '../model/snapshot.ts';

/** What is known of a snapshot before anything is read. */
export const snapshotHeader = (
	origin: Snapshot['origin'],
	node: string,
	version: string,
	unrecognised: readonly Unrecognised[] = [],
): SnapshotHeader => ({
	version: 1,
	tool: version,
	node,
	origin,
	takenAt: new Date(0).toISOString(),
	unrecognised,
});

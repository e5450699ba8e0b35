import type {Capture, Failure} from './capture.ts';

/** What a folder or paste held that no format recognised: named, so that nothing is ignored in silence. */
export type Unrecognised = {
	readonly source: string;
	readonly line: number;
	readonly text: string;
	readonly expected: string;
};

/** Where a snapshot came from. A live one is the node itself; all others are read from what somebody saved. */
export type SnapshotOrigin = 'live' | 'snapshot' | 'recording' | 'paste';

/** What may be replaced in a snapshot beside secrets: addresses (MAC addresses among them), names of machines. */
export type Disguised = 'addresses' | 'names';

/** All that was read of one node. It is the only thing the analysis sees, and it is what a snapshot file holds. */
export type Snapshot = {
	readonly version: 1;
	readonly tool: string;
	readonly node: string;
	readonly origin: SnapshotOrigin;
	readonly takenAt: string;
	readonly captures: readonly Capture[];
	readonly unrecognised: readonly Unrecognised[];
	/** What stands there under other addresses and names (`--hide`). */
	readonly disguised?: readonly Disguised[];
};

/** A source that gave nothing to analyse, with the exit status of sysexits(3) that says so. */
export type SourceFailure = Failure & {readonly source: string; readonly exit: 65 | 66};

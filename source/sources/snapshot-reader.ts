import type {Capture, Reader} from '../model/capture.ts';
import {inputId} from '../model/input.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** Reads from a snapshot instead of from a node: each input is answered by its capture, and what was not captured is a gap. */
export const createSnapshotReader = (snapshot: Snapshot): Reader => {
	const captures = new Map<string, Capture>(snapshot.captures.map((capture) => [capture.id, capture]));
	return async (input) => {
		const id = inputId(input);
		return (
			captures.get(id) ?? {
				id,
				input,
				parts: [],
				failure: {
					kind: 'not-recorded',
					detail: `the snapshot, taken by kdiag ${snapshot.tool}, does not hold ${id}`,
					remedy: 'take a new snapshot on the node',
				},
				partial: null,
				exit: null,
				stderr: '',
				at: snapshot.takenAt,
				ms: 0,
			}
		);
	};
};

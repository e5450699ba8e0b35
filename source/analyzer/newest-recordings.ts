import type {NodeJudgement} from './node-judgement.ts';

/** Of several recordings of one machine the newest counts; the others are named apart. The order of the nodes stays. */
export const newestRecordings = <T extends Pick<NodeJudgement, 'machine' | 'node'>>(
	recordings: readonly T[],
): {readonly nodes: readonly T[]; readonly older: readonly T[]} => {
	const newest = new Map<string, T>();
	for (const recording of recordings) {
		const {machine, node} = recording;
		const other = machine === null ? undefined : newest.get(machine);
		if (machine !== null && (other === undefined || node.takenAt > other.node.takenAt)) {
			newest.set(machine, recording);
		}
	}
	const counts = (recording: T): boolean => recording.machine === null || newest.get(recording.machine) === recording;
	return {nodes: recordings.filter(counts), older: recordings.filter((recording) => !counts(recording))};
};

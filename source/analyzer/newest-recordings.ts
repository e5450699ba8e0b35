import type {AnalyzedNode} from './analyze.ts';
import {knownValue} from './draw-conclusions.ts';

/** What makes a machine itself: hostname, machine-id and the uplink's MAC together. Null where one of them is not known: then nothing is taken for a copy. */
const machineOf = ({knowledge}: AnalyzedNode): string | null => {
	const uplink = knownValue(knowledge, 'nodeAddress')?.uplink;
	const parts = [
		knownValue(knowledge, 'hostname')?.value,
		knownValue(knowledge, 'machineId')?.value,
		knownValue(knowledge, 'interfaces')?.find((link) => link.name === uplink)?.mac,
	];
	return parts.every((part) => part != null && part !== '') ? parts.join('\0') : null;
};

/** Of several recordings of one machine the newest counts; the others are named apart. The order of the nodes stays. */
export const newestRecordings = (
	nodes: readonly AnalyzedNode[],
): {readonly nodes: readonly AnalyzedNode[]; readonly older: readonly AnalyzedNode[]} => {
	const newest = new Map<string, AnalyzedNode>();
	for (const node of nodes) {
		const machine = machineOf(node);
		const other = machine === null ? undefined : newest.get(machine);
		if (machine !== null && (other === undefined || node.snapshot.takenAt > other.snapshot.takenAt)) {
			newest.set(machine, node);
		}
	}
	const counts = (node: AnalyzedNode): boolean => {
		const machine = machineOf(node);
		return machine === null || newest.get(machine) === node;
	};
	return {nodes: nodes.filter(counts), older: nodes.filter((node) => !counts(node))};
};

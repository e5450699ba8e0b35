import {type Knowledge, knownValue} from './draw-conclusions.ts';

/** What makes a machine itself: hostname, machine-id and the uplink's MAC together. Null where one of them is not known: then nothing is taken for a copy. */
export const machineOf = (knowledge: Knowledge): string | null => {
	const uplink = knownValue(knowledge, 'nodeAddress')?.uplink;
	const parts = [
		knownValue(knowledge, 'hostname')?.value,
		knownValue(knowledge, 'machineId')?.value,
		knownValue(knowledge, 'interfaces')?.find((link) => link.name === uplink)?.mac,
	];
	return parts.every((part) => part != null && part !== '') ? parts.join('\0') : null;
};

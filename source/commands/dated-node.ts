import type {AnalyzedNode} from '../analyzer/analyze.ts';
import {knownValue} from '../analyzer/draw-conclusions.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** When the last of the captures that hold something was made. */
const lastRead = ({captures}: Snapshot): string | undefined =>
	captures
		.flatMap(({failure, parts, at}) => (failure === null && parts.length > 0 && at !== '' ? [at] : []))
		.sort()
		.at(-1);

/** The node's own clock says when it was read; where it was not recorded, the captures' times do. */
export const datedNode = (node: AnalyzedNode): AnalyzedNode => {
	const clock = knownValue(node.knowledge, 'clock')?.value;
	const name = knownValue(node.knowledge, 'hostname')?.value ?? node.snapshot.node;
	const takenAt = clock ?? lastRead(node.snapshot) ?? node.snapshot.takenAt;
	return {...node, snapshot: {...node.snapshot, node: name, takenAt}};
};

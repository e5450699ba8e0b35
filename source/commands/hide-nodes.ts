import {type AnalyzedNode, type Catalogue, readNode} from '../analyzer/analyze.ts';
import type {Disguised} from '../model/snapshot.ts';
import {createSnapshotReader} from '../sources/snapshot-reader.ts';

/**
 * The nodes of a run under other addresses or names, one table for all of them. Their snapshots are written anew and analysed again, so that nothing
 * that was concluded before is left.
 */
export const hideNodes = async (
	nodes: readonly AnalyzedNode[],
	hide: readonly Disguised[],
	catalogue: Pick<Catalogue, 'collectors' | 'derivations'>,
): Promise<readonly AnalyzedNode[]> => {
	// What is rarely asked for is loaded where it is.
	const [{disguiseSnapshots}, {drawUnguessed}] = await Promise.all([
		import('../disguise/disguise-snapshots.ts'),
		import('../disguise/draw.ts'),
	]);
	const snapshots = disguiseSnapshots(
		nodes.map(({snapshot}) => snapshot),
		hide,
		drawUnguessed,
	);
	return Promise.all(snapshots.map((snapshot) => readNode(createSnapshotReader(snapshot), snapshot, catalogue)));
};

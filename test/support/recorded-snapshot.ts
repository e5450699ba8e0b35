import path from 'node:path';
import {type AnalyzedNode, readNode} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {readSnapshotFile} from '../../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {fixtures} from './part.ts';

/** A recorded node under `fixtures/` with all that is known from it. */
export const recordedSnapshot = async (file: string): Promise<AnalyzedNode> => {
	const snapshot = await readSnapshotFile(path.join(fixtures, file));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	return readNode(createSnapshotReader(snapshot), snapshot, wholeCatalogue);
};

import type {Reader} from '../model/capture.ts';
import type {Report} from '../model/report.ts';
import type {Snapshot} from '../model/snapshot.ts';
import type {AnalyzedNode} from './analyzed-node.ts';
import {assembleJudgements, type Waivers} from './assemble-report.ts';
import type {Catalogue} from './catalogue.ts';
import {drawConclusions} from './draw-conclusions.ts';
import {judgeAlone} from './judge-alone.ts';
import {type Readings, readFacts} from './read-facts.ts';

export type {AnalyzedNode} from './analyzed-node.ts';
export type {Waivers} from './assemble-report.ts';
export type {Catalogue} from './catalogue.ts';

/** What is known of where a snapshot comes from before anything is read. */
export type SnapshotHeader = Omit<Snapshot, 'captures'>;

/** Reads a node through a reader and draws the conclusions; its snapshot holds every capture that was made. `onReading` hears of each fact that arrives. */
export const readNode = async (
	reader: Reader,
	header: SnapshotHeader,
	catalogue: Pick<Catalogue, 'collectors' | 'derivations'>,
	onReading?: (readings: Readings) => void,
): Promise<AnalyzedNode> => {
	const {readings, captures} = await readFacts(reader, catalogue.collectors, onReading);
	return {snapshot: {...header, captures}, knowledge: drawConclusions(readings, catalogue.derivations)};
};

/** Judges nodes and assembles the report. Pure: the same nodes give the same report. */
export const assembleReport = (
	nodes: readonly AnalyzedNode[],
	catalogue: Catalogue,
	version: string,
	waivers: Waivers = {list: [], today: ''},
): Report =>
	assembleJudgements(
		nodes.map((node) => judgeAlone(node, catalogue)),
		catalogue,
		version,
		waivers,
	);

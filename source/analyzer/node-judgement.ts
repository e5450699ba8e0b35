import type {NodeAnswer, NodeConclusions, ReportNode} from '../model/report.ts';
import type {Knowledge} from './draw-conclusions.ts';
import type {PackedFinding} from './unpack-findings.ts';

/**
 * One node judged by itself: all that a report says of it, and what the rules that compare nodes look at. Plain data that survives JSON.
 * Everywhere the node goes by its name.
 */
export type NodeJudgement = {
	readonly node: ReportNode;
	/** What tells its machine from all others (see machineOf); null where that is not known. */
	readonly machine: string | null;
	readonly conclusions: NodeConclusions;
	readonly answers: readonly NodeAnswer[];
	/** Of each rule on one node, in their order. */
	readonly findings: readonly PackedFinding[];
	readonly compared: Compared;
};

/** The facts and conclusions that rules which compare nodes name, and the verbatim lines at the places in them, by `placeKey`. */
export type Compared = {readonly knowledge: Knowledge; readonly lines: {readonly [key: string]: string}};

import type {Conclusions} from './conclusions.ts';
import type {Finding} from './finding.ts';
import type {Unparsed} from './place.ts';
import type {Answer} from './question.ts';
import type {Disguised, SnapshotOrigin} from './snapshot.ts';

/** How one fact of a node was read, for the reader of a report. */
export type ReadingSummary = {
	readonly fact: string;
	readonly status: 'ready' | 'unavailable';
	readonly reason: string | null;
	readonly remedy: string | null;
	readonly partial: string | null;
	readonly sources: readonly string[];
	readonly unparsed: readonly Unparsed[];
};

/** Secrets of one kind that were hidden on a node: how many different ones, and in how many files and outputs. */
export type HiddenKind = {readonly kind: string; readonly count: number; readonly sources: number};

/** One node in a report. `id` is the hostname, with `#2` where two share it. */
export type ReportNode = {
	readonly id: string;
	readonly name: string;
	readonly role: string;
	readonly distribution: string;
	readonly origin: SnapshotOrigin;
	readonly takenAt: string;
	readonly readings: readonly ReadingSummary[];
	readonly unrecognised: readonly Unparsed[];
	/** What redaction hid, by kind, the most of it first; and in how many files and outputs in all. */
	readonly hidden?: readonly HiddenKind[];
	readonly hiddenSources?: number;
	/** What stands in the report under other addresses and names; left out where nothing does. */
	readonly disguised?: readonly Disguised[];
};

/** What was concluded of one node; null where its facts were not known. What could not be read stands among its readings. */
export type NodeConclusions = {readonly node: string} & {
	readonly [K in Exclude<keyof Conclusions, 'gaps'>]: Conclusions[K] | null;
};

/** An answer to one of the questions people ask, for one node. */
export type NodeAnswer = Answer & {readonly node: string};

/** A whole snapshot file of a node, in base64, so that the report can be looked into and judged anew. `node` is the node's id in the report. */
export type EmbeddedSnapshot = {readonly node: string; readonly data: string};

/** The JSON contract; renderers and screens read nothing else. */
export type Report = {
	readonly format: 'kdiag-report';
	readonly version: 1;
	readonly tool: {readonly name: 'kdiag'; readonly version: string};
	readonly nodes: readonly ReportNode[];
	readonly conclusions: readonly NodeConclusions[];
	readonly answers: readonly NodeAnswer[];
	readonly findings: readonly Finding[];
	readonly differences: readonly object[];
	/** There only where it was asked for. What is added to a report is added to `report-schema.ts`, too. */
	readonly snapshots?: readonly EmbeddedSnapshot[];
};

import type {FailureKind} from './capture.ts';
import type {Difference, DifferenceArea} from './difference.ts';
import type {Unparsed} from './place.ts';
import type {HiddenKind, NodeAnswer, Report} from './report.ts';

/** What `kdiag facts --format json` prints. */
export type FactsDocument = {
	readonly format: 'kdiag-facts';
	readonly version: 1;
	readonly tool: Report['tool'];
	readonly answers: readonly NodeAnswer[];
};

/** What `kdiag parse` prints: the records of a format with the line (and, in JSON, the pointer) that each stands on. */
export type ParseDocument = {
	/** Null where the text was not recognised. */
	readonly format: string | null;
	readonly version: 1;
	readonly records: readonly ({readonly line: number; readonly path?: string} & {readonly [field: string]: unknown})[];
	readonly unparsed: readonly Pick<Unparsed, 'line' | 'text' | 'expected'>[];
};

/** A step on the way of a connection to a service, with the line that says so (null where a missing line does). */
export type ServiceStepDocument = {
	readonly text: string;
	/** Address and port of the endpoint that the step leads to; null for what all connections go through. */
	readonly endpoint: string | null;
	readonly source: string | null;
	readonly line: number | null;
	readonly quote: string | null;
};

/** What becomes of connections to one service on one node. */
export type ServiceDocument = {
	readonly format: 'kdiag-service';
	readonly version: 1;
	readonly tool: Report['tool'];
	readonly query: string;
	readonly nodes: readonly {
		readonly node: string;
		readonly verdict: 'reachable' | 'refused' | 'dropped' | 'unknown' | 'no such service';
		readonly because: string;
		readonly services: readonly {
			readonly name: string | null;
			readonly mode: string;
			readonly protocol: string;
			readonly clusterIp: string | null;
			readonly port: number | null;
			readonly nodePort: number | null;
			/** Asked for by its cluster address, or from outside (node port, load balancer). */
			readonly way: string;
			readonly verdict: string;
			readonly steps: readonly ServiceStepDocument[];
		}[];
	}[];
};

/** What differs in meaning between two recordings. */
export type DiffDocument = {
	readonly format: 'kdiag-diff';
	readonly version: 1;
	readonly tool: Report['tool'];
	readonly before: {readonly node: string; readonly takenAt: string};
	readonly after: {readonly node: string; readonly takenAt: string};
	readonly differences: readonly Difference[];
	/** Areas in which nothing was compared, because one side does not know them. */
	readonly unknown: readonly DifferenceArea[];
};

/** One thing that a snapshot holds, or that could not be read when it was taken. */
export type SnapshotEntry = {
	/** As a person would write it: the command, or the path. */
	readonly id: string;
	readonly kind: 'command' | 'file' | 'folder' | 'links' | 'query' | 'dial';
	/** `read` whole, read in part, or why nothing was read. */
	readonly status: 'read' | 'partial' | FailureKind;
	/** Why it is not the whole, or why nothing was read; else null. */
	readonly reason: string | null;
	/** Texts (a folder has one a file), bytes in UTF-8, and lines. */
	readonly parts: number;
	readonly bytes: number;
	readonly lines: number;
	/** Exit status of a command, else null. */
	readonly exit: number | null;
	/** When it was read (ISO 8601, UTC), and how long that took. */
	readonly at: string;
	readonly ms: number;
};

/** What `kdiag snapshot --list --format json` prints. */
export type SnapshotListDocument = {
	readonly format: 'kdiag-snapshot-list';
	readonly version: 1;
	readonly tool: Report['tool'];
	readonly snapshots: readonly {
		readonly file: string;
		/** Bytes of the file, and of what is in it. */
		readonly compressed: number;
		readonly expanded: number;
		/** What was expected where the file ends too early; null where it is whole. */
		readonly cut: string | null;
		readonly node: string;
		readonly takenAt: string;
		/** The version of kdiag that wrote it. */
		readonly takenBy: string;
		readonly origin: 'node' | 'recording' | 'paste';
		/** `secrets`: they were hidden. Null where the file does not say. */
		readonly redaction: string | null;
		/** What was hidden, by kind, and in how many files and outputs in all. */
		readonly hidden: readonly HiddenKind[];
		readonly hiddenSources: number;
		readonly entries: readonly SnapshotEntry[];
		/** Text of a paste that no format recognised. */
		readonly unrecognised: number;
	}[];
};

/** One snapshot of a list. */
export type ListedSnapshot = SnapshotListDocument['snapshots'][number];

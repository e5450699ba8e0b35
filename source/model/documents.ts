import type {Difference} from './difference.ts';
import type {Unparsed} from './place.ts';
import type {NodeAnswer, Report} from './report.ts';

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
};

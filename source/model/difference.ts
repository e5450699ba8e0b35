import type {Evidence} from './finding.ts';

/** The parts of a node that two recordings are compared in. */
export type MeaningArea =
	| 'node'
	| 'interfaces'
	| 'addresses'
	| 'routes'
	| 'policy rules'
	| 'listeners'
	| 'iptables'
	| 'nftables'
	| 'services'
	| 'proxy'
	| 'pod network'
	| 'kubelet'
	| 'static pods'
	| 'sysctls'
	| 'certificates'
	| 'findings';

/** What two recordings are compared in; in answers only where a side is a report without its snapshot, which holds no more. */
export type DifferenceArea = MeaningArea | 'answers';

/** Something that differs in meaning between two recordings: what it is called, and what it is in each (null: not there). */
export type Difference = {
	readonly area: DifferenceArea;
	readonly key: string;
	readonly before: string | null;
	readonly after: string | null;
	readonly evidence: readonly Evidence[];
};

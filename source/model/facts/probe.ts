import type {Place} from '../place.ts';

/** A connection that was opened to see whether it can be. `purpose` is what listens there (`kubelet API`). */
export type Probe = {
	readonly purpose: string;
	readonly host: string;
	readonly port: number;
	readonly result: 'open' | 'refused' | 'timed out' | 'no route' | 'unknown host' | 'failed';
	readonly at: Place;
};

/** Probes of a node; without --probe none was asked for. */
export type Probes = {readonly asked: boolean; readonly results: readonly Probe[]};

import type {Place} from '../model/place.ts';

/** A statement about a node, by a key that is the same in every recording of it. `unique`: no two nodes may have the same value. */
export type Statement = {
	readonly key: string;
	readonly value: string;
	readonly at: Place;
	readonly unique?: boolean;
};

/** What a node's state means in one area; null where that is not known. */
export type Statements = readonly Statement[] | null;

/** Interfaces that come and go with pods. */
export const isOfPod = (name: string): boolean => /^(veth|cali|lxc|tap|eni|azv|gke)[0-9a-f]/.test(name);

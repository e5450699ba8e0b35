import type {Place} from '../model/place.ts';

/** Whether two places are the same. */
export const samePlace = (first: Place, second: Place): boolean =>
	first.line === second.line && first.source === second.source && first.path === second.path;

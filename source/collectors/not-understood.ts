import type {Unparsed} from '../model/place.ts';

/** Why rules are not the whole where lines of them were not understood: any of these may be the one that decides. Null where there are none. */
export const notUnderstood = (unparsed: readonly Unparsed[]): string | null =>
	unparsed.length === 0
		? null
		: unparsed.length === 1
			? 'a line was not understood'
			: `${unparsed.length} lines were not understood`;

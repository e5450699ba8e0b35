import type {Line} from '../span.ts';

/** Exactly so many lines: what follows a list keeps its height, so that the list does not move while the cursor does. */
export const steadyLines = (lines: readonly Line[], count: number): readonly Line[] =>
	Array.from({length: count}, (_, index) => lines[index] ?? []);

/** Neighbours with the same label, and where they begin and end (exclusive) in the list. */
export type Run<K> = {readonly label: K; readonly start: number; readonly end: number};

/** Parts a list into runs of neighbours that have the same label. */
export const groupRuns = <T, K>(items: readonly T[], labelOf: (item: T, index: number) => K): readonly Run<K>[] => {
	const runs: {label: K; start: number; end: number}[] = [];
	for (const [index, item] of items.entries()) {
		const label = labelOf(item, index);
		const run = runs.at(-1);
		if (run !== undefined && run.label === label) {
			run.end = index + 1;
		} else {
			runs.push({label, start: index, end: index + 1});
		}
	}
	return runs;
};

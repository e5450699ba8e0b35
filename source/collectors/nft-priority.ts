/** Priorities by name (nft(8), "Standard priority names, family and hook compatibility matrix"). */
const standard: ReadonlyMap<string, number> = new Map([
	...([
		['raw', -300],
		['mangle', -150],
		['dstnat', -100],
		['filter', 0],
		['security', 50],
		['srcnat', 100],
	] as const),
]);

/** The bridge family has priorities of its own. */
const bridge: ReadonlyMap<string, number> = new Map([
	...([
		['dstnat', -300],
		['filter', -200],
		['out', 100],
		['srcnat', 300],
	] as const),
]);

/** A priority as a number from its words: `-110`, `filter`, `dstnat - 10`, `filter + 10`; null where it is none. */
export const priorityOf = (words: readonly string[], family: string): number | null => {
	const [first = '', sign, offset] = words;
	const base = /^-?\d+$/.test(first) ? Number(first) : (family === 'bridge' ? bridge : standard).get(first);
	if (base === undefined || (sign !== undefined && sign !== '+' && sign !== '-')) {
		return null;
	}
	const by = sign === undefined ? 0 : Number(offset);
	return Number.isInteger(by) ? base + (sign === '-' ? -by : by) : null;
};

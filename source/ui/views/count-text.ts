const units = ['', 'k', 'M', 'G', 'T'] as const;

/** A counter in at most 8 columns, its last digits as k, M, G or T where it has more: a number that is cut would be another number. Empty for none. */
export const countText = (value: number | null): string => {
	const text = value === null ? '' : String(value);
	const over = Math.min(units.length - 1, Math.max(0, Math.ceil((text.length - 7) / 3)));
	return over === 0 ? text : `${text.slice(0, -3 * over)}${units[over]}`;
};

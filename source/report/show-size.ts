/** How much text it is, in units of 1000 bytes: `412 B`, `20 kB`, `15 MB`. */
export const showSize = (bytes: number): string => {
	if (bytes < 1000) {
		return `${bytes} B`;
	}
	const [size, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
	return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${unit}`;
};

/** A number with its thousands set apart: `3,112`. */
export const showCount = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

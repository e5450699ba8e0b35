/** The number that a text of up to ten decimal digits is; null where it is none. */
export const numberOf = (text: string | null | undefined): number | null =>
	text !== null && text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;

/** A copy of plain data. */
export type Detach = <T>(value: T) => T;

/**
 * Copies plain data away from the text that it was read from: a string cut out of a longer one keeps the longer one in memory, its copy does not.
 * Equal strings are held once across all that one detacher copies.
 */
export const createDetacher = (): Detach => {
	const strings = new Map<string, string>();
	const textOf = (text: string): string => {
		const known = strings.get(text);
		if (known !== undefined) {
			return known;
		}
		// Through JSON, since engines know no other way to a string of its own that keeps every character.
		const own = JSON.parse(JSON.stringify(text)) as string;
		strings.set(own, own);
		return own;
	};
	const copy = (value: unknown): unknown => {
		if (typeof value === 'string') {
			return textOf(value);
		}
		if (typeof value !== 'object' || value === null) {
			return value;
		}
		if (Array.isArray(value)) {
			return value.map(copy);
		}
		const copied: {[key: string]: unknown} = {};
		for (const [key, inner] of Object.entries(value)) {
			const own = textOf(key);
			// Assigning to this one key would set a prototype.
			if (own === '__proto__') {
				Object.defineProperty(copied, own, {value: copy(inner), enumerable: true, configurable: true, writable: true});
			} else {
				copied[own] = copy(inner);
			}
		}
		return copied;
	};
	return copy as Detach;
};

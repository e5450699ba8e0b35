import type {Once} from './view.ts';

/** A memory for what views make of large things. It forgets with them. */
export const remember = (): Once => {
	const memory = new WeakMap<object, Map<string, unknown>>();
	return <T>(owner: object, name: string, make: () => T): T => {
		const known = memory.get(owner) ?? new Map<string, unknown>();
		memory.set(owner, known);
		if (!known.has(name)) {
			known.set(name, make());
		}
		return known.get(name) as T;
	};
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null;

/** What was made of a value, with the names in the order in which the value has them: what is written of it again is the same letter by letter. */
export const inOrderOf = <T>(original: unknown, made: T): T => {
	if (!isObject(original) || !isObject(made)) {
		return made;
	}
	if (Array.isArray(made)) {
		return made.map((item, index) => inOrderOf(original[index], item)) as T;
	}
	// What is missing in the original has a default and comes last.
	const names = new Set([...Object.keys(original).filter((name) => Object.hasOwn(made, name)), ...Object.keys(made)]);
	return Object.fromEntries([...names].map((name) => [name, inOrderOf(original[name], made[name])])) as T;
};

/** Whether something holds: true, false, or null where that cannot be told. */
export type Truth = boolean | null;

/** The opposite; unknown stays unknown. */
export const not = (truth: Truth): Truth => (truth === null ? null : !truth);

/** Whether any holds: one true decides, else one unknown makes it unknown. */
export const anyOf = <T>(items: readonly T[], holds: (item: T) => Truth): Truth => {
	let result: Truth = false;
	for (const item of items) {
		const truth = holds(item);
		if (truth === true) {
			return true;
		}
		if (truth === null) {
			result = null;
		}
	}
	return result;
};

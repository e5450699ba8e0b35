/** Runs a job as soon as one of the places is free, in the order in which jobs came. */
export type Limit = <T>(job: () => Promise<T>) => Promise<T>;

/** A limit of `places` jobs at once. A job that fails frees its place like any other. */
export const limitConcurrency = (places: number): Limit => {
	const waiting: (() => void)[] = [];
	let free = places;
	const enter = async (): Promise<void> => {
		if (free > 0) {
			free -= 1;
			return;
		}
		await new Promise<void>((resolve) => {
			waiting.push(resolve);
		});
	};
	const leave = (): void => {
		const next = waiting.shift();
		if (next === undefined) {
			free += 1;
		} else {
			next();
		}
	};
	return async (job) => {
		await enter();
		try {
			return await job();
		} finally {
			leave();
		}
	};
};

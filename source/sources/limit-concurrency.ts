/** Runs a job as soon as one of the places is free: those that are long first, else in the order in which jobs came. */
export type Limit = <T>(job: () => Promise<T>, isLong: boolean) => Promise<T>;

/** A limit of `places` jobs at once. A job that fails frees its place like any other. */
export const limitConcurrency = (places: number): Limit => {
	const long: (() => void)[] = [];
	const short: (() => void)[] = [];
	let free = places;
	const enter = async (waiting: (() => void)[]): Promise<void> => {
		if (free > 0) {
			free -= 1;
			return;
		}
		await new Promise<void>((resolve) => {
			waiting.push(resolve);
		});
	};
	const leave = (): void => {
		const next = long.shift() ?? short.shift();
		if (next === undefined) {
			free += 1;
		} else {
			next();
		}
	};
	return async (job, isLong) => {
		if (!isLong) {
			// The long ones of the same moment come first also while places are free.
			await Promise.resolve();
		}
		await enter(isLong ? long : short);
		try {
			return await job();
		} finally {
			leave();
		}
	};
};

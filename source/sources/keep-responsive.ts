/** How long work may hold the process before keys and output get their turn, in ms. */
const turn = 8;

/** A function to await between pieces of work: mostly it returns at once, after every 8 ms of work it lets others run first. */
export const keepResponsive = (): (() => Promise<void> | undefined) => {
	let since = performance.now();
	return () => {
		if (performance.now() - since < turn) {
			return undefined;
		}
		return new Promise((resolve) => {
			setImmediate(() => {
				since = performance.now();
				resolve();
			});
		});
	};
};

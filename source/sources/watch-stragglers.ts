/** A reading under way. */
export type Straggler = {
	/** A text that changes while the reading gets on: bytes read, processor time used. */
	readonly progress: () => string;
	/** Ends the reading now, as timed out. */
	readonly abandon: () => void;
};

/** Hears of each reading when it starts; what it returns is called when the reading has ended. */
export type StragglerWatch = (straggler: Straggler) => () => void;

/**
 * Gives up on what hangs once nothing else is left: when no reading started, ended or got on for `grace` ms, all that still run are abandoned.
 * A slow command that works (reads, writes, computes) is waited for until its own deadline; one that hangs costs the report no more than `grace`.
 */
export const watchStragglers = (grace: number): StragglerWatch => {
	const running = new Map<Straggler, string>();
	let lastChange = 0;
	let timer: ReturnType<typeof setInterval> | undefined;

	const look = (): void => {
		const now = performance.now();
		for (const [straggler, before] of running) {
			const progress = straggler.progress();
			if (progress !== before) {
				running.set(straggler, progress);
				lastChange = now;
			}
		}
		if (now - lastChange >= grace) {
			for (const straggler of [...running.keys()]) {
				straggler.abandon();
			}
		}
	};

	return (straggler) => {
		running.set(straggler, '');
		lastChange = performance.now();
		timer ??= setInterval(look, grace / 8);
		return () => {
			if (!running.delete(straggler)) {
				return;
			}
			lastChange = performance.now();
			if (running.size === 0) {
				clearInterval(timer);
				timer = undefined;
			}
		};
	};
};

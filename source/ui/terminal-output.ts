/** The way to a terminal. */
export type TerminalPort = {
	/** Writes what the terminal takes now and gives the number of bytes, 0 for none. Throws where the terminal is gone. */
	readonly writeSome: (bytes: Uint8Array) => number;
	/** Stops everything for that many ms. */
	readonly stand: (ms: number) => void;
	/** Hears once that nobody is there to read any more. */
	readonly onGone: () => void;
};

/** Writes to a terminal without ever waiting for it: a line that is slow, or a reader that stopped, does not stop kdiag. */
export type TerminalOutput = {
	readonly write: (text: string, done?: () => void) => void;
	/** Whether the terminal has not yet taken all that was written. */
	readonly isBehind: () => boolean;
	/** Calls back each time it has. */
	readonly onCaughtUp: (listener: () => void) => () => void;
	/** Writes a last text before this returns, gives up after a moment, and drops whatever is written later. */
	readonly end: (text: string) => void;
};

/** How often a terminal that takes nothing is tried again, in ms. */
const retry = 20;
/** How often it is tried at the end, and how long apart, in ms. */
const lastTries = 25;
const lastRetry = 10;

/** Ends an escape sequence of which only a part was taken. */
const cancel = '\u0018';

/** What is written through a port, in order. */
export const createTerminalOutput = ({writeSome, stand, onGone}: TerminalPort): TerminalOutput => {
	const encoder = new TextEncoder();
	const caughtUp = new Set<() => void>();
	let waiting: {bytes: Uint8Array; readonly done: () => void}[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isCut = false;
	let isOver = false;

	const close = (): void => {
		isOver = true;
		clearTimeout(timer);
		const dropped = waiting;
		waiting = [];
		for (const {done} of dropped) {
			done();
		}
	};
	/** Writes until all is taken, or no more is now. */
	const push = (): boolean => {
		for (let [first] = waiting; first !== undefined; [first] = waiting) {
			let count: number;
			try {
				count = first.bytes.length === 0 ? 0 : writeSome(first.bytes);
			} catch {
				close();
				onGone();
				return true;
			}
			if (count < first.bytes.length) {
				isCut ||= count > 0;
				first.bytes = first.bytes.subarray(count);
				return false;
			}
			isCut = false;
			waiting.shift();
			first.done();
		}
		return true;
	};
	const flush = (): void => {
		if (push()) {
			for (const listener of caughtUp) {
				listener();
			}
		} else {
			timer = setTimeout(flush, retry);
		}
	};
	const add = (text: string, done: () => void): void => {
		waiting.push({bytes: encoder.encode(text), done});
	};

	return {
		write: (text, done = () => undefined) => {
			if (isOver) {
				done();
				return;
			}
			const isFirst = waiting.length === 0;
			add(text, done);
			if (isFirst && !push()) {
				timer = setTimeout(flush, retry);
			}
		},
		isBehind: () => waiting.length > 0,
		onCaughtUp: (listener) => {
			caughtUp.add(listener);
			return () => caughtUp.delete(listener);
		},
		end: (text) => {
			if (isOver) {
				return;
			}
			clearTimeout(timer);
			// A frame that nobody took is of no use now.
			const prefix = isCut ? cancel : '';
			waiting = [];
			add(prefix + text, () => undefined);
			for (let tries = 0; tries < lastTries && !push(); tries += 1) {
				stand(lastRetry);
			}
			close();
		},
	};
};

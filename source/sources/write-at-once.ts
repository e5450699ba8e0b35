import {writeSync} from 'node:fs';

/** Writes what a reader takes now, and gives the number of bytes; 0 where it takes nothing. */
export const writeAtOnce = (fd: number, bytes: Uint8Array): number => {
	try {
		return writeSync(fd, bytes);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
			return 0;
		}
		throw error;
	}
};

/** Waits without doing anything else, in ms. */
export const stand = (ms: number): void => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

/** How long to wait before a reader that takes nothing now is asked again, in ms. */
const pause = 10;

/** Writes text before it returns. A reader that takes nothing for a while does not get it; nor does one that is gone. */
export const tell = (fd: number, text: string): void => {
	let rest = Buffer.from(text);
	try {
		for (let tries = 0; rest.length > 0 && tries < 100; tries += 1) {
			const count = writeAtOnce(fd, rest);
			rest = rest.subarray(count);
			stand(count === 0 ? pause : 0);
		}
	} catch {
		// There is nowhere to say it.
	}
};

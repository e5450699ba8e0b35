import {failure} from './failures.ts';
import {failedRead, type InputRead, type Reading} from './input-read.ts';
import type {StragglerWatch} from './watch-stragglers.ts';

/** How long a reading that was told to end may take to hand over what it has, in ms. */
const handOver = 300;

/** Reads something other than a command by a deadline (ms): a file system that hangs holds one reading, not the report. */
export const readWithin = async (
	what: string,
	timeout: number,
	watch: StragglerWatch,
	read: (reading: Reading) => Promise<InputRead>,
): Promise<InputRead> => {
	const controller = new AbortController();
	const reading: Reading = {count: 0, signal: controller.signal};
	const late = Promise.withResolvers<InputRead>();
	let last: ReturnType<typeof setTimeout> | undefined;
	const abandon = (): void => {
		controller.abort();
		last ??= setTimeout(() => {
			late.resolve(failedRead(failure('timed-out', `${what} was not read in time`)));
		}, handOver);
	};
	const deadline = setTimeout(abandon, timeout);
	const ended = watch({progress: () => String(reading.count), abandon});
	try {
		return await Promise.race([read(reading), late.promise]);
	} catch (error) {
		return failedRead(failure('failed', `${what}: ${String(error)}`));
	} finally {
		ended();
		clearTimeout(deadline);
		clearTimeout(last);
	}
};

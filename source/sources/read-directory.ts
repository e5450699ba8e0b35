import type {Part} from '../model/capture.ts';
import {failure} from './failures.ts';
import type {FileRead} from './file-read.ts';
import {failedRead, gather, type InputRead, type LeftOut, type Reading} from './input-read.ts';
import {keepResponsive} from './keep-responsive.ts';
import {readFile} from './read-file.ts';
import {walkGlob} from './walk-glob.ts';

/** Files read at once. */
const atOnce = 16;
/** How long one file may take (ms), and how many may take longer before the others that could are left out: each holds a thread. */
const patience = 250;
const stallLimit = 16;
/** How long those that took longer are waited for when all others are read (ms). */
const lastPatience = 400;
/** Text kept of one folder, in characters. */
const textLimit = 64 * 1_048_576;

const stalled = Symbol('stalled');

const within = <T>(promise: Promise<T>, time: number): Promise<T | typeof stalled> => {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<typeof stalled>((resolve) => {
		// Where it is kdiag that got no processor, the answer lies ready: it is looked for once more before the file is given up.
		timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(stalled))), time);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Reads the files, some at once; the place of a result is that of its path. Undefined where it was not read in time. */
const readAll = async (paths: readonly string[], reading: Reading, leftOut: LeftOut) => {
	const reads: (FileRead | undefined)[] = [];
	const breathe = keepResponsive();
	const late: Promise<void>[] = [];
	let next = 0;
	const work = async (): Promise<void> => {
		for (let index = next++; index < paths.length && !reading.signal.aborted; index = next++) {
			const started = leftOut.stalled < stallLimit ? readFile(paths[index] ?? '') : stalled;
			const read = started instanceof Promise ? await within(started, patience) : started;
			if (read === stalled) {
				leftOut.stalled += 1;
				if (started instanceof Promise) {
					late.push(
						started.then((answer) => {
							reads[index] = answer;
							leftOut.stalled -= 1;
						}),
					);
				}
			} else {
				reads[index] = read;
			}
			reading.count += 1;
			await breathe();
		}
	};
	await Promise.all(Array.from({length: atOnce}, work));
	if (late.length > 0 && !reading.signal.aborted) {
		await within(Promise.all(late), lastPatience);
	}
	return reads;
};

const toParts = (paths: readonly string[], reads: readonly (FileRead | undefined)[], leftOut: LeftOut): Part[] => {
	const parts: Part[] = [];
	let size = 0;
	for (const [index, name] of paths.entries()) {
		const read = reads[index];
		if (read === undefined) {
			continue;
		}
		if ('failure' in read) {
			// What is gone by now (a process that ended) was not there.
			if (read.failure.kind === 'denied') {
				leftOut.denied += 1;
			} else if (read.failure.kind !== 'missing') {
				leftOut.reasons.push(read.failure.detail);
			}
			continue;
		}
		size += read.text.length;
		if (size > textLimit) {
			leftOut.reasons.push(`more than ${textLimit} characters; ${paths.length - index} files were left out`);
			break;
		}
		parts.push({name, text: read.text});
		if (read.partial !== null) {
			leftOut.reasons.push(`${name}: ${read.partial}`);
		}
	}
	return parts;
};

/** Reads the files of a folder that match a glob relative to it, one part a file. A folder without such files has no parts, and that is an answer. */
export const readDirectory = async (directory: string, match: string, reading: Reading): Promise<InputRead> => {
	const walk = await walkGlob(directory, match);
	if (walk.failure !== null) {
		return failedRead(walk.failure);
	}
	const leftOut: LeftOut = {denied: walk.denied.length, stalled: 0, reasons: []};
	if (walk.isCut) {
		leftOut.reasons.push(`only the first ${walk.paths.length} files`);
	}
	const reads = await readAll(walk.paths, reading, leftOut);
	if (reading.signal.aborted) {
		leftOut.reasons.push('not all was read in time');
	}
	const read = gather(toParts(walk.paths, reads, leftOut), leftOut, `${directory}/${match}`);
	return read.parts.length === 0 && reading.signal.aborted
		? failedRead(failure('timed-out', `${directory}/${match} was not read in time`))
		: read;
};

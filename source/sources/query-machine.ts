import process from 'node:process';
import type {Failure} from '../model/capture.ts';
import {failure} from './failures.ts';

/** The hidden argument with which kdiag asks itself about the machine: systeminformation runs shells, so it gets a process of its own that can be killed. */
export const machineQueryArgument = '--machine-query';

/** How long the machine may take to say what it is, in ms. */
export const machineQueryTimeout = 3000;

/** One question's share of that time, so that a dead network file system costs the disks and not the rest. */
const questionTimeout = 2500;

const answered = async <T>(question: Promise<T>): Promise<T | null> => {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(() => resolve(null), questionTimeout);
	});
	try {
		return await Promise.race([question, late]);
	} catch {
		// What the machine does not say is null; the reader of the answer knows it as unknown.
		return null;
	} finally {
		clearTimeout(timer);
	}
};

/**
 * Prints what systeminformation says of the machine as JSON: `{system, mem, fsSize}`, named like its calls; null where a call gave nothing.
 * Serial numbers are left out, and so is `osInfo`, which looks its own name up in DNS: kdiag opens no connection (https://systeminformation.io/).
 */
export const printMachineQuery = async (): Promise<void> => {
	// These parts and not the front door: what is not inside cannot run. A bundle in several files has what a CommonJS package exports under `default` alone.
	const {system} = (await import('systeminformation/lib/system.js')).default;
	const {mem} = (await import('systeminformation/lib/memory.js')).default;
	const {fsSize} = (await import('systeminformation/lib/filesystem.js')).default;
	const [made, memory, disks] = await Promise.all([answered(system()), answered(mem()), answered(fsSize())]);
	const answer = {
		system: made && {
			manufacturer: made.manufacturer,
			model: made.model,
			version: made.version,
			virtual: made.virtual,
		},
		mem: memory && {total: memory.total},
		fsSize: disks?.map(({fs, type, size, used, mount}) => ({fs, type, size, used, mount})) ?? null,
	};
	await new Promise<void>((resolve) => {
		process.stdout.write(`${JSON.stringify(answer, null, '\t')}\n`, () => resolve());
	});
	// A question that still hangs must not keep the process.
	process.exit(0);
};

/** Why the text is not an answer to the machine query, or null where it is one. */
export const judgeMachineQuery = (text: string): Failure | null =>
	text.trimStart().startsWith('{') ? null : failure('failed', 'kdiag could not ask itself about the machine');

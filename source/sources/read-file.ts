import type {Stats} from 'node:fs';
import {type FileHandle, open, readlink, stat} from 'node:fs/promises';
import {failure, pathFailure} from './failures.ts';
import {cutText, decodeText, type FileRead, notAFile, openFlags, readUpTo} from './file-read.ts';
import {allowedTargets} from './link-areas.ts';
import {isKernelFile, readKernelFile} from './read-kernel-file.ts';
import {tailOfLog} from './tail-of-log.ts';

/** Bytes read of a file on disk, and of the end of a log. */
const fileLimit = 4 * 1_048_576;
const logLimit = 256 * 1024;

const hasChanged = (before: Stats, after: Stats): boolean =>
	before.size !== after.size || before.mtimeMs !== after.mtimeMs;

/** One that is written meanwhile is read once more, and then said to have changed. */
const readStored = async (path: string, handle: FileHandle, before: Stats, isRetry = false): Promise<FileRead> => {
	if (before.size > fileLimit) {
		return {failure: failure('too-large', `${path} has ${before.size} bytes, kdiag reads files up to ${fileLimit}`)};
	}
	const bytes = await readUpTo(handle, 0, fileLimit + 1);
	const after = await handle.stat();
	if (!hasChanged(before, after)) {
		return cutText(bytes, fileLimit);
	}
	return isRetry
		? {...cutText(bytes, fileLimit), partial: 'it was written while it was read'}
		: readStored(path, handle, after, true);
};

const readLog = async (handle: FileHandle, {size}: Stats): Promise<FileRead> => {
	const start = Math.max(0, size - logLimit);
	// One byte more tells whether the first line is whole.
	const bytes = await readUpTo(handle, Math.max(0, start - 1), logLimit + 1);
	return {text: tailOfLog(decodeText(bytes), start > 0), partial: null};
};

const readOpened = async (path: string, handle: FileHandle): Promise<FileRead> => {
	const stats = await handle.stat();
	if (!stats.isFile()) {
		return notAFile(path);
	}
	const targets = allowedTargets(path);
	if (targets !== null) {
		// What was opened, not what the path says now.
		const real = await readlink(`/proc/self/fd/${handle.fd}`);
		if (!targets.some((target) => real.startsWith(target))) {
			return {failure: failure('not-a-file', `${path} leads to ${real}, where kdiag does not read`)};
		}
	}
	return path.startsWith('/var/log/') ? readLog(handle, stats) : readStored(path, handle, stats);
};

const readFromDisk = async (path: string): Promise<FileRead> => {
	try {
		// Opening alone can set off a device, so look first.
		if (!(await stat(path)).isFile()) {
			return notAFile(path);
		}
		const handle = await open(path, openFlags);
		try {
			return await readOpened(path, handle);
		} finally {
			await handle.close();
		}
	} catch (error) {
		return {failure: pathFailure(path, error)};
	}
};

/**
 * Reads a file of this machine within limits: 4 MiB of a file on disk, 16 MiB of a kernel table, the last 256 KiB and 400 lines of a log.
 * Never waits on a pipe, never opens a device, never rejects. Kernel files that answer at once are not a promise.
 */
export const readFile = (path: string): FileRead | Promise<FileRead> =>
	isKernelFile(path) ? readKernelFile(path) : readFromDisk(path);

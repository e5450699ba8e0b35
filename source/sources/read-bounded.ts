import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import type {Failure} from '../model/capture.ts';

/** What was read of one saved file: at most the limit; `cut` when there was more. `at` is when it was last written (ISO 8601, UTC). */
export type BoundedRead = {readonly bytes: Buffer; readonly cut: boolean; readonly at: string};

const failures: Readonly<Record<string, Failure>> = {
	ENOENT: {kind: 'missing', detail: 'no such file', remedy: null},
	EACCES: {kind: 'denied', detail: 'permission denied', remedy: 'make the file readable'},
	EPERM: {kind: 'denied', detail: 'permission denied', remedy: 'make the file readable'},
	ELOOP: {kind: 'not-a-file', detail: 'a symbolic link, which is not followed', remedy: 'save the file it points to'},
	EISDIR: {kind: 'not-a-file', detail: 'a folder, not a file', remedy: null},
};

const toFailure = (error: unknown): Failure => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const detail = error instanceof Error ? error.message : String(error);
	return Object.hasOwn(failures, code) && failures[code] !== undefined
		? failures[code]
		: {kind: 'failed', detail, remedy: null};
};

const readHandle = async (handle: FileHandle, limit: number): Promise<BoundedRead | Failure> => {
	const status = await handle.stat();
	if (!status.isFile()) {
		return {kind: 'not-a-file', detail: 'not a regular file', remedy: null};
	}
	const buffer = Buffer.allocUnsafe(Math.min(limit, status.size) + 1);
	let length = 0;
	while (length < buffer.length) {
		const {bytesRead} = await handle.read(buffer, length, buffer.length - length, length);
		if (bytesRead === 0) {
			break;
		}
		length += bytesRead;
	}
	const wanted = Math.min(length, limit);
	const cut = length > wanted || status.size > limit;
	return {bytes: buffer.subarray(0, wanted), cut, at: status.mtime.toISOString()};
};

/**
 * Reads the first `limit` bytes of a saved file into memory, once. Never follows a link in the last place and never waits on a pipe or device
 * (open(2): O_NOFOLLOW, O_NONBLOCK).
 */
export const readBounded = async (file: string, limit: number): Promise<BoundedRead | Failure> => {
	let handle: FileHandle | null = null;
	try {
		handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		return await readHandle(handle, limit);
	} catch (error) {
		return toFailure(error);
	} finally {
		await handle?.close();
	}
};

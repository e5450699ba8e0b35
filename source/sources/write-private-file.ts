import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, lstat, open, rename, unlink} from 'node:fs/promises';
import path from 'node:path';
import {geteuid} from 'node:process';
import type {Failure} from '../model/capture.ts';
import {errorCode, failure} from './failures.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Why the file that stands there already must not be replaced, or null. */
const checkTarget = async (file: string): Promise<Failure | null> => {
	try {
		const there = await lstat(file);
		if (!there.isFile()) {
			return failure('not-a-file', `${file} is not a regular file; kdiag does not replace it`);
		}
		return there.uid === geteuid?.()
			? null
			: failure('denied', `${file} belongs to somebody else; kdiag does not replace it`, 'give another file name');
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return null;
		}
		throw error;
	}
};

const writeWhole = async (handle: FileHandle, data: Uint8Array): Promise<void> => {
	try {
		await handle.chmod(0o600);
		await handle.writeFile(data);
		await handle.sync();
	} finally {
		await handle.close();
	}
};

/**
 * Writes a file that only its owner may read, as a whole or not at all: under a name of its own beside it, synced, then renamed into place.
 * Never writes through a link and never replaces what is not a file of ours. Null when it is written, else why not.
 */
export const writePrivateFile = async (file: string, data: Uint8Array): Promise<Failure | null> => {
	const beside = path.join(path.dirname(file), `.kdiag-${randomBytes(9).toString('hex')}.tmp`);
	let isOurs = false;
	try {
		const wrong = await checkTarget(file);
		if (wrong !== null) {
			return wrong;
		}
		const handle = await open(beside, flags, 0o600);
		isOurs = true;
		await writeWhole(handle, data);
		await rename(beside, file);
		return null;
	} catch (error) {
		if (isOurs) {
			await unlink(beside).catch(() => undefined);
		}
		return failure('failed', `${file} cannot be written: ${errorCode(error) || String(error)}`);
	}
};

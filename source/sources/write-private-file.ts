import {randomBytes} from 'node:crypto';
import {constants, unlinkSync} from 'node:fs';
import {type FileHandle, open, rename} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {checkTarget} from './check-target.ts';
import {type WriteTrouble, writeTrouble} from './write-trouble.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

const writeWhole = async (handle: FileHandle, data: Uint8Array): Promise<void> => {
	try {
		await handle.chmod(0o600);
		await handle.writeFile(data);
		await handle.sync();
	} finally {
		await handle.close();
	}
};

/** Makes the new name of a file last. A folder that may not be read, or that cannot be synced, does that in its own time. */
const syncFolder = async (folder: string): Promise<void> => {
	const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY).catch(() => null);
	try {
		await handle?.sync().catch((error) => {
			if (error.code === 'EIO') {
				throw error;
			}
		});
	} finally {
		await handle?.close();
	}
};

/** Takes a file away unless `keep` is called, also when kdiag is ended by a signal; SIGKILL leaves it. */
const removeUnlessKept = (file: string): {readonly keep: () => void; readonly remove: () => void} => {
	const remove = (): void => {
		process.off('exit', remove);
		try {
			unlinkSync(file);
		} catch {
			// It is gone, or the disk is: the name says whose it was.
		}
	};
	process.on('exit', remove);
	return {keep: () => process.off('exit', remove), remove};
};

/**
 * Writes a file that only its owner may read, as a whole or not at all: under a name of its own beside it, synced, then renamed into place.
 * So a link that somebody puts there meanwhile is replaced and not followed. What may be replaced `checkTarget` says. Null when it is written, else why not.
 */
export const writePrivateFile = async (file: string, data: Uint8Array, force = false): Promise<WriteTrouble | null> => {
	const beside = path.join(path.dirname(file), `.kdiag-${randomBytes(9).toString('hex')}.tmp`);
	try {
		const wrong = await checkTarget(file, data, force);
		if (wrong !== null) {
			return wrong;
		}
		const temporary = removeUnlessKept(beside);
		try {
			await writeWhole(await open(beside, flags, 0o600), data);
			await rename(beside, file);
		} catch (error) {
			temporary.remove();
			throw error;
		}
		temporary.keep();
		await syncFolder(path.dirname(file));
		return null;
	} catch (error) {
		return writeTrouble(file, error);
	}
};

import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {open, readFile as readWhole} from 'node:fs/promises';
import {errorCode, failure, pathFailure} from './failures.ts';
import {cutText, type FileRead, notAFile, openFlags, readUpTo, withRoom} from './file-read.ts';

/** Bytes read of a table in /proc or /sys; connection tables are the long ones. */
const tableLimit = 16 * 1_048_576;
const instantLimit = 65_536;
/** Most are a line or two; so little comes out of Node's pool, without a call for memory. */
const firstRoom = 2048;

/** Whether the kernel answers at once, so that a trip to a thread would cost more than the reading. `cmdline` and `cgroup` may hang (proc(5)). */
const isInstant = (path: string): boolean =>
	path.startsWith('/proc/sys/') || /^\/proc\/[0-9]+\/(?:comm|stat|status)$/.test(path);

const isOfProcess = (path: string): boolean => /^\/proc\/[0-9]+\/(?:cmdline|cgroup)$/.test(path);

const readInstant = (path: string): FileRead => {
	try {
		const file = openSync(path, openFlags);
		try {
			if (!fstatSync(file).isFile()) {
				return notAFile(path);
			}
			let buffer: Buffer = Buffer.allocUnsafe(firstRoom);
			let length = 0;
			for (let got = -1; got !== 0 && length <= instantLimit; length += got) {
				buffer = withRoom(buffer, length, instantLimit + 1);
				got = readSync(file, buffer, length, buffer.length - length, null);
			}
			return cutText(buffer.subarray(0, length), instantLimit);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		return {failure: pathFailure(path, error)};
	}
};

const readTable = async (path: string): Promise<FileRead> => {
	const handle = await open(path, openFlags);
	try {
		return (await handle.stat()).isFile()
			? cutText(await readUpTo(handle, null, tableLimit + 1), tableLimit)
			: notAFile(path);
	} finally {
		await handle.close();
	}
};

/** Whether a path is the kernel's, not a disk's. */
export const isKernelFile = (path: string): boolean => path.startsWith('/proc/') || path.startsWith('/sys/');

/** Reads a file of /proc or /sys: at once where the kernel cannot keep us waiting, else in a thread. */
export const readKernelFile = (path: string): FileRead | Promise<FileRead> => {
	if (isInstant(path)) {
		return readInstant(path);
	}
	const read = isOfProcess(path) ? readWhole(path).then((bytes) => cutText(bytes, tableLimit)) : readTable(path);
	return read.catch((error: unknown) => ({
		// What does not apply has no value in /sys: the speed of a loopback interface (sysfs-class-net of the kernel).
		failure: errorCode(error) === 'EINVAL' ? failure('missing', `${path} has no value`) : pathFailure(path, error),
	}));
};

import {constants, type Stats} from 'node:fs';
import {lstat, open} from 'node:fs/promises';
import {geteuid} from 'node:process';
import {errorCode} from './failures.ts';
import {type DocumentKind, kindOfDocument, lookedAt} from './kind-of-document.ts';
import {cannotCreate, type WriteTrouble} from './write-trouble.ts';

const otherThings: readonly (readonly [string, (stats: Stats) => boolean])[] = [
	['a link, which kdiag does not follow', (stats) => stats.isSymbolicLink()],
	['a folder', (stats) => stats.isDirectory()],
	['a pipe', (stats) => stats.isFIFO()],
	['a socket', (stats) => stats.isSocket()],
];

/** The first and the last bytes of a file that is there. */
const readEnds = async (file: string, size: number): Promise<readonly [Uint8Array, Uint8Array]> => {
	const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const read = async (position: number): Promise<Uint8Array> => {
			const {buffer, bytesRead} = await handle.read(Buffer.alloc(lookedAt), 0, lookedAt, position);
			return buffer.subarray(0, bytesRead);
		};
		return [await read(0), await read(Math.max(0, size - lookedAt))];
	} finally {
		await handle.close();
	}
};

const kindOfFile = async (file: string, size: number): Promise<DocumentKind | null> => {
	try {
		return kindOfDocument(...(await readEnds(file, size)));
	} catch {
		// What cannot be read is not known to be ours.
		return null;
	}
};

/** Why kdiag does not put `data` in the place of a file that has something in it, or null. */
const checkContent = async (file: string, size: number, data: Uint8Array): Promise<WriteTrouble | null> => {
	const old = await kindOfFile(file, size);
	if (old !== null && old === kindOfDocument(data.subarray(0, lookedAt), data.subarray(-lookedAt))) {
		return null;
	}
	const reason = {
		snapshot: 'is a snapshot, which a report would destroy',
		report: 'is a report, which a snapshot would destroy',
		none: 'is there already, and kdiag has not written it',
	}[old ?? 'none'];
	return cannotCreate(`${file} ${reason}; give another name, or --force to replace it`);
};

/**
 * Why kdiag must not write to a path, or null. Free names and empty files are taken. A file of the same user is replaced where it holds
 * what it is to hold again: a report or a snapshot of kdiag. `force` replaces any regular file of that user, and nothing else is ever replaced.
 */
export const checkTarget = async (file: string, data: Uint8Array, force: boolean): Promise<WriteTrouble | null> => {
	let there: Stats;
	try {
		there = await lstat(file);
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return null;
		}
		throw error;
	}
	if (!there.isFile()) {
		const [kind] = otherThings.find(([, is]) => is(there)) ?? ['a device'];
		return cannotCreate(`${file} is ${kind}; give the name of a regular file, or - for standard output`);
	}
	if (there.uid !== geteuid?.()) {
		return cannotCreate(`${file} belongs to another user (uid ${there.uid}); give another name`);
	}
	return force || there.size === 0 ? null : checkContent(file, there.size, data);
};

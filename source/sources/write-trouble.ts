import path from 'node:path';
import {errorCode} from './failures.ts';

/** Why a file was not written: 73 where it cannot be made, 74 where the disk does not take it (sysexits(3)); with the next step. */
export type WriteTrouble = {readonly exit: 73 | 74; readonly detail: string};

/** A file that cannot be made. */
export const cannotCreate = (detail: string): WriteTrouble => ({exit: 73, detail});

const ofDisk: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full (ENOSPC); make room, or give a file on another disk',
	EDQUOT: 'your share of the disk is used up (EDQUOT); make room, or give a file on another disk',
	EFBIG: 'it grows beyond what a file may hold here (EFBIG); see ulimit -f',
	EIO: 'the disk reports an error (EIO); see dmesg, or give a file on another disk',
};

const ofPath = (code: string, file: string, folder = path.dirname(file)): string | undefined =>
	({
		EROFS: 'the file system is mounted read-only (EROFS); give a file elsewhere',
		EACCES: `you may not write in ${folder} (EACCES); give a file elsewhere`,
		EPERM: `nothing may be changed in ${folder} (EPERM); give a file elsewhere`,
		ENOENT: `no file can be made in ${folder} (ENOENT); make that folder, or give another`,
		ENOTDIR: file.endsWith('/') ? 'a name that ends in / is that of a folder' : `${folder} is not a folder (ENOTDIR)`,
		ENAMETOOLONG: 'the name is too long (ENAMETOOLONG); a name has at most 255 bytes',
		ELOOP: `links of ${folder} lead in a circle (ELOOP)`,
	})[code];

/** What an error of the system says about a file that was to be written, and what to do about it (errno(3)). */
export const writeTrouble = (file: string, error: unknown): WriteTrouble => {
	const code = errorCode(error);
	const disk = ofDisk[code];
	const text = disk ?? ofPath(code, file) ?? (code || String(error));
	return {exit: disk === undefined ? 73 : 74, detail: `${file} cannot be written: ${text}`};
};

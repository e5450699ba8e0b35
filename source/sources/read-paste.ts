import type {Dirent} from 'node:fs';
import {open, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {Unrecognised} from '../model/snapshot.ts';
import {decodeText} from './decode-text.ts';
import {pathFailure} from './failures.ts';
import {readUpTo} from './file-read.ts';
import type {PastedFile} from './pasted-reader.ts';
import {readBounded} from './read-bounded.ts';

/** The most that is read of one pasted file, and of all files of a paste together, in bytes; and how many files and how deep they may lie. */
const limits = {file: 16 * 1024 * 1024, paste: 256 * 1024 * 1024, files: 10_000, depth: 8} as const;

/** The texts of a paste, and what in it could not be read, each with its reason. */
export type PasteRead = {readonly files: readonly PastedFile[]; readonly unrecognised: readonly Unrecognised[]};

const gap = (source: string, line: number, expected: string): Unrecognised => ({source, line, text: '', expected});

const toFile = (name: string, bytes: Uint8Array, cut: boolean): PasteRead => {
	const text = decodeText(bytes);
	const last = cut ? text.split('\n').length : 0;
	return {
		files: [{name, text}],
		unrecognised: cut ? [gap(name, last, 'at most 16 MB; from here on it was not read')] : [],
	};
};

/** Reads a stream to its end or to the limit. */
const readStream = async (
	stream: AsyncIterable<Uint8Array>,
): Promise<{readonly bytes: Uint8Array; readonly cut: boolean}> => {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of stream) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > limits.file) {
			return {bytes: Buffer.concat(chunks).subarray(0, limits.file), cut: true};
		}
	}
	return {bytes: Buffer.concat(chunks), cut: false};
};

const readOne = async (file: string, name: string): Promise<PasteRead> => {
	try {
		// The user named this one, so it may be a link or a pipe.
		const handle = await open(file);
		const status = await handle.stat();
		if (!status.isFile()) {
			const {bytes, cut} = await readStream(handle.createReadStream());
			return toFile(name, bytes, cut);
		}
		try {
			const bytes = await readUpTo(handle, 0, limits.file + 1, status.size);
			return toFile(name, bytes.subarray(0, limits.file), bytes.length > limits.file);
		} finally {
			await handle.close();
		}
	} catch (error) {
		return {
			files: [],
			unrecognised: [gap(name, 1, `a file that can be read (${pathFailure(name, error).detail})`)],
		};
	}
};

const isHidden = (entry: Dirent): boolean => entry.name.startsWith('.');

/** What the API server said and what a fault was are no output of the node. */
const isForeign = (entry: Dirent): boolean => entry.name === 'fault.json' || entry.name.startsWith('kubectl_');

type Walk = {readonly files: {readonly real: string; readonly name: string}[]; readonly unrecognised: Unrecognised[]};

const walk = async (folder: string, below: string, depth: number, found: Walk): Promise<void> => {
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => null);
	if (entries === null) {
		found.unrecognised.push(gap(below, 1, 'a folder that can be read'));
		return;
	}
	for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
		const name = `${below}${entry.name}`;
		if (isForeign(entry)) {
			continue;
		}
		if (isHidden(entry)) {
			found.unrecognised.push(gap(name, 1, 'files whose names do not begin with a dot'));
		} else if (entry.isDirectory() && depth < limits.depth) {
			await walk(path.join(folder, entry.name), `${name}/`, depth + 1, found);
		} else if (entry.isFile() && found.files.length < limits.files) {
			found.files.push({real: path.join(folder, entry.name), name});
		} else {
			const expected = entry.isSymbolicLink()
				? 'a file; links are not followed'
				: 'a file, not too many and not too deep';
			found.unrecognised.push(gap(name, 1, expected));
		}
	}
};

const readFolder = async (folder: string): Promise<PasteRead> => {
	const found: Walk = {files: [], unrecognised: []};
	await walk(folder, '', 0, found);
	const files: PastedFile[] = [];
	const unrecognised: Unrecognised[] = [...found.unrecognised];
	let left: number = limits.paste;
	for (const {real, name} of found.files) {
		const read = await readBounded(real, Math.min(limits.file, left));
		if ('kind' in read) {
			unrecognised.push(gap(name, 1, `a file that can be read (${read.detail})`));
			continue;
		}
		left -= read.bytes.length;
		const one = toFile(name, read.bytes, read.cut);
		files.push(...one.files);
		unrecognised.push(...one.unrecognised);
	}
	return {files, unrecognised};
};

const isFolder = async (source: string): Promise<boolean> => {
	const status = await stat(source).catch(() => null);
	return status?.isDirectory() === true;
};

/** Reads the texts of a pasted source: one file, all files of a folder under their paths in it, or standard input (`-`) as `stdin`. Never throws. */
export const readPaste = async (source: string): Promise<PasteRead> => {
	if (source === '-') {
		const {bytes, cut} = await readStream(process.stdin);
		return toFile('stdin', bytes, cut);
	}
	return (await isFolder(source)) ? readFolder(source) : readOne(source, path.basename(source));
};

import type {Dirent} from 'node:fs';
import {open, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {SourceFailure} from '../model/snapshot.ts';
import {fileContent} from './find-report.ts';

/** One node that a source argument names: how to read it, where it is (`-` is standard input), and what to call it until its hostname is known. */
export type ClassifiedSource = {
	readonly kind: 'recording' | 'snapshot' | 'paste' | 'report';
	readonly path: string;
	readonly name: string;
	/** A pipe or the like: it can be read once. */
	readonly isStream?: boolean;
};

const kinds = {report: 'report', gzip: 'snapshot', other: 'paste'} as const;

const expected =
	'a folder with commands/ or files/ in it, a folder or file of pasted command output, a snapshot (.kdiag.json.gz), or a report (JSON or HTML)';

/** A source in which nothing was recognised (sysexits(3): EX_DATAERR). */
export const nothingRecognised = (source: string, detail: string): SourceFailure => ({
	source,
	kind: 'not-recorded',
	detail,
	remedy: `give ${expected}`,
	exit: 65,
});

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '');

const unreadable = (source: string, error: unknown): SourceFailure => {
	const code = codeOf(error);
	if (code === 'ENOENT' || code === 'ENOTDIR') {
		return {source, kind: 'missing', detail: `${source}: no such file or folder`, remedy: `give ${expected}`, exit: 66};
	}
	if (code === 'EACCES' || code === 'EPERM') {
		const where = error instanceof Error && 'path' in error ? error.path : source;
		return {source, kind: 'denied', detail: `${where}: permission denied`, remedy: 'make it readable', exit: 66};
	}
	return {source, kind: 'failed', detail: `${source}: ${String(error)}`, remedy: null, exit: 66};
};

/** The name of a file or folder as it was given, without the ending of a snapshot; `.` is the folder's real name. */
const nameOf = (source: string): string => path.basename(path.resolve(source)).replace(/\.kdiag\.json\.gz$/, '');

const isRecording = (entries: readonly Dirent[]): boolean =>
	entries.some((entry) => entry.isDirectory() && (entry.name === 'commands' || entry.name === 'files'));

const isSnapshotName = (name: string): boolean => name.endsWith('.kdiag.json.gz');

/** Whether a recording holds anything. Throws where that may not be seen: a folder that is closed is not empty. */
const hasFiles = async (folder: string): Promise<boolean> => {
	let closed: unknown = null;
	for (const name of ['commands', 'files']) {
		const entries = await readdir(path.join(folder, name)).catch((error: unknown) => {
			closed ??= codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' ? null : error;
			return [];
		});
		if (entries.length > 0) {
			return true;
		}
	}
	if (closed !== null) {
		throw closed;
	}
	return false;
};

/** The nodes directly below a folder, by name: recordings, and snapshot files. */
const childrenOf = async (folder: string, entries: readonly Dirent[]): Promise<readonly ClassifiedSource[]> => {
	const sorted = [...entries].sort((one, other) => (one.name < other.name ? -1 : 1));
	const children: ClassifiedSource[] = [];
	for (const entry of sorted) {
		const child = path.join(folder, entry.name);
		if (entry.isFile() && isSnapshotName(entry.name)) {
			children.push({kind: 'snapshot', path: child, name: nameOf(child)});
		} else if (entry.isDirectory()) {
			const below = await readdir(child, {withFileTypes: true}).catch(() => []);
			if (isRecording(below)) {
				children.push({kind: 'recording', path: child, name: entry.name});
			}
		}
	}
	return children;
};

const classifyEntries = async (source: string): Promise<readonly ClassifiedSource[] | SourceFailure> => {
	const entries = await readdir(source, {withFileTypes: true});
	if (isRecording(entries)) {
		return (await hasFiles(source))
			? [{kind: 'recording', path: source, name: nameOf(source)}]
			: nothingRecognised(source, `${source}: commands/ and files/ are empty`);
	}
	const children = await childrenOf(source, entries);
	if (children.length > 0) {
		return children;
	}
	return entries.length > 0
		? [{kind: 'paste', path: source, name: nameOf(source)}]
		: nothingRecognised(source, `${source}: the folder is empty`);
};

const contentOf = async (source: string): ReturnType<typeof fileContent> => {
	const handle = await open(source);
	try {
		return await fileContent(handle);
	} finally {
		await handle.close();
	}
};

/**
 * The nodes that a source argument names. A folder with `commands/` or `files/` is a recording; else, where its children are such (or snapshots),
 * each of them is a node; else the folder is one node's pasted output. A file that is a finished report is that, any other gzip file is a snapshot,
 * and all other files and `-` are pasted.
 */
export const classifyFolder = async (source: string): Promise<readonly ClassifiedSource[] | SourceFailure> => {
	if (source === '-') {
		return [{kind: 'paste', path: '-', name: 'stdin', isStream: true}];
	}
	try {
		const status = await stat(source);
		if (status.isDirectory()) {
			return await classifyEntries(source);
		}
		const named = {path: source, name: nameOf(source)};
		if (!status.isFile()) {
			return [isSnapshotName(source) ? {kind: 'snapshot', ...named} : {kind: 'paste', ...named, isStream: true}];
		}
		const content = await contentOf(source);
		const kind = content === 'other' && isSnapshotName(source) ? 'gzip' : content;
		return [{kind: kinds[kind], ...named}];
	} catch (error) {
		return unreadable(source, error);
	}
};

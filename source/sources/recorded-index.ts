import {readdir} from 'node:fs/promises';
import path from 'node:path';

/**
 * What lies in a recorded folder, found once by walking it. Answers are looked up here by name, so that no path is ever built from an input
 * or from what the node said, and no link of the folder is followed.
 */
export type RecordedIndex = {
	/** File name under `commands/` → path to open. */
	readonly commands: ReadonlyMap<string, string>;
	/** Path on the node (`/etc/hosts`) → path to open. */
	readonly files: ReadonlyMap<string, string>;
	/** Path on the node of each symbolic link that was recorded as one → path to read the link of. */
	readonly links: ReadonlyMap<string, string>;
	/** Folders of the node that the recording has, with or without files. */
	readonly directories: ReadonlySet<string>;
	/** False where the folder is larger than the limits or could not be read to its end. */
	readonly complete: boolean;
};

/** How many files and folders one recording may hold. */
const entryLimit = 200_000;

type Walk = {
	readonly files: Map<string, string>;
	readonly links: Map<string, string>;
	readonly directories: Set<string>;
	complete: boolean;
};

const walk = async (root: string): Promise<Walk> => {
	const found: Walk = {files: new Map(), links: new Map(), directories: new Set(), complete: true};
	const waiting: {readonly real: string; readonly name: string}[] = [{real: root, name: ''}];
	for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
		const entries = await readdir(folder.real, {withFileTypes: true}).catch((error: {readonly code?: string}) => {
			// A recording need not have both folders; any other trouble means that something may be there unseen.
			found.complete &&= folder.name === '' && error.code === 'ENOENT';
			return [];
		});
		found.directories.add(folder.name === '' ? '/' : folder.name);
		for (const entry of entries) {
			const name = `${folder.name}/${entry.name}`;
			const real = path.join(folder.real, entry.name);
			if (found.files.size + found.links.size + found.directories.size >= entryLimit) {
				return {...found, complete: false};
			}
			if (entry.isDirectory()) {
				waiting.push({real, name});
			} else if (entry.isFile()) {
				found.files.set(name, real);
			} else if (entry.isSymbolicLink()) {
				found.links.set(name, real);
			}
		}
	}
	return found;
};

/** Walks `commands/` and `files/` of a recorded folder. What the API server said (`kubectl_*`) is no evidence of a node and left out. */
export const indexRecording = async (folder: string): Promise<RecordedIndex> => {
	const [commands, files] = await Promise.all([walk(path.join(folder, 'commands')), walk(path.join(folder, 'files'))]);
	return {
		commands: new Map(
			[...commands.files]
				.map(([name, real]) => [name.slice(1), real] as const)
				.filter(([name]) => !name.startsWith('kubectl_')),
		),
		files: files.files,
		links: files.links,
		directories: files.directories,
		complete: commands.complete && files.complete,
	};
};

import path from 'node:path';
import {type Listing, parseListing} from './recorded-listing.ts';

/** A recorded command: its file name under `commands/`, output, complaints, and exit status (null where it could not be read). */
export type RecordedOutput = {
	readonly name: string;
	readonly stdout: string;
	readonly stderr: string;
	readonly exit: number | null;
};

/** What the recorded listings say about the node's folders. */
export type RecordedFolders = {
	/** The listing of a folder; `missing` where `ls` said that it does not exist, null where nobody looked. */
	readonly folder: (directory: string) => Listing | 'missing' | null;
	/** Whether a path is on the node, as far as its listings and those of the folders above it prove. */
	readonly presence: (file: string) => 'missing' | 'present' | 'unknown';
};

/** A path as it stands in the name of a recorded command: slashes as dots, blanks as underscores. */
const encode = (operand: string): string => operand.replaceAll('/', '.').replaceAll(' ', '_');

const splitName = (name: string): {readonly flags: string; readonly operands: string} => {
	const words = name.split('_').slice(1);
	const first = words.findIndex((word) => !word.startsWith('-'));
	const count = first === -1 ? words.length : first;
	return {
		// Long options hold letters that are no flags.
		flags: words
			.slice(0, count)
			.filter((word) => !word.startsWith('--'))
			.join(''),
		operands: words.slice(count).join('_'),
	};
};

const withoutSlash = (directory: string): string =>
	directory.length > 1 && directory.endsWith('/') ? directory.slice(0, -1) : directory;

/** Reads every recorded `ls`. A listing made of the folders themselves (`-d`) proves nothing about what is in them. */
export const readListings = (outputs: readonly RecordedOutput[]): RecordedFolders => {
	const headed = new Map<string, Listing>();
	const single = new Map<string, Listing>();
	const missing = new Set<string>();
	for (const {name, stdout, stderr, exit} of outputs) {
		const {flags, operands} = splitName(name);
		if (flags.includes('d')) {
			continue;
		}
		const isOperand = (operand: string): boolean =>
			flags.includes('R') || `_${operands}_`.includes(`_${encode(operand)}_`);
		const listed = parseListing(stdout, stderr, flags, isOperand);
		for (const operand of listed.missing) {
			missing.add(operand);
		}
		for (const [directory, listing] of listed.headed) {
			headed.set(directory, listing);
		}
		// One operand that failed leaves no output, which is not an empty folder.
		if (listed.only !== null && (exit === 0 || stdout !== '')) {
			single.set(operands, listed.only);
		}
	}
	const folder: RecordedFolders['folder'] = (directory) => {
		const plain = withoutSlash(directory);
		const listing = headed.get(plain) ?? single.get(encode(plain)) ?? null;
		return listing ?? (missing.has(plain) ? 'missing' : null);
	};
	const presence: RecordedFolders['presence'] = (file) => {
		if (missing.has(file)) {
			return 'missing';
		}
		for (let child = file; child.length > 1; child = path.posix.dirname(child)) {
			const above = folder(path.posix.dirname(child));
			if (above === 'missing') {
				return 'missing';
			}
			if (above !== null) {
				const name = path.posix.basename(child);
				if (above.names.has(name)) {
					return child === file ? 'present' : 'unknown';
				}
				return above.whole && (above.hidden || !name.startsWith('.')) ? 'missing' : 'unknown';
			}
		}
		return 'unknown';
	};
	return {folder, presence};
};

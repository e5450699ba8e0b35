import type {Failure, Part} from '../model/capture.ts';
import {matchGlob} from './match-glob.ts';
import type {Recording} from './open-recording.ts';

/** What a recording holds of one folder of the node, or of its links. */
export type RecordedParts = {
	readonly parts: readonly Part[];
	readonly failure: Failure | null;
	readonly partial: string | null;
	/** When the newest part was saved (ISO 8601, UTC), empty where there is none. */
	readonly at: string;
};

/** How many files are open at once. */
const batch = 32;

const failed = (failure: Failure): RecordedParts => ({parts: [], failure, partial: null, at: ''});

/** Reads files into parts; what could not be read is named in `partial`. */
const readParts = async (
	recording: Recording,
	wanted: readonly {readonly name: string; readonly real: string}[],
	toText: (text: string) => string,
): Promise<RecordedParts> => {
	const parts: Part[] = [];
	const gaps: string[] = [];
	let at = '';
	for (let start = 0; start < wanted.length; start += batch) {
		const some = wanted.slice(start, start + batch);
		const reads = await Promise.all(some.map(({real}) => recording.read(real)));
		for (const [index, read] of reads.entries()) {
			const name = some[index]?.name ?? '';
			if ('kind' in read) {
				gaps.push(`${name}: ${read.detail}`);
			} else if (read.cut) {
				gaps.push(`${name}: larger than 16 MB`);
			} else {
				parts.push({name, text: toText(read.text)});
				at = read.at > at ? read.at : at;
			}
		}
	}
	return {parts, failure: null, partial: gaps.length === 0 ? null : gaps.join('; '), at};
};

/** Recordings copy every process that a privileged reader can see; process 1 among them shows that they did. */
const hasProcesses = (recording: Recording): boolean => recording.index.directories.has('/proc/1');

/** Whether a glob can match below a folder of this name. */
const reaches = (match: string, name: string): boolean => {
	const slash = match.indexOf('/');
	if (slash === -1) {
		return false;
	}
	const head = match.slice(0, slash);
	// A brace or parenthesis before the slash may close behind it.
	return /[{(]/.test(head) || matchGlob(head)(name);
};

/** Names that the recorded listings show and the recording lacks, relative to the directory. */
const lacking = (recording: Recording, directory: string, match: string): readonly string[] => {
	const matches = matchGlob(match);
	const gaps: string[] = [];
	const waiting = [''];
	for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
		const listing = recording.folders.folder(`${directory}/${below}`);
		if (listing === null || listing === 'missing') {
			continue;
		}
		for (const [name, kind] of listing.names) {
			const relative = `${below}${name}`;
			const full = `${directory}/${relative}`;
			if (kind === 'directory' || recording.index.directories.has(full)) {
				if (recording.index.directories.has(full)) {
					waiting.push(`${relative}/`);
				} else if (reaches(match, name)) {
					gaps.push(`${relative}/`);
				}
			} else if (matches(relative) && !recording.index.files.has(full)) {
				gaps.push(relative);
			}
		}
		if (!listing.whole) {
			gaps.push(below === '' ? 'lines of the listing that could not be read' : `lines of the listing of ${below}`);
		}
	}
	return gaps;
};

const incompleteness = (recording: Recording, directory: string, match: string): string | null => {
	if (!recording.index.complete) {
		return 'the recording is larger than kdiag reads, or not all of it can be read';
	}
	if (directory === '/proc' && match.startsWith('[0-9]')) {
		return hasProcesses(recording) ? null : 'not all processes were recorded';
	}
	const listing = recording.folders.folder(directory);
	if (listing === null || listing === 'missing') {
		return 'recorded without a listing of the folder, so there may be more';
	}
	const gaps = lacking(recording, directory, match);
	return gaps.length === 0 ? null : `listed but not recorded: ${gaps.join(', ')}`;
};

const both = (one: string | null, other: string | null): string | null =>
	one === null || other === null ? (one ?? other) : `${one}; ${other}`;

/**
 * The files of a recorded folder that match a glob. The listing decides: it proves a folder missing or empty, and shows what was not recorded.
 * Without one nothing is proven by a file that is not there.
 */
export const readRecordedFolder = async (
	recording: Recording,
	directory: string,
	match: string,
): Promise<RecordedParts> => {
	const matches = matchGlob(match);
	const prefix = directory.endsWith('/') ? directory : `${directory}/`;
	const found = [...recording.index.files]
		.filter(([name]) => name.startsWith(prefix) && matches(name.slice(prefix.length)))
		.map(([name, real]) => ({name, real}))
		.sort((one, other) => (one.name < other.name ? -1 : 1));
	const listing = recording.folders.folder(directory);
	if (found.length === 0) {
		if (listing === 'missing' || (listing === null && recording.folders.presence(directory) === 'missing')) {
			return failed({kind: 'missing', detail: `${directory} does not exist`, remedy: null});
		}
		const processes = directory === '/proc' && hasProcesses(recording);
		if (listing === null && !processes) {
			const detail = `${directory} was neither listed nor copied`;
			return failed({kind: 'not-recorded', detail, remedy: `record \`ls -la ${directory}\` and the folder's files`});
		}
	}
	const read = await readParts(recording, found, (text) => text);
	return {...read, partial: both(incompleteness(recording, directory, match), read.partial)};
};

const oneLine = (text: string): string => (text.endsWith('\n') ? text.slice(0, -1) : text);

/** The links of a recording that match a glob: `….link` files that hold what readlink(1) printed, or `fd-sockets` for the sockets of a process. */
export const readRecordedLinks = async (recording: Recording, glob: string): Promise<RecordedParts> => {
	const matches = matchGlob(glob);
	const sockets = glob.endsWith('/fd');
	const suffix = sockets ? '/fd-sockets' : '.link';
	const found = [...recording.index.files]
		.filter(([name]) => name.endsWith(suffix))
		.map(([name, real]) => ({name: `${name.slice(0, -suffix.length)}${sockets ? '/fd' : ''}`, real}))
		.filter(({name}) => matches(name))
		.sort((one, other) => (one.name < other.name ? -1 : 1));
	if (found.length === 0 && !(glob.startsWith('/proc/') && hasProcesses(recording))) {
		return failed({kind: 'not-recorded', detail: `no ${glob} was recorded`, remedy: 'record the node as root'});
	}
	const read = await readParts(recording, found, sockets ? (text) => text : oneLine);
	const partial =
		glob.startsWith('/proc/') && hasProcesses(recording) ? null : 'there may be more links than were recorded';
	return {...read, partial: both(partial, read.partial)};
};

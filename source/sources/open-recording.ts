import type {Failure} from '../model/capture.ts';
import {readBounded} from './read-bounded.ts';
import {type RecordedFolders, type RecordedOutput, readListings} from './recorded-folders.ts';
import {indexRecording, type RecordedIndex} from './recorded-index.ts';

/** The most that is read of one recorded file, and of a whole recording, in bytes. */
export const recordedLimits = {file: 16 * 1024 * 1024, recording: 256 * 1024 * 1024} as const;

/** A text of a recording: whole or cut at the limit, and when it was saved. */
export type RecordedText = {readonly text: string; readonly cut: boolean; readonly at: string};

/** A recorded folder that is open for reading. */
export type Recording = {
	readonly index: RecordedIndex;
	readonly folders: RecordedFolders;
	/** The node's clock when the recording was made (ISO 8601, UTC), null where it was not recorded. */
	readonly at: string | null;
	readonly read: (real: string) => Promise<RecordedText | Failure>;
	/** A recorded command; null where nothing of it was recorded. */
	readonly output: (
		name: string,
	) => Promise<(RecordedOutput & {readonly cut: boolean; readonly at: string}) | Failure | null>;
};

const createRead = (): Recording['read'] => {
	let left = recordedLimits.recording;
	return async (real) => {
		if (left <= 0) {
			const detail = 'the recording is larger than 256 MB; the rest is not read';
			return {kind: 'too-large', detail, remedy: 'record the node again with smaller logs'};
		}
		const read = await readBounded(real, Math.min(recordedLimits.file, left));
		if ('kind' in read) {
			return read;
		}
		left -= read.bytes.length;
		return {text: read.bytes.toString('utf8'), cut: read.cut, at: read.at};
	};
};

const exitOf = (status: RecordedText | Failure | null): number | null => {
	if (status === null) {
		return 0;
	}
	const text = 'text' in status ? status.text.trim() : '';
	return /^\d{1,3}$/.test(text) ? Number(text) : null;
};

const createOutput =
	(index: RecordedIndex, read: Recording['read']): Recording['output'] =>
	async (name) => {
		const part = async (suffix: string): Promise<RecordedText | Failure | null> => {
			const real = index.commands.get(`${name}${suffix}`);
			return real === undefined ? null : read(real);
		};
		const [stdout, stderr, status] = await Promise.all([part(''), part('.stderr'), part('.status')]);
		if (stdout === null && stderr === null && status === null) {
			return null;
		}
		if (stdout !== null && 'kind' in stdout) {
			return stdout;
		}
		const exit = stdout === null && status === null ? null : exitOf(status);
		return {
			name,
			stdout: stdout?.text ?? '',
			stderr: stderr !== null && 'text' in stderr ? stderr.text : '',
			exit,
			cut: stdout?.cut ?? false,
			at: stdout?.at ?? '',
		};
	};

const isOutput = (name: string): boolean => !name.endsWith('.stderr') && !name.endsWith('.status');

const clockOf = async (output: Recording['output']): Promise<string | null> => {
	const date = await output('date_-u_+%FT%TZ');
	const text = date !== null && 'stdout' in date ? date.stdout.trim() : '';
	return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : null;
};

/** Opens a recorded folder: what it holds, what its listings prove, and its clock. */
export const openRecording = async (folder: string): Promise<Recording> => {
	const index = await indexRecording(folder);
	const read = createRead();
	const output = createOutput(index, read);
	const names = [...index.commands.keys()].filter((name) => name.startsWith('ls_') && isOutput(name));
	const listings = await Promise.all(names.map(output));
	const folders = readListings(listings.filter((listing) => listing !== null).filter((one) => 'stdout' in one));
	return {index, folders, at: await clockOf(output), read, output};
};

import path from 'node:path';
import type {Capture, Failure, Reader} from '../model/capture.ts';
import {type Input, inputId} from '../model/input.ts';
import {openRecording, type Recording} from './open-recording.ts';
import {commandFailure, commandPartial, recordedName} from './recorded-command.ts';
import {readRecordedFolder, readRecordedLinks} from './recorded-folder.ts';
import {createRedactor, type Redactor} from './redact.ts';

/** What a capture of a recording says beside its input; `at` is empty where only the recording's clock can tell. */
type Read = Partial<Pick<Capture, 'parts' | 'failure' | 'partial' | 'exit' | 'stderr' | 'at'>>;

const toCapture = (input: Input, recordedAt: string | null, read: Read): Capture => ({
	id: inputId(input),
	input,
	parts: read.parts ?? [],
	failure: read.failure ?? null,
	partial: read.partial ?? null,
	exit: read.exit ?? null,
	stderr: read.stderr ?? '',
	at: recordedAt ?? (read.at || new Date(0).toISOString()),
	ms: 0,
});

const notRecorded = (detail: string, remedy: string | null): Read => ({
	failure: {kind: 'not-recorded', detail, remedy},
});

/** Longer command lines are shown by their beginning, and have no file name. */
const longest = 100;

const unrecordedCommand = (line: string, name: string): Read =>
	line.length > longest
		? notRecorded(`${line.slice(0, longest)}… was not recorded`, null)
		: notRecorded(
				`${line} was not recorded`,
				`run \`${line}\` on the node and save what it prints as commands/${name}`,
			);

const readCommand = async (recording: Recording, argv: readonly string[]): Promise<Read> => {
	const name = recordedName(argv);
	const output = await recording.output(name);
	const line = argv.join(' ');
	if (output === null) {
		return unrecordedCommand(line, name);
	}
	if ('kind' in output) {
		return {failure: output};
	}
	const {exit, stderr, at} = output;
	const failure = commandFailure(argv, output);
	if (failure !== null) {
		return {failure, exit, stderr, at};
	}
	return {
		parts: [{name: line, text: output.stdout}],
		partial: commandPartial(argv, output, output.cut),
		exit,
		stderr,
		at,
	};
};

/** A file cut in the middle must not look broken; tables of the kernel are lines and may be cut. */
const tooLarge: Failure = {
	kind: 'too-large',
	detail: 'larger than 16 MB',
	remedy: null,
};

const absentFile = (recording: Recording, file: string): Read => {
	if (recording.index.links.has(file)) {
		const detail = `${file} is a symbolic link in the recording, which is not followed`;
		return {failure: {kind: 'not-a-file', detail, remedy: `save its content as files${file}`}};
	}
	if (recording.index.directories.has(file)) {
		return {failure: {kind: 'not-a-file', detail: `${file} is a folder`, remedy: null}};
	}
	const presence = recording.folders.presence(file);
	if (presence === 'missing') {
		return {failure: {kind: 'missing', detail: `${file} does not exist`, remedy: null}};
	}
	const detail = presence === 'present' ? `${file} exists but was not copied` : `${file} was not recorded`;
	return notRecorded(detail, `save it as files${file}`);
};

const readFile = async (recording: Recording, asked: string): Promise<Read> => {
	const file = path.posix.normalize(asked);
	const real = recording.index.files.get(file);
	if (real === undefined) {
		return absentFile(recording, file);
	}
	const read = await recording.read(real);
	if ('kind' in read) {
		return {failure: read};
	}
	if (read.cut && !file.startsWith('/proc/')) {
		return {failure: tooLarge, at: read.at};
	}
	return {parts: [{name: asked, text: read.text}], partial: read.cut ? 'cut at 16 MB' : null, at: read.at};
};

const readInput = (recording: Recording, input: Input): Promise<Read> => {
	if ('run' in input) {
		return readCommand(recording, input.run);
	}
	if ('file' in input) {
		return readFile(recording, input.file);
	}
	if ('directory' in input) {
		return readRecordedFolder(recording, input.directory, input.match);
	}
	if ('links' in input) {
		return readRecordedLinks(recording, input.links);
	}
	return Promise.resolve(notRecorded('what the machine is was not recorded', null));
};

/**
 * Reads a recorded folder: `commands/` holds outputs named after their commands (`.stderr` and `.status` beside those that failed), `files/`
 * mirrors paths. What was not recorded is a gap, never an absence, unless a recorded listing proves it. Secrets are hidden as they are live.
 */
export const createRecordedReader = (folder: string, redactor: Redactor = createRedactor()): Reader => {
	let opened: Promise<Recording> | null = null;
	return async (input) => {
		opened ??= openRecording(folder);
		const recording = await opened;
		return redactor.capture(toCapture(input, recording.at, await readInput(recording, input)));
	};
};

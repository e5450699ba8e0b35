import type {Capture, Part, Reader} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import {type Input, inputId} from '../model/input.ts';
import type {Unrecognised} from '../model/snapshot.ts';
import {isAnswer} from './is-answer.ts';
import {type PastedPiece, recognisePaste} from './recognise-paste.ts';
import {createRedactor, type Redactor} from './redact.ts';

/** A pasted file: its name as given (`stdin` for standard input) and its text. */
export type PastedFile = {readonly name: string; readonly text: string};

/** A reader over pasted text, what was recognised in it, and what was not. */
export type PastedSource = {
	readonly reader: Reader;
	readonly pieces: readonly PastedPiece[];
	readonly unrecognised: readonly Unrecognised[];
};

const commandLine = (input: Input): string | null => {
	if ('run' in input) {
		return input.run.join(' ');
	}
	if ('file' in input) {
		return `cat ${input.file}`;
	}
	return 'directory' in input ? `cat ${input.directory}/${input.match}` : null;
};

const partialOf = (pieces: readonly PastedPiece[]): string => {
	const filters = [...new Set(pieces.flatMap(({filters: names}) => names))];
	return filters.length === 0 ? 'pasted output' : `pasted output, filtered by ${filters.join(', ')}`;
};

/** A piece as a part. `seen` is the text of its file, without secrets. */
const toPart = ({source, rows}: PastedPiece, redactor: Redactor, seen: string): Part => {
	const text = rows.map((row) => row.text).join('\n');
	return {
		name: source,
		// A secret that a screen had wrapped is whole only now; lines that stand in the file as they are have been looked at.
		text: seen.includes(text) ? text : redactor.text(text),
		lineNumbers: rows.map(({number}) => number),
	};
};

/**
 * Reads pasted text: each input that has a format is answered with all pieces of that format, under the name of the file they were pasted in. A paste
 * is never known to be whole, so it proves what is there and nothing that is not. Secrets are hidden as they are live.
 */
export const createPastedReader = (
	files: readonly PastedFile[],
	formats: readonly Format[],
	redactor: Redactor = createRedactor(),
): PastedSource => {
	const recognised = files.map(({name, text}) => {
		const seen = redactor.text(text);
		return {seen, ...recognisePaste(name, seen, formats)};
	});
	const pieces = recognised.flatMap((one) => one.pieces);
	const unrecognised = recognised.flatMap((one) => one.unrecognised);
	// One object a piece, so that whoever is answered twice can see that it is the same.
	const parts = new Map(
		recognised.flatMap((one) => one.pieces.map((piece) => [piece, toPart(piece, redactor, one.seen)] as const)),
	);
	const at = new Date().toISOString();
	const read = (input: Input): Capture => {
		const answers = pieces.filter((piece) => isAnswer(piece, input));
		const line = commandLine(input);
		const base = {id: inputId(input), input, exit: null, stderr: '', at, ms: 0};
		if (answers.length > 0) {
			return {
				...base,
				parts: answers.flatMap((piece) => parts.get(piece) ?? []),
				failure: null,
				partial: partialOf(answers),
			};
		}
		const detail = line === null ? 'not in what was pasted' : `no output of \`${line}\` was pasted`;
		const remedy = line === null ? null : `paste what \`${line}\` prints`;
		return {...base, parts: [], failure: {kind: 'not-recorded', detail, remedy}, partial: null};
	};
	return {reader: (input) => Promise.resolve(read(input)), pieces, unrecognised};
};

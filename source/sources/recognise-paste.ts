import type {Format} from '../model/collector.ts';
import type {Unrecognised} from '../model/snapshot.ts';
import {commandFormats, printedFile} from './command-formats.ts';
import {fileFormats} from './file-formats.ts';
import {type PastedLine, trimBlankLines} from './paste-lines.ts';
import {plainAnswer} from './plain-answers.ts';
import {readCommands, type TypedCommand} from './read-command.ts';
import {type Leftover, type Recognised, recognisePiece} from './recognise-piece.ts';
import {type PasteRegion, splitPaste} from './split-paste.ts';

/**
 * One output or file found in a paste. `source` is the pasted file, which the line numbers of its rows belong to; `commands` are those that printed
 * it, as far as a prompt or title shows; `path` is the file of the node that it is a copy of; `filters` left lines of it out. A single value has no
 * format: `answers` names the input that it is of.
 */
export type PastedPiece = {
	readonly source: string;
	readonly format: string | null;
	readonly answers: string | null;
	readonly rows: readonly PastedLine[];
	readonly commands: readonly TypedCommand[];
	readonly path: string | null;
	readonly filters: readonly string[];
};

/** What was found in one pasted file. `marks` are the prompts, titles and fences between the pieces. */
export type RecognisedPaste = {
	readonly pieces: readonly PastedPiece[];
	readonly unrecognised: readonly Unrecognised[];
	readonly leftovers: readonly Leftover[];
	readonly marks: readonly PastedLine[];
};

const elsewhere = 'output of the node itself: this command ran in a pod or in another network namespace';

const countOnly = 'a count; paste the lines that were counted';

const nothing: Recognised = {pieces: [], leftovers: []};

const named = (names: readonly string[], formats: readonly Format[]): readonly Format[] =>
	names.flatMap((name) => formats.filter((format) => format.name === name));

/** `netstat_-npa.txt` and `netstat -npa.log` are named after their command, copies of files after the file. */
const nameFormats = (source: string): readonly string[] => {
	const base = source.slice(source.lastIndexOf('/') + 1);
	const [command] = readCommands(base.replace(/\.(?:txt|log|out|md)$/, '').replaceAll('_', ' '));
	const byFile = fileFormats(base);
	return byFile.length > 0 || command === undefined ? byFile : (commandFormats(command) ?? []);
};

const expectOutputOf = (found: Recognised, commands: readonly TypedCommand[], known: boolean): Recognised =>
	known && found.pieces.length === 0
		? {...found, leftovers: found.leftovers.map(({lines}) => ({lines, expected: `output of \`${commands[0]?.line}\``}))}
		: found;

const recogniseRegion = (region: PasteRegion, formats: readonly Format[], hints: readonly string[]): Recognised => {
	const {commands, lines} = region;
	if (commands.length > 0 && commands.every((command) => command.elsewhere)) {
		return {
			...nothing,
			leftovers: recognisePiece(lines, [], []).leftovers.map((one) => ({...one, expected: elsewhere})),
		};
	}
	const names = commands.length === 0 ? hints : commands.flatMap((command) => commandFormats(command) ?? []);
	if (commands.length > 0 && commands.every((command) => command.counts)) {
		const isCount = ({text}: PastedLine): boolean => /^\s*\d+(?:\s+\S+)?\s*$/.test(text);
		const counts = lines.filter(isCount);
		const others = lines.filter((line) => !isCount(line));
		const rest = recognisePiece(others, formats, []);
		const listed = counts.map((line) => ({lines: [line], expected: countOnly}));
		return {pieces: rest.pieces, leftovers: [...listed, ...rest.leftovers]};
	}
	const known = commands.some((command) => commandFormats(command) !== null);
	return expectOutputOf(recognisePiece(lines, formats, named(names, formats)), commands, known);
};

/**
 * `ls` names the folder above a listing only where it lists several. The command that somebody typed names it as well, so its line stands in for
 * that header.
 */
const withHeader = (rows: readonly PastedLine[], {commands, typedAt}: PasteRegion): readonly PastedLine[] => {
	const [command] = commands;
	const words = command?.argv.slice(1) ?? [];
	const folders = words.filter((word) => word.startsWith('/'));
	const own = words.some((word) => /^-[A-Za-z]*d/.test(word));
	const named = rows.some(({text}) => text.startsWith('/'));
	return commands.length !== 1 || folders.length !== 1 || own || named
		? rows
		: [{number: typedAt, text: `${folders[0]?.replace(/(.)\/$/, '$1')}:`}, ...rows];
};

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const toUnrecognised = (source: string, {lines, expected}: Leftover): Unrecognised => {
	const first = lines[0];
	const last = lines.at(-1)?.number ?? 0;
	const more = lines.length === 1 ? '' : ` (to line ${last})`;
	return {source, line: first?.number ?? 1, text: shorten((first?.text ?? '').trim()), expected: `${expected}${more}`};
};

/** Why a text is not worth splitting: empty, or not a text at all. */
const problemOf = (text: string): string | null => {
	if (text.trim() === '') {
		return 'the output of a command or a file; there is nothing in it';
	}
	const sample = text.slice(0, 8192);
	const odd = [...sample].filter(
		(character) => character === '\uFFFD' || (character < ' ' && !'\n\r\t\b\u0007\u001b'.includes(character)),
	);
	return odd.length > sample.length / 10 ? 'text; these are binary data' : null;
};

/** The first line with bytes that are not UTF-8: it is used, and said. */
const misencoded = (source: string, text: string): readonly Unrecognised[] => {
	const index = text.indexOf('\uFFFD');
	if (index === -1) {
		return [];
	}
	const before = text.slice(0, index);
	const line = before.split('\n').length;
	const shown = text.slice(before.lastIndexOf('\n') + 1).split('\n', 1)[0] ?? '';
	return [{source, line, text: shorten(shown.trim()), expected: 'text in UTF-8; what is not is shown as U+FFFD'}];
};

/** Finds all outputs and files in one pasted text. Every line is in a piece, is a mark, is blank, or is named as not recognised. */
export const recognisePaste = (source: string, text: string, formats: readonly Format[]): RecognisedPaste => {
	const problem = problemOf(text);
	if (problem !== null) {
		return {pieces: [], unrecognised: [{source, line: 1, text: '', expected: problem}], leftovers: [], marks: []};
	}
	const {regions, marks} = splitPaste(text);
	const hints = nameFormats(source);
	const path = fileFormats(source).length > 0 ? source : null;
	const pieces: PastedPiece[] = [];
	const leftovers: Leftover[] = [];
	for (const region of regions) {
		const {commands, lines} = region;
		const printed = commands.map(printedFile).find((file) => file !== null) ?? (commands.length === 0 ? path : null);
		const filters = [...new Set(commands.flatMap((command) => command.filters))];
		const common = {source, commands, path: printed, filters};
		const answers = plainAnswer(lines, commands, source);
		if (answers !== null) {
			pieces.push({...common, format: null, answers, rows: trimBlankLines(lines)});
			continue;
		}
		const found = recogniseRegion(region, formats, hints);
		leftovers.push(...found.leftovers);
		for (const piece of found.pieces) {
			const rows = piece.format.name === 'ls' ? withHeader(piece.rows, region) : piece.rows;
			pieces.push({...common, format: piece.format.name, answers: null, rows});
		}
	}
	const inOrder = leftovers.toSorted((one, other) => (one.lines[0]?.number ?? 0) - (other.lines[0]?.number ?? 0));
	const unrecognised = [...misencoded(source, text), ...inOrder.map((one) => toUnrecognised(source, one))];
	return {pieces, unrecognised, leftovers: inOrder, marks};
};

import type {Format} from '../model/collector.ts';
import type {Unrecognised} from '../model/snapshot.ts';
import {commandFormats, printedFile} from './command-formats.ts';
import {fileFormats} from './file-formats.ts';
import {type PastedLine, trimBlankLines} from './paste-lines.ts';
import {misencoded, pasteProblem, shorten} from './paste-problems.ts';
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

/** The command that a file is named after: `netstat_-npa.txt`, `ip -6 rule.log`; null where the name says nothing. */
const nameCommand = (source: string): TypedCommand | null => {
	const base = source.slice(source.lastIndexOf('/') + 1);
	const [command] = readCommands(base.replace(/\.(?:txt|log|out|md)$/, '').replaceAll('_', ' '));
	const known = command !== undefined && fileFormats(base).length === 0 && commandFormats(command) !== null;
	return known ? command : null;
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

const toUnrecognised = (source: string, {lines, expected}: Leftover): Unrecognised => {
	const first = lines[0];
	const last = lines.at(-1)?.number ?? 0;
	const more = lines.length === 1 ? '' : ` (to line ${last})`;
	return {source, line: first?.number ?? 1, text: shorten((first?.text ?? '').trim()), expected: `${expected}${more}`};
};

/** What the name of a pasted file tells: the command it is named after, the file it is a copy of, and the formats of either. */
type NameHints = {
	readonly source: string;
	readonly command: TypedCommand | null;
	readonly path: string | null;
	readonly formats: readonly string[];
};

const hintsOf = (source: string): NameHints => {
	const command = nameCommand(source);
	const byName = fileFormats(source);
	const path = byName.length > 0 ? source : null;
	return {source, command, path, formats: command === null ? byName : (commandFormats(command) ?? [])};
};

type RegionFound = Pick<RecognisedPaste, 'pieces' | 'leftovers'>;

const readRegion = (region: PasteRegion, formats: readonly Format[], hints: NameHints): RegionFound => {
	const {source} = hints;
	// A prompt says what was typed; without one the name of the file may.
	const commands = region.commands.length === 0 && hints.command !== null ? [hints.command] : region.commands;
	const path = commands.map(printedFile).find((file) => file !== null) ?? (commands.length === 0 ? hints.path : null);
	const filters = [...new Set(commands.flatMap((command) => command.filters))];
	const common = {source, path, filters};
	const answers = plainAnswer(region.lines, commands, source);
	if (answers !== null) {
		return {pieces: [{...common, commands, format: null, answers, rows: trimBlankLines(region.lines)}], leftovers: []};
	}
	const found = recogniseRegion(region, formats, hints.formats);
	const pieces = found.pieces.map(({format, rows}) => ({
		...common,
		commands: hints.formats.includes(format.name) ? commands : region.commands,
		format: format.name,
		answers: null,
		rows: format.name === 'ls' ? withHeader(rows, region) : rows,
	}));
	return {pieces, leftovers: found.leftovers};
};

const firstNumber = ({lines}: Leftover): number => lines[0]?.number ?? 0;

/** Finds all outputs and files in one pasted text. Every line is in a piece, is a mark, is blank, or is named as not recognised. */
export const recognisePaste = (source: string, text: string, formats: readonly Format[]): RecognisedPaste => {
	const problem = pasteProblem(text);
	if (problem !== null) {
		return {pieces: [], unrecognised: [{source, line: 1, text: '', expected: problem}], leftovers: [], marks: []};
	}
	const {regions, marks} = splitPaste(text);
	const hints = hintsOf(source);
	const found = regions.map((region) => readRegion(region, formats, hints));
	const pieces = found.flatMap((one) => one.pieces);
	const leftovers = found
		.flatMap((one) => one.leftovers)
		.toSorted((one, other) => firstNumber(one) - firstNumber(other));
	const unrecognised = [...misencoded(source, text), ...leftovers.map((one) => toUnrecognised(source, one))];
	return {pieces, unrecognised, leftovers, marks};
};

import {isBlankLine, type PastedLine, pasteLines} from './paste-lines.ts';
import type {TypedCommand} from './read-command.ts';
import {type Prompt, readPrompt, readTitle} from './read-prompt.ts';

/** The lines between two marks of a paste, and the commands that were typed before them, at line `typedAt` (empty and 0 where none is to be seen). */
export type PasteRegion = {
	readonly commands: readonly TypedCommand[];
	readonly typedAt: number;
	readonly lines: readonly PastedLine[];
};

/** A paste in regions. Every line stands in one region or is a mark: a prompt with its command, a title that names one, a fence. */
export type PasteSplit = {readonly regions: readonly PasteRegion[]; readonly marks: readonly PastedLine[]};

const fence = /^\s{0,16}(?:`{3,12}|~{3,12})\s{0,4}[\w+-]{0,20}\s*$/;

const tag = /^\s{0,16}(?:<\/?(?:pre|code)>){1,2}\s*$/;

/** What script(1) writes around a session, and what ends one. */
const session = /^(?:Script (?:started|done)(?: on|,|:| ).*|exit|logout)$/;

type Draft = {
	readonly regions: PasteRegion[];
	readonly marks: PastedLine[];
	commands: readonly TypedCommand[];
	typedAt: number;
	lines: PastedLine[];
	fenced: boolean;
};

const endRegion = (draft: Draft, commands: readonly TypedCommand[], typedAt: number): void => {
	if (draft.lines.length > 0) {
		draft.regions.push({commands: draft.commands, typedAt: draft.typedAt, lines: draft.lines});
	}
	draft.commands = commands;
	draft.typedAt = typedAt;
	draft.lines = [];
};

const crossFence = (draft: Draft): void => {
	// A title just above a fence names what is in it.
	const titled = !draft.fenced && draft.lines.every(isBlankLine);
	endRegion(draft, titled ? draft.commands : [], titled ? draft.typedAt : 0);
	draft.fenced = !draft.fenced;
};

const readMark = (draft: Draft, line: PastedLine): Prompt | null => {
	const before = draft.lines.at(-1);
	const alone = before === undefined || isBlankLine(before);
	return readPrompt(line.text) ?? readTitle(line.text, alone);
};

/**
 * Splits pasted text at prompts, titles that name a command, Markdown fences and the lines of script(1). What stands between is left as it is:
 * whose output it is, and what in it is talk, only the formats can tell.
 */
export const splitPaste = (text: string): PasteSplit => {
	const draft: Draft = {regions: [], marks: [], commands: [], typedAt: 0, lines: [], fenced: false};
	for (const line of pasteLines(text)) {
		const crosses = fence.test(line.text) || tag.test(line.text);
		const mark = crosses ? null : readMark(draft, line);
		if (crosses) {
			crossFence(draft);
		} else if (mark !== null) {
			endRegion(draft, mark.commands, line.number);
		} else if (session.test(line.text)) {
			endRegion(draft, [], 0);
		} else {
			draft.lines.push(line);
			continue;
		}
		draft.marks.push(line);
	}
	endRegion(draft, [], 0);
	return {regions: draft.regions, marks: draft.marks};
};

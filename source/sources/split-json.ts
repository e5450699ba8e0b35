import type {PastedLine} from './paste-lines.ts';

/** The first line of a document in JSON; rules with counters begin with a bracket too. */
const opens = /^\s*(?:\{\s*$|\{\s*"|\[\s*$|\[\s*\{)/;

type State = {readonly depth: number; readonly quoted: boolean};

/** How deep a line leaves the braces and brackets, those in strings apart. A string may go on in the next line where a screen wrapped it. */
const scan = (line: string, start: State): State => {
	let {depth, quoted} = start;
	for (let index = 0; index < line.length; index++) {
		const character = line[index];
		if (quoted && character === '\\') {
			index++;
		} else if (character === '"') {
			quoted = !quoted;
		} else if (!quoted && (character === '{' || character === '[')) {
			depth++;
		} else if (!quoted && (character === '}' || character === ']')) {
			depth--;
		}
	}
	return {depth, quoted};
};

/** Where a document that begins at `start` ends (exclusive); `start` where it never does. */
const documentEnd = (lines: readonly PastedLine[], start: number): number => {
	let state: State = {depth: 0, quoted: false};
	for (let index = start; index < lines.length; index++) {
		state = scan(lines[index]?.text ?? '', state);
		if (state.depth <= 0) {
			return index + 1;
		}
	}
	return start;
};

/** Parts lines into documents in JSON and what stands between them. Lines without a whole document stay together. */
export const splitJson = (lines: readonly PastedLine[]): readonly (readonly PastedLine[])[] => {
	const parts: (readonly PastedLine[])[] = [];
	let from = 0;
	let index = 0;
	while (index < lines.length) {
		const end = opens.test(lines[index]?.text ?? '') ? documentEnd(lines, index) : index + 1;
		if (end === index) {
			// The rest is one document that was cut, or none at all.
			break;
		}
		if (opens.test(lines[index]?.text ?? '')) {
			parts.push(lines.slice(from, index), lines.slice(index, end));
			from = end;
		}
		index = end;
	}
	return [...parts, lines.slice(from)].filter((part) => part.length > 0);
};

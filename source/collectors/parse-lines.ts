import {lineNumber, type Part} from '../model/capture.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {linesOf} from './words.ts';

/** Colours and other control sequences that a terminal printed (`ip -c`, `grep --color`). */
const controlSequence = /\x1b\[[0-9;]*[A-Za-z]/g;

/** The lines of a part without line ends and colours. */
export const partLines = (part: Part): readonly string[] =>
	linesOf(part.text.includes('\x1b') ? part.text.replace(controlSequence, '') : part.text);

/** The words of a line. Only blanks and tabs part them: names of interfaces may hold any other character. */
export const words = (line: string): readonly string[] => {
	const all = line.split(/[ \t]+/);
	const from = all[0] === '' ? 1 : 0;
	const to = all.at(-1) === '' ? all.length - 1 : all.length;
	return from === 0 && to === all.length ? all : all.slice(from, to);
};

/** Whether a line has nothing but blanks. */
export const isBlank = (line: string): boolean => line === '' || line.trimStart() === '';

/** Where the line at an index stands. */
export const placeOf = (part: Part, index: number): Place => ({source: part.name, line: lineNumber(part, index)});

/** A line that was not understood, with what should have stood there. */
export const unparsedLine = (at: Place, text: string, expected: string): Unparsed => ({...at, text, expected});

/**
 * Reads a text line by line; blank lines carry nothing.
 * `read` returns the record of the line, null for a line that carries none (a header, a comment), or what was expected there, as text.
 */
export const parseLines = <T extends object>(
	part: Part,
	read: (line: string, at: Place) => T | null | string,
): Parsed<readonly T[]> => {
	const value: T[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		if (isBlank(line)) {
			continue;
		}
		const at = placeOf(part, index);
		const record = read(line, at);
		if (typeof record === 'string') {
			unparsed.push(unparsedLine(at, line, record));
		} else if (record !== null) {
			value.push(record);
		}
	}
	return {value, unparsed};
};

/** The place of a line that is looked at only to recognise a format. */
export const nowhere: Place = {source: '', line: 0};

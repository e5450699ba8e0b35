import {type Capture, lineNumber} from '../model/capture.ts';
import type {Collected} from '../model/collector.ts';
import type {Located} from '../model/facts/host.ts';
import {failedReading} from './failed-reading.ts';

/**
 * Reads a capture whose first line is the whole fact. `read` makes the value of the line without blanks around it,
 * or null where it is not what was `expected`.
 */
export const collectOneLine = <T>(
	capture: Capture | undefined,
	read: (line: string) => T | null,
	expected: string,
): Collected<Located<T>> => {
	const [part] = capture?.parts ?? [];
	if (capture === undefined || capture.failure !== null || part === undefined) {
		return failedReading(capture);
	}
	const at = {source: part.name, line: lineNumber(part, 0)};
	const line = part.text.split('\n', 1)[0] ?? '';
	const value = read(line.trim());
	if (value === null) {
		const reason = `${part.name} says "${line.slice(0, 80)}" where ${expected} was expected`;
		return {unavailable: {kind: 'not-understood', reason, remedy: null}};
	}
	return {value: {value, at}, unparsed: []};
};

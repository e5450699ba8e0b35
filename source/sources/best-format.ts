import type {Format} from '../model/collector.ts';
import {dedent} from './fit-format.ts';
import type {PastedLine} from './paste-lines.ts';

/** How sure a format must be of lines whose command is not known. */
const sure = 0.5;

const textOf = (lines: readonly PastedLine[]): string => lines.map(({text}) => text).join('\n');

/** The format that is surest of some lines, if any is sure enough; one that their command names need only find them possible. */
export const bestFormat = (
	lines: readonly PastedLine[],
	formats: readonly Format[],
	named: readonly Format[],
): Format | null => {
	const flush = dedent(lines);
	const texts = [textOf(lines), ...(flush === null ? [] : [textOf(flush)])];
	const sureness = (format: Format): number => Math.max(...texts.map(format.recognise));
	const possible = named.find((format) => sureness(format) >= sure / 2);
	if (possible !== undefined) {
		return possible;
	}
	let best: Format | null = null;
	let most = 0;
	for (const format of formats) {
		const value = sureness(format);
		if (value >= sure && value > most) {
			best = format;
			most = value;
		}
	}
	return best;
};

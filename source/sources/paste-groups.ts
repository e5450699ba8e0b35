import type {Format} from '../model/collector.ts';
import {bestFormat} from './best-format.ts';
import {groupRuns} from './group-runs.ts';
import {isProse} from './is-prose.ts';
import {isBlankLine, type PastedLine} from './paste-lines.ts';

/**
 * Neighbouring paragraphs that may be one output. Null for talk and for what no format knows. `end` is where they end (exclusive), `sureEnd` where
 * the last one ends that the format recognised; what is behind it was only taken along. `paragraphs` are the recognised ones.
 */
export type PasteGroup = {
	readonly format: Format | null;
	readonly start: number;
	readonly end: number;
	readonly sureEnd: number;
	readonly paragraphs: readonly (readonly [number, number])[];
};

/** So many paragraphs are looked at by every format; what comes after goes with the one before. */
const paragraphLimit = 2000;

type Paragraph = {readonly start: number; readonly end: number; readonly talk: boolean};

/** Paragraphs, and within them talk apart from the rest. */
const paragraphsOf = (lines: readonly PastedLine[]): readonly Paragraph[] =>
	groupRuns(lines, (line) => (isBlankLine(line) ? 'blank' : isProse(line.text)))
		.filter(({label}) => label !== 'blank')
		.map(({label, start, end}) => ({start, end, talk: label === true}));

/** Groups the paragraphs of some lines by format. What no format knows and is no talk goes with the group before, whose format may still read it. */
export const groupPaste = (
	lines: readonly PastedLine[],
	formats: readonly Format[],
	named: readonly Format[],
): readonly PasteGroup[] => {
	const groups: {format: Format | null; start: number; end: number; sureEnd: number; paragraphs: [number, number][]}[] =
		[];
	for (const [index, {start, end, talk}] of paragraphsOf(lines).entries()) {
		const looked = !talk && index < paragraphLimit;
		const format = looked ? bestFormat(lines.slice(start, end), formats, named) : null;
		const group = groups.at(-1);
		if (group !== undefined && format !== null && group.format === format) {
			group.paragraphs.push([start, end]);
			group.end = end;
			group.sureEnd = end;
		} else if (group !== undefined && format === null && (group.format === null || !talk)) {
			group.end = end;
		} else {
			groups.push({format, start, end, sureEnd: end, paragraphs: [[start, end]]});
		}
	}
	return groups;
};

import type {Capture, Part} from '../model/capture.ts';
import type {Parsed, Unparsed} from '../model/place.ts';

/** What reading several parts gave, in their order. */
type PartsRead<T> = {readonly value: readonly T[]; readonly unparsed: readonly Unparsed[]};

/** A part with the capture that holds it. */
type CapturedPart = {readonly capture: Capture; readonly part: Part};

/**
 * The parts of all captures that could be read, each once: pasted text of one format answers every input of that format,
 * and two of them must not make two of each record.
 */
const distinctReads = (captures: readonly Capture[]): readonly CapturedPart[] => {
	const texts = new Map<string, Set<string>>();
	const reads: CapturedPart[] = [];
	for (const capture of captures.filter((item) => item.failure === null)) {
		for (const part of capture.parts) {
			const known = texts.get(part.name) ?? new Set<string>();
			if (!known.has(part.text)) {
				reads.push({capture, part});
			}
			texts.set(part.name, known.add(part.text));
		}
	}
	return reads;
};

/** The parts of all captures that could be read, each once. */
export const distinctParts = (captures: readonly Capture[]): readonly Part[] =>
	distinctReads(captures).map(({part}) => part);

const join = <T>(all: readonly Parsed<readonly T[]>[]): PartsRead<T> => ({
	value: all.flatMap((parsed) => parsed.value),
	unparsed: all.flatMap((parsed) => parsed.unparsed),
});

/** What a parser makes of several parts, in their order. */
export const parseParts = <T>(parts: readonly Part[], parse: (part: Part) => Parsed<readonly T[]>): PartsRead<T> =>
	join(parts.map(parse));

/** What is made of the parts of several captures, each once and each by the parser of its input's format. */
export const parseByFormat = <T>(
	captures: readonly Capture[],
	parsers: ReadonlyMap<string, (part: Part) => Parsed<readonly T[]>>,
): PartsRead<T> =>
	join(
		distinctReads(captures).flatMap(({capture, part}) => {
			const parse = parsers.get(capture.input.format ?? '');
			return parse === undefined ? [] : [parse(part)];
		}),
	);

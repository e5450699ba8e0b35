import type {Capture, Part} from '../model/capture.ts';
import type {Parsed, Unparsed} from '../model/place.ts';

/**
 * The parts of all captures that could be read, each once: pasted text of one format answers every input of that format,
 * and two of them must not make two of each record.
 */
export const distinctParts = (captures: readonly Capture[]): readonly Part[] => {
	const seen = new Map<string, Part[]>();
	const parts: Part[] = [];
	for (const part of captures.flatMap((capture) => (capture.failure === null ? capture.parts : []))) {
		const same = seen.get(part.name) ?? [];
		if (same.some((other) => other.text === part.text)) {
			continue;
		}
		seen.set(part.name, [...same, part]);
		parts.push(part);
	}
	return parts;
};

/** What a parser makes of several parts, in their order. */
export const parseParts = <T>(
	parts: readonly Part[],
	parse: (part: Part) => Parsed<readonly T[]>,
): {readonly value: readonly T[]; readonly unparsed: readonly Unparsed[]} => {
	const all = parts.map(parse);
	return {value: all.flatMap((parsed) => parsed.value), unparsed: all.flatMap((parsed) => parsed.unparsed)};
};

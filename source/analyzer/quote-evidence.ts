import type {Part} from '../model/capture.ts';
import type {Evidence} from '../model/finding.ts';
import type {Place} from '../model/place.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** Looks up the verbatim line at a place. */
export type Quote = (place: Place) => string;

/** The index of the first line of each number. */
const indexesOf = (numbers: readonly number[]): ReadonlyMap<number, number> => {
	const indexes = new Map<number, number>();
	for (const [index, number] of numbers.entries()) {
		indexes.set(number, indexes.get(number) ?? index);
	}
	return indexes;
};

/** The value at a JSON pointer (RFC 6901) as JSON text; undefined where there is none. */
const valueAt = (document: unknown, pointer: string): string | undefined => {
	let value = document;
	for (const token of pointer.split('/').slice(1)) {
		const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
			return undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	return JSON.stringify(value);
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** A quoter over the captures of one snapshot. Splits a part into lines only when one of them is asked for. */
export const quoterOf = (snapshot: Snapshot): Quote => {
	const parts = Map.groupBy(
		snapshot.captures.flatMap((capture) => capture.parts),
		({name}) => name,
	);
	const numbered = new Map<Part, ReadonlyMap<number, number>>();
	const indexOf = (part: Part, line: number): number => {
		if (part.lineNumbers === undefined) {
			return line - 1;
		}
		const indexes = numbered.get(part) ?? indexesOf(part.lineNumbers);
		numbered.set(part, indexes);
		return indexes.get(line) ?? -1;
	};
	const split = new Map<Part, readonly string[]>();
	const linesOf = (part: Part): readonly string[] => {
		const known = split.get(part);
		if (known !== undefined) {
			return known;
		}
		const lines = part.text.split('\n');
		split.set(part, lines);
		return lines;
	};
	const documents = new Map<Part, unknown>();
	const pointed = (part: Part, pointer: string): string | undefined => {
		if (!documents.has(part)) {
			documents.set(part, parseJson(part.text));
		}
		return valueAt(documents.get(part), pointer);
	};
	return (place) => {
		for (const part of parts.get(place.source) ?? []) {
			const value = place.path === undefined ? undefined : pointed(part, place.path);
			if (value !== undefined) {
				return value;
			}
			const line = linesOf(part)[indexOf(part, place.line)];
			if (line !== undefined) {
				return line.endsWith('\r') ? line.slice(0, -1) : line;
			}
		}
		return '';
	};
};

/** Places as evidence of one node, each once, in the order given. */
export const quoteAll = (node: string, quote: Quote, places: readonly Place[]): readonly Evidence[] => {
	const seen = new Set<string>();
	const evidence: Evidence[] = [];
	for (const place of places) {
		const key = `${place.source}\0${place.line}\0${place.path ?? ''}`;
		if (!seen.has(key)) {
			seen.add(key);
			evidence.push({
				node,
				source: place.source,
				line: place.line,
				text: quote(place),
				...(place.path ? {path: place.path} : {}),
			});
		}
	}
	return evidence;
};

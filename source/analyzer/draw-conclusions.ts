import type {Conclusions, Gap} from '../model/conclusions.ts';
import type {AnyDerivation} from '../model/derivation.ts';
import type {Reading} from '../model/reading.ts';
import type {Known, KnownName} from '../model/rule.ts';
import type {Readings} from './read-facts.ts';

/** The state of everything that can be known of a node. */
export type Knowledge = {readonly [K in KnownName]?: Reading<Known[K]>};

/** The value of something known; undefined where it is not. */
export const knownValue = <K extends KnownName>(knowledge: Knowledge, name: K): Known[K] | undefined => {
	const reading = knowledge[name] as Reading<Known[K]> | undefined;
	return reading?.status === 'ready' ? reading.value : undefined;
};

/** What a check, derivation or question sees: the named things that are known, nothing else. */
export const viewOf = (knowledge: Knowledge, names: readonly KnownName[]): {readonly [name: string]: unknown} => {
	const view: {[name: string]: unknown} = Object.create(null);
	for (const name of names) {
		const value = knownValue(knowledge, name);
		if (value !== undefined) {
			view[name] = value;
		}
	}
	return view;
};

const derive = (derivation: AnyDerivation, knowledge: Knowledge): Reading<never> => {
	const needs = derivation.needs as readonly KnownName[];
	const uses = derivation.uses as readonly KnownName[];
	for (const name of needs) {
		const reading = knowledge[name];
		if (reading?.status !== 'ready') {
			const reason = reading?.status === 'unavailable' ? reading.reason : `${name} has not been read`;
			const remedy = reading?.status === 'unavailable' ? reading.remedy : null;
			return {status: 'unavailable', kind: 'not-derived', reason: `${name}: ${reason}`, remedy};
		}
	}
	const isWhole = (name: KnownName): boolean => {
		const reading = knowledge[name];
		return reading?.status === 'ready' && reading.partial === null;
	};
	const value = derivation.derive(viewOf(knowledge, [...needs, ...uses]) as never, isWhole) as object;
	if (value !== null && 'unavailable' in value) {
		const {unavailable, remedy} = value as {unavailable: string; remedy?: string | null};
		return {status: 'unavailable', kind: 'not-derived', reason: unavailable, remedy: remedy ?? null};
	}
	const partial = needs.map((name) => knowledge[name]).find((r) => r?.status === 'ready' && r.partial !== null);
	return {
		status: 'ready',
		value: value as never,
		partial: partial?.status === 'ready' ? partial.partial : null,
		sources: [],
		unparsed: [],
	};
};

/** What somebody could still make known: run as root, install the tool, wait longer. What was left out of a recording is no gap of the node. */
const gapsOf = (readings: Readings): readonly Gap[] =>
	Object.entries(readings).flatMap(([fact, reading]) =>
		reading?.status === 'unavailable' && reading.remedy !== null && reading.kind !== 'not-recorded'
			? [{fact, kind: reading.kind, reason: reading.reason, remedy: reading.remedy}]
			: [],
	);

/** Draws all conclusions in the order of the list, each from facts and earlier conclusions. */
export const drawConclusions = (readings: Readings, derivations: readonly AnyDerivation[]): Knowledge => {
	const knowledge: {[name: string]: Reading<never>} = {...(readings as {[name: string]: Reading<never>})};
	knowledge['gaps'] = {status: 'ready', value: gapsOf(readings) as never, partial: null, sources: [], unparsed: []};
	for (const derivation of derivations) {
		knowledge[derivation.conclusion as keyof Conclusions] = derive(derivation, knowledge as Knowledge);
	}
	return knowledge as Knowledge;
};

import type {Place} from '../model/place.ts';
import type {KnownName, Rule} from '../model/rule.ts';
import type {Knowledge} from './draw-conclusions.ts';
import type {Compared} from './node-judgement.ts';
import type {Quote} from './quote-evidence.ts';

/** The names of all that rules which compare nodes look at. */
export const comparedNames = (rules: readonly Rule[]): readonly KnownName[] => {
	const named = rules.flatMap((rule) => (rule.scope === 'cluster' ? [...rule.needs, ...(rule.uses ?? [])] : []));
	return [...new Set(named as readonly KnownName[])];
};

const placeKey = ({source, line, path}: Place): string => `${source}\0${line}\0${path ?? ''}`;

const isPlace = (value: object): value is Place =>
	typeof (value as Partial<Place>).source === 'string' && typeof (value as Partial<Place>).line === 'number';

/** Calls `found` with every place inside a value, however deep. */
const eachPlace = (value: unknown, found: (place: Place) => void): void => {
	const open: unknown[] = [value];
	while (open.length > 0) {
		const next = open.pop();
		if (typeof next === 'object' && next !== null) {
			if (isPlace(next)) {
				found(next);
			}
			for (const inner of Object.values(next)) {
				open.push(inner);
			}
		}
	}
};

/** What is kept of a node for the rules that compare nodes: what they name, and the lines that they may cite. */
export const comparedPart = (knowledge: Knowledge, names: readonly KnownName[], quote: Quote): Compared => {
	const kept: {[name: string]: unknown} = {};
	const lines: {[key: string]: string} = Object.create(null);
	for (const name of names) {
		const reading = knowledge[name];
		if (reading !== undefined) {
			kept[name] = reading.status === 'ready' ? {...reading, sources: [], unparsed: []} : reading;
		}
		if (reading?.status === 'ready') {
			eachPlace(reading.value, (place) => {
				lines[placeKey(place)] ??= quote(place);
			});
		}
	}
	return {knowledge: kept as Knowledge, lines};
};

/** Looks lines up among those that were kept. */
export const quoterOfCompared =
	({lines}: Compared): Quote =>
	(place) =>
		lines[placeKey(place)] ?? '';

import type {Place} from '../model/place.ts';
import type {Reading} from '../model/reading.ts';
import type {ClusterRule, KnownName, Rule} from '../model/rule.ts';
import type {Knowledge} from './draw-conclusions.ts';
import type {Compared} from './node-judgement.ts';
import type {Quote} from './quote-evidence.ts';

/** What rules that compare nodes name: all of it, and the part of it at which one of them looks. */
export type ComparedNames = {readonly all: readonly KnownName[]; readonly seen: ReadonlySet<KnownName>};

/** The names of all that rules which compare nodes need or use. */
export const comparedNames = (rules: readonly Rule[]): ComparedNames => {
	const compare = rules.filter((rule) => rule.scope === 'cluster') as readonly unknown[] as readonly ClusterRule[];
	const named = compare.map(({needs, uses = [], unseen = []}) => ({names: [...needs, ...uses], unseen}));
	return {
		all: [...new Set(named.flatMap(({names}) => names))],
		seen: new Set(named.flatMap(({names, unseen}) => names.filter((name) => !unseen.includes(name)))),
	};
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
				if (typeof inner === 'object') {
					open.push(inner);
				}
			}
		}
	}
};

const keptOf = <T>(reading: Reading<T>, isSeen: boolean): Reading<T> =>
	reading.status === 'ready'
		? {...reading, value: isSeen ? reading.value : (null as T), sources: [], unparsed: []}
		: reading;

/** What is kept of a node for the rules that compare nodes: what they name, and the lines that they may cite. */
export const comparedPart = (knowledge: Knowledge, {all, seen}: ComparedNames, quote: Quote): Compared => {
	const kept: {[name: string]: unknown} = {};
	const lines: {[key: string]: string} = Object.create(null);
	for (const name of all) {
		const reading = knowledge[name] as Reading<unknown> | undefined;
		if (reading !== undefined) {
			kept[name] = keptOf(reading, seen.has(name));
		}
		if (reading?.status === 'ready' && seen.has(name)) {
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

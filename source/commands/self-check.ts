import {collectors} from '../collectors/index.ts';
import type {InputSlot} from '../model/collector.ts';
import {type Input, inputId} from '../model/input.ts';
import type {Lookup, SelfCheck} from '../model/self-check.ts';
import {lookUpInput, machineAndUser} from '../sources/look-up-input.ts';
import {type CommonOptions, type Surroundings, styleFor} from './options.ts';

const inputsOf = (slots: readonly InputSlot[]): readonly Input[] => slots.flatMap((slot) => slot as Input | Input[]);

/** Each input once, with the titles of the facts that are made of it. Those that depend on what was read before are as on a node where nothing was. */
const wanted = (): readonly (readonly [Input, readonly string[]])[] => {
	const all = collectors.flatMap((collector) =>
		inputsOf(collector.inputs({})).map((input) => ({input, title: collector.title})),
	);
	// A program is looked up once for all that it is asked.
	const byPlace = Map.groupBy(all, ({input}) =>
		'run' in input ? `${input.run[0]} ${input.gate ?? ''}` : inputId(input),
	);
	return [...byPlace.values()].flatMap((uses) => {
		const [first] = uses;
		return first === undefined ? [] : [[first.input, [...new Set(uses.map(({title}) => title))]] as const];
	});
};

/** Of the ways in which a program is asked the one that works counts, else the one that could. */
const order: readonly Lookup['state'][] = ['there', 'denied', 'refused', 'slow', 'missing', 'gated'];

/** One lookup a name: some programs are asked twice, with different things to hold before. */
const merged = (lookups: readonly Lookup[]): readonly Lookup[] =>
	[...Map.groupBy(lookups, ({name}) => name).values()].flatMap((uses) => {
		const [best] = uses.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
		return best === undefined ? [] : [{...best, facts: [...new Set(uses.flatMap(({facts}) => facts))]}];
	});

const isTrouble = ({kind, state}: Lookup): boolean =>
	state === 'missing' ? kind === 'program' : !['there', 'gated'].includes(state);

/** Facts of which nothing is there to read, not because the node lacks it. */
const lostFacts = (lookups: readonly Lookup[]): readonly string[] => {
	const byFact = Map.groupBy(
		lookups.flatMap((lookup) => lookup.facts.map((fact) => ({fact, lookup}))),
		({fact}) => fact,
	);
	return [...byFact]
		.filter(
			([, uses]) => uses.some(({lookup}) => isTrouble(lookup)) && !uses.some(({lookup}) => lookup.state === 'there'),
		)
		.map(([fact]) => fact);
};

const colourWords = (options: CommonOptions, around: Surroundings, isColoured: boolean): string => {
	const {NO_COLOR, FORCE_COLOR, TERM} = around.environment;
	if (options.color !== 'auto') {
		return `--color ${options.color}`;
	}
	const decides = NO_COLOR
		? 'NO_COLOR'
		: FORCE_COLOR
			? 'FORCE_COLOR'
			: around.isTerminal
				? `TERM is ${TERM || 'not set'}`
				: 'no terminal';
	return `${isColoured ? 'yes' : 'no'} (${decides})`;
};

const terminalWords = (options: CommonOptions, around: Surroundings): string => {
	const {color, ascii} = styleFor(options, around);
	const place = around.isTerminal
		? `${around.columns ?? 'an unknown number of'} columns`
		: 'standard output is no terminal';
	return `${place}; colour: ${colourWords(options, around, color)}; letters: ${ascii ? 'ASCII' : 'Unicode'}; keys: ${around.hasKeys ? 'yes' : 'no'}`;
};

const userWords = (uid: number | null, readsFilters: boolean): string => {
	const name = uid === 0 ? 'root' : `uid ${uid ?? 'unknown'}`;
	if (uid === 0) {
		return readsFilters ? name : `${name}, without CAP_NET_ADMIN: packet filters stay closed`;
	}
	return `${name}; root would see more`;
};

/** `kdiag --version --verbose`: what this kdiag is and what it would find on this machine. It runs nothing. */
export const checkSelf = async (options: CommonOptions, around: Surroundings): Promise<SelfCheck> => {
	const {machine, uid, readsFilters, program} = await machineAndUser();
	const looked = await Promise.all(
		wanted().map(async ([input, facts]) => {
			const found = await lookUpInput(input);
			return found === null ? [] : [{...found, facts}];
		}),
	);
	const lookups = merged(looked.flat());
	const [, bundle] = around.self;
	return {
		version: around.version,
		about: [
			['Build', `${bundle === undefined ? 'executable' : 'bundle'}, ${around.runtime}`],
			['File', bundle ?? program],
			['Machine', machine],
			['User', userWords(uid, readsFilters)],
			['Terminal', terminalWords(options, around)],
		],
		isRoot: uid === 0,
		lookups,
		lost: lostFacts(lookups),
	};
};

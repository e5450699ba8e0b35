import type {Place} from '../model/place.ts';
import {samePlace} from './same-place.ts';
import {type Action, type Evaluation, mergeStates, type Outcome, stateKey, type WalkState} from './walk-state.ts';

/** A chain as the walk needs it. */
type Chain<R> = {readonly name: string; readonly rules: readonly R[]; readonly at: Place};

/** A table that can be walked: its chains by name and how a rule of it is looked at. */
export type Walkable<R extends {readonly at: Place}> = {
	readonly chain: (name: string) => Chain<R> | undefined;
	readonly evaluate: (rule: R, state: WalkState) => Evaluation;
};

/** All possible ways through a chain: the ends in it, and the state of a packet that comes out at its end (null: none does). */
export type Passage = {
	readonly outcomes: readonly Outcome[];
	readonly out: WalkState | null;
	readonly unknowns: readonly Place[];
};

/** The kernel refuses deeper rule sets long before; a loop in a forged recording ends here. */
const deepest = 64;

/** Rules looked at before the walk gives up: more than any node has, since each chain is walked once for each state. */
const longest = 1_000_000;

/** How many rules of unknown effect are worth naming. */
const mostUnknowns = 50;

type Gathered = {
	readonly outcomes: Outcome[];
	readonly unknowns: Place[];
	live: WalkState | null;
	returned: WalkState | null;
	/** How many ends were met, also those that end like an earlier one. */
	ends: number;
};

/** Of several ends of a kind the last one met counts: those before it hang on a match that is unknown. */
const addOutcome = (gathered: Gathered, outcome: Outcome): void => {
	gathered.ends += 1;
	const index = gathered.outcomes.findIndex(({ending}) => ending === outcome.ending);
	const [before] = index < 0 ? [] : gathered.outcomes.splice(index, 1);
	gathered.outcomes.push({...outcome, state: mergeStates(before?.state ?? null, outcome.state) ?? outcome.state});
};

const addUnknowns = (unknowns: Place[], more: readonly Place[]): void => {
	for (const place of more) {
		if (unknowns.length >= mostUnknowns) {
			return;
		}
		if (!unknowns.some((known) => samePlace(known, place))) {
			unknowns.push(place);
		}
	}
};

const lost = (by: Place, text: string, state: WalkState): Passage => ({
	outcomes: [{ending: 'unknown', by, state, chains: [], steps: [{text, at: by}]}],
	out: null,
	unknowns: [by],
});

/** Returns a walk through chains of one table. Each chain is walked once for each state that a packet enters it with. */
export const createChainWalk = <R extends {readonly at: Place}>(
	table: Walkable<R>,
): ((chain: Chain<R>, state: WalkState) => Passage) => {
	const walked = new Map<string, Passage>();
	let looked = 0;

	const enter = (name: string, from: Place, state: WalkState, depth: number): Passage => {
		const chain = table.chain(name);
		if (chain === undefined) {
			// What an unknown target or a missing chain does cannot be told: it may end the packet or let it go on.
			return {...lost(from, `${name} is not known`, state), out: state};
		}
		return depth > deepest ? lost(from, `chains nest deeper than ${deepest}`, state) : remembered(chain, state, depth);
	};

	const apply = (rule: R, action: Action, state: WalkState, gathered: Gathered, depth: number): WalkState | null => {
		if (action.kind === 'continue') {
			return state;
		}
		if (action.kind === 'return') {
			gathered.returned = mergeStates(gathered.returned, state);
			return null;
		}
		if (action.kind === 'end') {
			const step = {text: action.text, at: rule.at};
			addOutcome(gathered, {ending: action.ending, by: rule.at, state, chains: [], steps: [step]});
			return null;
		}
		const below = enter(action.chain, rule.at, state, depth + 1);
		const step = {text: `${action.kind === 'jump' ? 'jumps' : 'goes'} to ${action.chain}`, at: rule.at};
		for (const outcome of below.outcomes) {
			addOutcome(gathered, {...outcome, steps: [step, ...outcome.steps]});
		}
		addUnknowns(gathered.unknowns, below.unknowns);
		if (action.kind === 'jump') {
			return below.out;
		}
		gathered.returned = mergeStates(gathered.returned, below.out);
		return null;
	};

	const applyAll = (rule: R, {matched, actions, state}: Evaluation, gathered: Gathered, depth: number): void => {
		const before = gathered.live;
		const {ends} = gathered;
		const returned = gathered.returned;
		let next = matched === null ? before : null;
		for (const action of actions) {
			next = mergeStates(next, apply(rule, action, state, gathered, depth));
		}
		const open = matched === null || actions.length > 1;
		// A rule that may or may not match is worth a word only if the packet would fare differently.
		const same = gathered.ends === ends && returned === gathered.returned && sameState(next, before);
		if (open && !same) {
			addUnknowns(gathered.unknowns, [rule.at]);
		}
		gathered.live = next;
	};

	const walk = (chain: Chain<R>, state: WalkState, depth: number): Passage => {
		const gathered: Gathered = {outcomes: [], unknowns: [], live: state, returned: null, ends: 0};
		for (const rule of chain.rules) {
			looked += 1;
			if (looked > longest) {
				return lost(chain.at, 'too many rules to follow', state);
			}
			const evaluation = table.evaluate(rule, gathered.live as WalkState);
			if (evaluation.matched !== false) {
				applyAll(rule, evaluation, gathered, depth);
			}
			if (gathered.live === null) {
				break;
			}
		}
		const outcomes = gathered.outcomes.map((outcome) => ({...outcome, chains: [chain.name, ...outcome.chains]}));
		return {outcomes, out: mergeStates(gathered.live, gathered.returned), unknowns: gathered.unknowns};
	};

	const remembered = (chain: Chain<R>, state: WalkState, depth: number): Passage => {
		const key = `${stateKey(state)} ${chain.name}`;
		const before = walked.get(key);
		if (before !== undefined) {
			return before;
		}
		const passage = walk(chain, state, depth);
		walked.set(key, passage);
		return passage;
	};

	return (chain, state) => remembered(chain, state, 0);
};

const sameState = (first: WalkState | null, second: WalkState | null): boolean =>
	first === second || (first !== null && second !== null && stateKey(first) === stateKey(second));

import type {Scene} from '../model/scene.ts';
import type {Tone} from '../report/style.ts';
import type {Filters} from './filters.ts';
import {noFilters} from './filters.ts';
import type {Pen} from './span.ts';
import type {ScreenName, Spot, Target} from './target.ts';
import type {Once} from './view.ts';

/** What the terminal is: its size in columns and rows, and how it is written to. */
export type Terminal = {
	readonly columns: number;
	readonly rows: number;
	readonly color: boolean;
	readonly pen: Pen;
};

/** The state of the screen beside what it shows. */
export type State = {
	/** How the person came here; the last is shown, and never missing. */
	readonly stack: readonly [Spot, ...Spot[]];
	/** Where the person was on the screens that a key opens at once. */
	readonly kept: ReadonlyMap<ScreenName, Spot>;
	/** The node that was chosen last; null for the first. */
	readonly node: string | null;
	readonly filters: Filters;
	/** The search that is being typed. */
	readonly prompt: string | null;
	/** What was done or went wrong; until the next key. */
	readonly message: {readonly text: string; readonly tone: Tone} | null;
	/** Now, in ms since 1970; moves with the clock's event. */
	readonly now: number;
};

/** Everything that a frame is made of. */
export type Model = {
	readonly scene: Scene;
	readonly state: State;
	readonly terminal: Terminal;
	readonly once: Once;
};

/** A place at the beginning of what is to be looked at. */
export const spotOf = (target: Target): Spot => ({...target, cursor: 0, key: null, top: 0, pan: 0, search: ''});

/** The state in which the screen begins. */
export const firstState = (now: number, target: Target = {screen: 'overview'}): State => ({
	stack: [spotOf(target)],
	kept: new Map(),
	node: null,
	filters: noFilters,
	prompt: null,
	message: null,
	now,
});

/** The place that is shown. */
export const spotShown = ({stack}: State): Spot => stack.at(-1) ?? stack[0];

/** The id of the node that is looked at; empty where none could be read. */
export const nodeShown = ({scene, state}: Pick<Model, 'scene' | 'state'>): string => {
	const wanted = spotShown(state).node ?? state.node;
	const known = scene.report.nodes.find(({id}) => id === wanted) ?? scene.report.nodes[0];
	return known?.id ?? '';
};

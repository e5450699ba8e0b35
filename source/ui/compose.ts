import {type Model, nodeShown, spotShown} from './model.ts';
import {cursorRow, topRow} from './rows.ts';
import type {ScreenName} from './target.ts';
import type {View, ViewContext} from './view.ts';
import {views} from './views/index.ts';

/** How a frame is divided, in rows and columns. */
export type Composed = {
	readonly view: View;
	/** Rows for the list, for what leads to it and for what follows it. */
	readonly height: number;
	readonly lead: number;
	readonly tail: number;
	readonly cursor: number;
	readonly top: number;
	/** Columns of the rows with their cursor mark, and of what stands beside them. */
	readonly width: number;
	readonly asideWidth: number;
	/** Whether lines divide the parts: not on a low screen. */
	readonly isRoomy: boolean;
};

/** From this many columns on something stands beside the list. */
const wide = 120;
/** From this many rows on parts are divided by lines, and the keys have a line of their own. */
const roomy = 20;

/** What stands above and below the body: two lines and the title, one or two lines at the bottom, and the dividers. */
const chromeOf = (isRoomy: boolean): number => (isRoomy ? 7 : 4);

/** Screens that have a list and what goes with its row; not where they show one thing. */
const withAside: readonly ScreenName[] = ['overview', 'facts', 'sources'];

const hasAside = ({terminal, state}: Model): boolean => {
	const {screen, subject} = spotShown(state);
	return terminal.columns >= wide && withAside.includes(screen) && subject === undefined;
};

/** What a view is made of, for this model. */
export const contextOf = (model: Model): ViewContext => {
	const {scene, state, terminal, once} = model;
	const asideWidth = hasAside(model) ? Math.floor(terminal.columns * 0.46) : 0;
	return {
		scene,
		spot: spotShown(state),
		node: nodeShown(model),
		filters: state.filters,
		pen: terminal.pen,
		width: terminal.columns - 2 - (asideWidth === 0 ? 0 : asideWidth + 3),
		asideWidth,
		now: state.now,
		once,
	};
};

/** The view that is shown and how it is laid out. The rows get what is left; below 5 of them what follows goes, then what leads. */
export const compose = (model: Model): Composed => {
	const context = contextOf(model);
	const view = views[context.spot.screen](context);
	const isRoomy = model.terminal.rows >= roomy;
	// One row stays free: a frame as high as the screen makes terminals scroll.
	const body = Math.max(1, model.terminal.rows - 1 - chromeOf(isRoomy));
	const least = Math.min(5, Math.max(1, view.rows.count));
	const lead = Math.max(0, Math.min(view.lead.length, body - least));
	const wanted = view.tail.length === 0 ? 0 : view.tail.length + 1;
	const room = body - lead - Math.min(view.rows.count, Math.ceil(body / 3));
	// What follows comes with a blank line before it; the blank alone is nothing.
	const tail = isRoomy && Math.min(wanted, room) > 1 ? Math.min(wanted, room) : 0;
	const height = Math.max(1, body - lead - tail);
	const cursor = cursorRow(context.spot, view.rows);
	return {
		view,
		height,
		lead,
		tail,
		cursor,
		top: topRow(context.spot.top, cursor, height, view.rows.count),
		width: context.width + 2,
		asideWidth: context.asideWidth,
		isRoomy,
	};
};

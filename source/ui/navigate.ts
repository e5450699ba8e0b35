import {compose, contextOf} from './compose.ts';
import {following} from './filters.ts';
import {mainScreens} from './keys.ts';
import {type Model, nodeShown, type State, spotOf, spotShown} from './model.ts';
import {findRow, moveTo} from './rows.ts';
import type {ScreenName, Spot, Target} from './target.ts';
import type {Row} from './view.ts';
import {siblingFinding} from './views/listed-findings.ts';

/** The model with a part of its state changed. */
export const withState = (model: Model, change: Partial<State>): Model => ({
	...model,
	state: {...model.state, ...change},
});

/** The model with another place on the screen that is shown. */
export const withSpot = (model: Model, spot: Spot): Model => {
	const [first, ...rest] = model.state.stack;
	return withState(model, {stack: rest.length === 0 ? [spot] : [first, ...rest.slice(0, -1), spot]});
};

/** Moves the cursor to a row, which is told by what is composed now. */
export const move = (model: Model, row: (composed: ReturnType<typeof compose>) => number): Model => {
	const composed = compose(model);
	return withSpot(model, moveTo(spotShown(model.state), row(composed), composed.view.rows, composed.height));
};

/** Goes to a place: the cursor begins where the view says. */
export const visit = (model: Model, stack: State['stack']): Model => {
	const next = withState(model, {stack});
	const {view, height} = compose(next);
	const {start} = view;
	if (start === undefined) {
		return next;
	}
	// What stands around the row is seen too.
	const spot = {...spotShown(next.state), top: Math.max(0, start - Math.floor(height / 2))};
	return withSpot(next, moveTo(spot, start, view.rows, height));
};

/** Opens what a row leads to, on top of what is shown; nothing where it leads nowhere. */
export const open = (model: Model, target: Target | undefined): Model => {
	if (target === undefined) {
		return model;
	}
	const node = target.node ?? nodeShown(model);
	const spot = spotOf({...target, node});
	// Findings of one node: the status line says so, and a key takes it back.
	const filters = target.screen === 'overview' ? {...model.state.filters, node} : model.state.filters;
	return visit(withState(model, {node: node === '' ? null : node, filters}), [...model.state.stack, spot]);
};

/** Opens one of the main screens where the person left it. */
export const openScreen = (model: Model, screen: ScreenName): Model => {
	const [bottom] = model.state.stack;
	const kept = new Map(model.state.kept).set(bottom.screen, bottom);
	const before = kept.get(screen);
	const next = withState(model, {kept});
	return before === undefined
		? visit(next, [spotOf({screen})])
		: withState(next, {stack: [{...before, node: undefined}]});
};

/** Goes back to what was shown before; from a main screen to the overview. */
export const back = (model: Model): Model => {
	const [first, ...rest] = model.state.stack;
	if (rest.length > 0) {
		return withState(model, {stack: [first, ...rest.slice(0, -1)]});
	}
	return first.screen === 'overview' ? model : openScreen(model, 'overview');
};

/** The main screen beside this one. */
export const stepScreen = (model: Model, step: 1 | -1): Model => {
	const at = mainScreens.indexOf(model.state.stack[0].screen);
	const next = mainScreens[(at + step + mainScreens.length) % mainScreens.length];
	return next === undefined ? model : openScreen(model, next);
};

/** Goes to the next row that holds the words, or says that none does. */
export const search = (model: Model, words: string, step: 1 | -1): Model => {
	const spot = {...spotShown(model.state), search: words};
	const {view, cursor, height} = compose(model);
	const found = words === '' ? -1 : findRow(view.rows, words, cursor, step);
	if (found < 0) {
		const text = words === '' ? 'nothing to search for: type / and words' : `no row holds ${words}`;
		return withState(withSpot(model, spot), {message: {text, tone: 'warning'}});
	}
	return withSpot(model, moveTo(spot, found, view.rows, height));
};

/** The finding beside this one. */
export const stepFinding = (model: Model, step: 1 | -1): Model => {
	const key = siblingFinding(contextOf(model), step);
	return key === null ? model : withSpot(model, spotOf({...spotShown(model.state), subject: key}));
};

/** Narrows the findings to the next group of rules. */
export const stepGroup = (model: Model): Model => {
	const groups = [...new Set(model.scene.groups.values())].sort();
	return withState(model, {
		filters: {...model.state.filters, group: following([null, ...groups], model.state.filters.group)},
	});
};

/** The next node; on the list of findings, which is of all nodes, the next to which it is narrowed. */
export const stepNode = (model: Model): Model => {
	const ids = model.scene.report.nodes.map(({id}) => id);
	const {filters} = model.state;
	if (spotShown(model.state).screen === 'overview') {
		const only = following([null, ...ids], filters.node);
		return withState(model, {node: only, filters: {...filters, node: only}});
	}
	const node = following(ids, nodeShown(model));
	return withSpot(withState(model, {node}), {...spotShown(model.state), node});
};

/** The row under the cursor. */
export const rowUnderCursor = (model: Model): Row => {
	const {view, cursor} = compose(model);
	return view.rows.at(cursor);
};

import {isInspectable, type Scene} from '../model/scene.ts';
import type {Tone} from '../report/style.ts';
import {compose} from './compose.ts';
import {following, noFilters, severities, statuses} from './filters.ts';
import {type Action, actionOf} from './keys.ts';
import {type Model, nodeShown, spotShown} from './model.ts';
import {
	back,
	move,
	open,
	openScreen,
	rowUnderCursor,
	search,
	stepFinding,
	stepGroup,
	stepNode,
	stepScreen,
	visit,
	withSpot,
	withState,
} from './navigate.ts';
import {panStep} from './rows.ts';
import {lineText} from './span.ts';
import type {ScreenName, Target} from './target.ts';

/** What happened. */
export type Event =
	| {readonly kind: 'keys'; readonly names: readonly string[]}
	| {readonly kind: 'open'; readonly target: Target}
	| {readonly kind: 'paste'; readonly text: string}
	| {readonly kind: 'scene'; readonly scene: Scene; readonly now: number}
	| {readonly kind: 'size'; readonly columns: number; readonly rows: number}
	| {readonly kind: 'clock'; readonly now: number}
	| {readonly kind: 'message'; readonly text: string; readonly tone: Tone}
	| {readonly kind: 'copied'; readonly isSent: boolean; readonly text: string};

/** What the screen asks of the world. Nothing of it changes the node. */
export type Wish =
	| {readonly kind: 'leave' | 'report' | 'snapshot' | 'reread' | 'redraw' | 'suspend'}
	| {readonly kind: 'pause'; readonly isPaused: boolean}
	| {readonly kind: 'copy'; readonly text: string}
	| {readonly kind: 'inspect'; readonly node: string};

/** The model after an event, and what is to be done beside it. */
export type Outcome = {readonly model: Model; readonly wishes: readonly Wish[]};

/** What `y` copies of the row under the cursor. */
const copyText = (model: Model): string => {
	const row = rowUnderCursor(model);
	return row.copies ?? lineText(row.line);
};

const wish = (model: Model, ...wishes: readonly Wish[]): Outcome => ({model, wishes});

/** Screens that look into a node itself. */
const inspecting: readonly ScreenName[] = [
	'ports',
	'connections',
	'firewall',
	'chain',
	'services',
	'service',
	'cni',
	'sources',
	'raw',
];

/** Asks for what the screen looks into, where it is not there. */
const withInspection = (model: Model): Outcome => {
	const {screen} = spotShown(model.state);
	const compared = (): readonly string[] => (screen === 'compare' ? (compose(model).view.needs ?? []) : []);
	const needed = inspecting.includes(screen) ? [nodeShown(model)] : compared();
	const {scene} = model;
	const missing = needed.filter((node) => node !== '' && !scene.inspections.has(node) && isInspectable(scene, node));
	return wish(model, ...missing.map((node) => ({kind: 'inspect', node}) as const));
};

/** A new scene. Where it brings what the screen has waited for, the cursor begins where it should have begun. */
const withScene = (model: Model, scene: Scene, now: number): Model => {
	const next = {...withState(model, {now}), scene};
	const node = nodeShown(next);
	const isAwaited = !model.scene.inspections.has(node) && scene.inspections.has(node);
	const {cursor, key} = spotShown(next.state);
	return isAwaited && cursor === 0 && key === null ? visit(next, next.state.stack) : next;
};

const act = (model: Model, action: Action): Outcome => {
	const {filters} = model.state;
	switch (action) {
		case 'down':
			return wish(move(model, ({cursor}) => cursor + 1));
		case 'up':
			return wish(move(model, ({cursor}) => cursor - 1));
		case 'page-down':
			return wish(move(model, ({cursor, height}) => cursor + height));
		case 'page-up':
			return wish(move(model, ({cursor, height}) => cursor - height));
		case 'half-down':
			return wish(move(model, ({cursor, height}) => cursor + Math.ceil(height / 2)));
		case 'half-up':
			return wish(move(model, ({cursor, height}) => cursor - Math.ceil(height / 2)));
		case 'first':
			return wish(move(model, () => 0));
		case 'last':
			return wish(move(model, ({view}) => view.rows.count - 1));
		case 'left':
		case 'right': {
			const spot = spotShown(model.state);
			const {mostPan = Number.POSITIVE_INFINITY} = compose(model).view;
			const pan = Math.min(
				spot.pan + (action === 'right' ? panStep : -panStep),
				Math.ceil(mostPan / panStep) * panStep,
			);
			return withInspection(withSpot(model, {...spot, pan: Math.max(0, pan)}));
		}
		case 'open':
			return withInspection(open(model, rowUnderCursor(model).opens));
		case 'raw':
			return withInspection(open(model, rowUnderCursor(model).raw));
		case 'back':
			return wish(back(model));
		case 'next-screen':
			return withInspection(stepScreen(model, 1));
		case 'previous-screen':
			return withInspection(stepScreen(model, -1));
		case 'next-finding':
			return wish(stepFinding(model, 1));
		case 'previous-finding':
			return wish(stepFinding(model, -1));
		case 'search':
			return wish(withState(model, {prompt: ''}));
		case 'next-match':
			return wish(search(model, spotShown(model.state).search, 1));
		case 'previous-match':
			return wish(search(model, spotShown(model.state).search, -1));
		case 'severity':
			return wish(withState(model, {filters: {...filters, severity: following(severities, filters.severity)}}));
		case 'status':
			return wish(withState(model, {filters: {...filters, status: following(statuses, filters.status)}}));
		case 'group':
			return wish(stepGroup(model));
		case 'no-filters':
			return wish(withState(model, {filters: noFilters}));
		case 'node':
			return withInspection(stepNode(model));
		case 'copy':
			return wish(model, {kind: 'copy', text: copyText(model)});
		case 'show-copy':
			return wish(open(model, {screen: 'copied', subject: copyText(model)}));
		case 'pause':
			return wish(model, {kind: 'pause', isPaused: !model.scene.progress.isPaused});
		case 'leave':
		case 'report':
		case 'snapshot':
		case 'reread':
		case 'redraw':
		case 'suspend':
			return wish(model, {kind: action});
		case 'compare':
			return withInspection(open(model, {screen: 'compare', node: rowUnderCursor(model).opens?.node}));
		case 'differences': {
			const spot = spotShown(model.state);
			return wish(withSpot(model, {...spot, subject: spot.subject === undefined ? 'all' : undefined}));
		}
		case 'help':
			return wish(spotShown(model.state).screen === action ? model : open(model, {screen: action}));
		default:
			return withInspection(openScreen(model, action));
	}
};

/** What a key does while a search is typed: letters are text. */
const type = (model: Model, typed: string, name: string): Model => {
	switch (name) {
		case 'enter':
			return search(withState(model, {prompt: null}), typed, 1);
		case 'escape':
		case 'ctrl-c':
			return withState(model, {prompt: null});
		case 'backspace':
			return withState(model, {prompt: [...typed].slice(0, -1).join('')});
		case 'ctrl-u':
			return withState(model, {prompt: ''});
		default:
			return [...name].length === 1 ? withState(model, {prompt: typed + name}) : model;
	}
};

/** Pasted text is text, never keys: one that begins with `q` ends nothing. Without a search it is left out. */
const paste = (model: Model, text: string): Model => {
	const {prompt} = model.state;
	const [line = ''] = text.split(/[\r\n]/);
	return prompt === null
		? withState(model, {message: {text: 'a paste is no key; type / first to search for it', tone: 'warning'}})
		: withState(model, {prompt: prompt + line.replaceAll(/\p{Cc}/gu, '')});
};

const press = (model: Model, name: string): Outcome => {
	if (model.state.prompt !== null) {
		return wish(type(model, model.state.prompt, name));
	}
	const quiet = model.state.message === null ? model : withState(model, {message: null});
	const action = actionOf(name, spotShown(model.state).screen);
	return action === undefined ? wish(quiet) : act(quiet, action);
};

const pressAll = (model: Model, names: readonly string[]): Outcome => {
	const wishes: Wish[] = [];
	let now = model;
	for (const name of names) {
		const outcome = press(now, name);
		now = outcome.model;
		wishes.push(...outcome.wishes);
	}
	return {model: now, wishes};
};

/** What becomes of the model with an event. The one reducer of the screen. */
export const reduce = (model: Model, event: Event): Outcome => {
	switch (event.kind) {
		case 'keys':
			return pressAll(model, event.names);
		case 'open':
			return withInspection(open(model, event.target));
		case 'paste':
			return wish(paste(model, event.text));
		case 'scene':
			return withInspection(withScene(model, event.scene, event.now));
		case 'size':
			return withInspection({...model, terminal: {...model.terminal, columns: event.columns, rows: event.rows}});
		case 'clock':
			return wish(withState(model, {now: event.now}));
		case 'message':
			return wish(withState(model, {message: {text: event.text, tone: event.tone}}));
		case 'copied': {
			const text = `sent to the terminal's clipboard: ${event.text}`;
			return wish(
				event.isSent
					? withState(model, {message: {text, tone: 'pass'}})
					: open(model, {screen: 'copied', subject: event.text}),
			);
		}
	}
};

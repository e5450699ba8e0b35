import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {openSources} from '../../source/commands/open-sources.ts';
import {createSavedScene} from '../../source/commands/saved-scene.ts';
import type {Scene} from '../../source/model/scene.ts';
import {frameOf} from '../../source/ui/frame.ts';
import {firstState, type Model} from '../../source/ui/model.ts';
import {type Event, reduce, type Wish} from '../../source/ui/reduce.ts';
import {remember} from '../../source/ui/remember.ts';
import {createPen} from '../../source/ui/span.ts';
import type {Target} from '../../source/ui/target.ts';
import {fixture} from './fixture.ts';

/** Surroundings in which nothing is asked or read. */
export const around = {
	version: '0.0.0',
	today: '2026-01-01',
	isTerminal: true,
	runtime: 'a test',
	hasKeys: true,
	columns: 80,
	environment: {},
	readDemo: () => Promise.reject(new Error('no demo is read here')),
	conversation: {say: async () => undefined, ask: async () => null},
	self: [],
};

/** The scene of recorded nodes: paths under fixtures/. Judged by all rules, or by those that are named, so that new ones change no frame. */
export const recordedScene = async (sources: readonly string[], rules?: readonly string[]): Promise<Scene> => {
	const catalogue = {
		...wholeCatalogue,
		rules: wholeCatalogue.rules.filter(({id}) => rules === undefined || rules.includes(id)),
	};
	const options = {catalogue, timeout: 8, around, waivers: {list: [], today: around.today}};
	const source = createSavedScene((keep) => openSources(sources.map(fixture), options, keep), options);
	return new Promise((resolve) => {
		source.watch((scene) => {
			if (scene.progress.passes > 0) {
				resolve(scene);
			}
		});
	});
};

/** When frames are drawn: a fixed time, so that ages are the same every day. */
export const drawnAt = Date.parse('2026-01-01T12:03:41Z');

/** A model as a person meets it: a screen of that size that shows a target. */
export const modelOf = (
	scene: Scene,
	size: {readonly columns: number; readonly rows: number},
	target?: Target,
): Model => ({
	scene,
	state: firstState(drawnAt, target),
	terminal: {...size, color: false, pen: createPen(true)},
	once: remember(),
});

/** The model after events, and all that was wished for on the way. */
export const afterEvents = (
	model: Model,
	...events: readonly Event[]
): {readonly model: Model; readonly wishes: readonly Wish[]} =>
	events.reduce<{model: Model; wishes: readonly Wish[]}>(
		(so, event) => {
			const outcome = reduce(so.model, event);
			return {model: outcome.model, wishes: [...so.wishes, ...outcome.wishes]};
		},
		{model, wishes: []},
	);

/** The model after keys, named as `keyNames` names them. */
export const afterKeys = (model: Model, ...names: readonly string[]): Model =>
	afterEvents(model, {kind: 'keys', names}).model;

/** The frame as text. */
export const frameText = (model: Model): string => `${frameOf(model).join('\n')}\n`;

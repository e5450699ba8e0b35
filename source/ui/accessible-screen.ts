import type {Conversation} from '../model/conversation.ts';
import {isInspectable, type SceneSource} from '../model/scene.ts';
import {verdictOf} from '../report/verdict.ts';
import {
	boundless,
	type Spoken,
	screenNamed,
	spokenChanges,
	spokenMatches,
	spokenMore,
	spokenView,
} from './accessible-lines.ts';
import {type Action, keysOn, mainScreens} from './keys.ts';
import {firstState, type Model, nodeShown, spotShown} from './model.ts';
import {type Event, reduce, type Wish} from './reduce.ts';
import {remember} from './remember.ts';
import {createPen} from './span.ts';

/** How the lines are written, and the switch that asked for them. */
export type AccessibleOptions = {readonly ascii: boolean; readonly by: string};

/** A line of its own: over a pipe nothing echoes what ends it. */
const prompt = 'Number, b, screen, r, q or ?\n';

/** Keys of the screen that do the same here. */
const likeOnScreen: readonly Action[] = [
	'severity',
	'status',
	'no-filters',
	'node',
	'compare',
	'next-finding',
	'previous-finding',
	'report',
	'snapshot',
	'pause',
];

const helpLines = (model: Model): readonly string[] => [
	'A number opens what it stands before. b goes back. Enter alone says more rows.',
	`The name of a screen goes there: findings, ${mainScreens.slice(1).join(', ')}.`,
	'/words says the rows that hold the words. . says the screen again. r reads the node again. q leaves.',
	...keysOn(spotShown(model.state).screen)
		.filter(({action, names}) => likeOnScreen.includes(action) && names[0] !== undefined)
		.map(({names, does}) => `${names[0]}: ${does}.`),
	'kdiag reads and never changes the node; nothing that you can type does.',
];

/** How long something is waited for before it is said what is waited for, in ms. */
const patience = 3000;

/** What the screen shows, said line by line to who asks for it: for screen readers, and for terminals that cannot draw. Changes of a live node are said before the next prompt. */
export const runAccessible = async (
	source: SceneSource,
	{say, ask}: Conversation,
	{ascii, by}: AccessibleOptions,
): Promise<void> => {
	const pen = createPen(ascii);
	const words = (text: string): string => pen.words(text).text;
	let model: Model = {
		scene: source.first,
		state: firstState(Date.now()),
		terminal: {columns: boundless, rows: 24, color: false, pen},
		once: remember(),
	};
	let wake = (): void => undefined;
	let saidAt = 0;
	let spoken: Spoken = {lines: [], choices: [], next: 0};

	const send = (event: Event): readonly Wish[] => {
		const outcome = reduce(model, event);
		model = outcome.model;
		return outcome.wishes;
	};
	const sayAll = async (lines: readonly string[]): Promise<void> => {
		if (lines.length > 0) {
			await say(lines.join('\n'));
		}
	};
	const show = async (next: Spoken): Promise<void> => {
		spoken = next;
		await sayAll(next.lines);
	};
	/** Waits for a scene of which something holds, and says what it waits for when that lasts. */
	const until = async (holds: () => boolean): Promise<void> => {
		while (!holds()) {
			const isHeard = await new Promise<boolean>((resolve) => {
				const timer = setTimeout(() => resolve(false), patience);
				wake = () => {
					clearTimeout(timer);
					resolve(true);
				};
			});
			if (!isHeard) {
				const names = model.scene.progress.waitingFor.map(({name}) => name).slice(0, 3);
				await say(names.length === 0 ? 'Still reading.' : `Still waiting for ${pen.quote(names.join(', ')).text}.`);
			}
		}
	};
	const sayChanges = async (): Promise<boolean> => {
		const {readAt} = model.scene.progress;
		const lines = saidAt === 0 ? [] : spokenChanges(model.scene, saidAt, pen);
		saidAt = readAt ?? saidAt;
		await sayAll(lines);
		return lines.length > 0;
	};
	const reread = async (): Promise<void> => {
		if (!model.scene.progress.isLive) {
			await say(`This ${model.scene.given === undefined ? 'node was saved' : 'is a report'}; it stays as it was.`);
			return;
		}
		const {passes} = model.scene.progress;
		await say('Reading.');
		source.reread();
		await until(() => model.scene.progress.passes > passes);
		if (!(await sayChanges())) {
			await say('Read. Nothing changed.');
		}
	};
	const perform = async (wish: Wish): Promise<void> => {
		switch (wish.kind) {
			case 'report':
			case 'snapshot': {
				const written = wish.kind === 'report' ? source.writeReport() : source.writeSnapshot();
				const text = await written.catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
				await say(pen.quote(text).text);
				break;
			}
			case 'pause':
				source.pause(wish.isPaused);
				await say(wish.isPaused ? 'Paused.' : 'Going on.');
				break;
			case 'inspect': {
				source.inspect(wish.node);
				await until(
					() => model.scene.inspections.has(nodeShown(model)) || !isInspectable(model.scene, nodeShown(model)),
				);
				break;
			}
		}
	};
	/** Lets the model hear of something, does what it wishes, and says what is shown where that is another thing now. */
	const act = async (event: Event): Promise<void> => {
		const {state} = model;
		for (const wish of send(event)) {
			await perform(wish);
		}
		if (model.state.stack !== state.stack || model.state.filters !== state.filters || model.state.node !== state.node) {
			await show(spokenView(model));
		}
	};
	/** Does what was typed; false to leave. */
	const answer = async (typed: string): Promise<boolean> => {
		const chosen = /^\d+$/.test(typed) ? spoken.choices[Number(typed) - 1] : undefined;
		const screen = screenNamed(typed.toLowerCase());
		const key = keysOn(spotShown(model.state).screen).find(
			({names, action}) => names.includes(typed) && likeOnScreen.includes(action),
		);
		if (chosen !== undefined) {
			await act({kind: 'open', target: chosen});
		} else if (typed === '') {
			const more = spokenMore(model, spoken);
			await show(more.lines.length === 0 ? {...more, lines: ['That is all.']} : more);
		} else if (/^(?:q|quit|exit)$/i.test(typed)) {
			return false;
		} else if (/^(?:b|back)$/i.test(typed)) {
			await act({kind: 'keys', names: ['escape']});
		} else if (typed === 'r') {
			await reread();
		} else if (typed === '.') {
			await show(spokenView(model));
		} else if (/^(?:\?|help)$/i.test(typed)) {
			await sayAll(helpLines(model));
		} else if (typed.startsWith('/')) {
			await show(spokenMatches(model, typed.slice(1).trim()));
		} else if (screen !== undefined) {
			await act({kind: 'keys', names: [String((mainScreens.indexOf(screen) + 1) % 10)]});
		} else if (key !== undefined) {
			await act({kind: 'keys', names: [typed]});
		} else {
			await say(`Nothing is called ${pen.quote(typed).text} here. ? says what can be typed.`);
		}
		return true;
	};

	const end = source.watch((scene) => {
		send({kind: 'scene', scene, now: Date.now()});
		wake();
	});
	await say(`kdiag in lines, because of ${pen.quote(by).text}. Reading.`);
	await until(() => model.scene.progress.passes > 0);
	await sayChanges();
	await show(spokenView(model));
	for (let typed = await ask(prompt); typed !== null; typed = await ask(prompt)) {
		const goesOn = await answer(typed.trim());
		if (!goesOn) {
			break;
		}
		await sayChanges();
	}
	end();
	await say(words(verdictOf(model.scene.report)));
};

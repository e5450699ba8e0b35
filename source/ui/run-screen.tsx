import {render} from 'ink';
import type {SceneSource} from '../model/scene.ts';
import {verdictOf} from '../report/verdict.ts';
import {App, type Suspend} from './app.tsx';
import type {BorrowedScreen} from './borrowed-screen.ts';
import {clipboardSequence} from './clipboard.ts';
import {inkStream} from './ink-stream.ts';
import {firstState, type Terminal} from './model.ts';
import {paceChanges} from './pace-changes.ts';
import type {Event, Wish} from './reduce.ts';
import {remember} from './remember.ts';
import {createPen} from './span.ts';
import {createStore} from './store.ts';

/** The terminal that the screen is shown on. */
export type ScreenOptions = {
	readonly stdin: NodeJS.ReadStream;
	/** Tells its size; what is drawn goes to `screen`. */
	readonly stdout: NodeJS.WriteStream;
	readonly screen: BorrowedScreen;
	readonly color: boolean;
	readonly ascii: boolean;
	readonly environment: Readonly<Record<string, string | undefined>>;
};

/** How often the clock moves, in ms. */
const tick = 5000;
/** Sizes come in bursts while a window is dragged; the last one counts, after this many ms. */
const settle = 100;

const sizeOf = ({columns, rows}: NodeJS.WriteStream): Pick<Terminal, 'columns' | 'rows'> =>
	// A serial line does not know its size.
	columns > 0 && rows > 0 ? {columns, rows} : {columns: 80, rows: 24};

/** How long a shell may take to stop its job, in ms. Where there is no shell nothing stops, and the screen comes back. */
const stopping = 200;

/** Stops as a shell's job does, with all that the shell started for it, and comes back when the shell says so. */
const untilContinued = async (): Promise<void> => {
	process.kill(0, 'SIGTSTP');
	await new Promise((resolve) => setTimeout(resolve, stopping));
};

/** A screen that is shown. */
export type RunningScreen = {
	/** The verdict when the person left. Rejects where the screen itself failed. */
	readonly ended: Promise<string>;
	/** Ends the drawing at once. */
	readonly stop: () => void;
};

/** Shows a source's scenes until the person leaves. */
export const runScreen = (source: SceneSource, options: ScreenOptions): RunningScreen => {
	const {stdin, stdout, screen, color, environment} = options;
	const {output} = screen;
	const terminal: Terminal = {...sizeOf(stdout), color, pen: createPen(options.ascii)};
	let suspend: Suspend = async () => undefined;
	const say = (send: (event: Event) => void, done: Promise<string>): void => {
		done.then(
			(text) => send({kind: 'message', text, tone: 'pass'}),
			(error: unknown) =>
				send({kind: 'message', text: error instanceof Error ? error.message : String(error), tone: 'error'}),
		);
	};
	/** Draws the screen from nothing, in the size that it has now. */
	const redraw = (): void => {
		app.clear();
		screen.wipe();
		store.send({kind: 'size', ...sizeOf(stdout)});
	};
	const perform = (wish: Wish, send: (event: Event) => void): void => {
		switch (wish.kind) {
			case 'leave':
				app.unmount();
				break;
			case 'report':
				say(send, source.writeReport());
				break;
			case 'snapshot':
				say(send, source.writeSnapshot());
				break;
			case 'reread':
				source.reread();
				break;
			case 'pause':
				source.pause(wish.isPaused);
				break;
			case 'inspect':
				source.inspect(wish.node);
				break;
			case 'copy': {
				const sequence = clipboardSequence(wish.text, environment);
				if (sequence !== null) {
					output.write(sequence);
				}
				send({kind: 'copied', isSent: sequence !== null, text: wish.text});
				break;
			}
			case 'redraw':
				redraw();
				break;
			case 'suspend':
				void suspend(async () => {
					screen.yield();
					await untilContinued();
					screen.enter();
				});
				break;
		}
	};
	const store = createStore({scene: source.first, state: firstState(Date.now()), terminal, once: remember()}, perform);
	const connect = (lend: Suspend): (() => void) => {
		suspend = lend;
		let resizing: ReturnType<typeof setTimeout> | undefined;
		const resized = (): void => {
			clearTimeout(resizing);
			resizing = setTimeout(redraw, settle);
		};
		const end = source.watch((scene) => store.send({kind: 'scene', scene, now: Date.now()}));
		const clock = setInterval(() => store.send({kind: 'clock', now: Date.now()}), tick);
		stdout.on('resize', resized);
		return () => {
			end();
			clearInterval(clock);
			clearTimeout(resizing);
			stdout.off('resize', resized);
		};
	};
	const shown = {...store, subscribe: paceChanges(store.subscribe, output)};
	const app = render(<App store={shown} connect={connect} />, {
		stdin,
		stdout: inkStream(output, () => store.model().terminal),
		incrementalRendering: true,
		interactive: true,
		isScreenReaderEnabled: false,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps: 60,
	});
	return {
		ended: app.waitUntilExit().then(() => verdictOf(store.model().scene.report)),
		stop: () => app.unmount(),
	};
};

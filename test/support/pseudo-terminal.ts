import {setTimeout as sleep} from 'node:timers/promises';
import {type IPty, spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {onTestFinished} from 'vitest';
import {executable} from './kdiag.ts';

/** How a program ended. `signal` is the number of the signal that ended it, 0 for none. */
export type Ending = {readonly exit: number; readonly signal: number};

/** A program in a terminal of its own. */
export type PseudoTerminal = {
	readonly pid: number;
	/** What is on the screen now: a line a row, blanks at the ends of lines cut, empty lines at the end cut. */
	readonly text: () => string;
	/** What scrolled out of the ordinary screen, and that screen. */
	readonly scrollback: () => string;
	/** Waits until the screen holds a text; gives the screen. Fails with the screen in its message. */
	readonly shows: (text: string | RegExp) => Promise<string>;
	/** Waits until something holds. */
	readonly until: (what: string, holds: () => boolean) => Promise<void>;
	/** Waits until nothing was written for some ms from now on. */
	readonly rests: (ms?: number) => Promise<void>;
	/** Sends keys in one write. */
	readonly press: (keys: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	readonly kill: (signal: string) => void;
	/** Closes the terminal as an SSH connection that breaks does. */
	readonly hangUp: () => void;
	/** Stops reading what the program writes, and goes on. */
	readonly stall: (isStalled: boolean) => void;
	/** Whether the screen that programs borrow is shown. */
	readonly isAlternate: () => boolean;
	readonly isCursorVisible: () => boolean;
	/** All that was written to the terminal, byte for byte. */
	readonly written: () => Buffer;
	readonly ended: Promise<Ending>;
};

/** How a terminal is made. Without a program it is kdiag. */
export type TerminalOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly environment?: Readonly<Record<string, string>>;
	readonly program?: string;
	readonly cwd?: string;
};

/** How long a condition may take; load makes everything slow. */
const patience = 20_000;

const clean = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TERM: 'xterm-256color', HOME: '/nonexistent'};

const linesOf = (
	buffer: {
		readonly length: number;
		getLine(y: number): {translateToString(trim: boolean, from: number, to: number): string} | undefined;
	},
	from: number,
	columns: number,
): string =>
	Array.from(
		{length: buffer.length - from},
		(_, row) => buffer.getLine(from + row)?.translateToString(true, 0, columns) ?? '',
	)
		.join('\n')
		.trimEnd();

/** Starts a program in a terminal that is kept until the test ends. */
export const openTerminal = (argv: readonly string[], options: TerminalOptions = {}): PseudoTerminal => {
	const {columns = 80, rows = 24} = options;
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	const pty: IPty & {destroy?: () => void} = spawn(options.program ?? executable, [...argv], {
		cols: columns,
		rows,
		cwd: options.cwd ?? process.cwd(),
		env: {...clean, ...options.environment},
		encoding: null,
	});
	const chunks: Buffer[] = [];
	let isCursorVisible = true;
	let wroteAt = performance.now();
	let isOver = false;
	for (const [final, isVisible] of [
		['h', true],
		['l', false],
	] as const) {
		emulator.parser.registerCsiHandler({prefix: '?', final}, (parameters) => {
			isCursorVisible = parameters.includes(25) ? isVisible : isCursorVisible;
			return false;
		});
	}
	pty.onData((data) => {
		// Without an encoding it gives bytes, whatever its types say.
		const bytes = data as unknown as Buffer;
		chunks.push(bytes);
		wroteAt = performance.now();
		emulator.write(bytes);
	});
	const ended = new Promise<Ending>((resolve) => {
		pty.onExit(({exitCode, signal}) => {
			isOver = true;
			// What was written last is still on its way through the emulator.
			emulator.write('', () => resolve({exit: exitCode, signal: signal ?? 0}));
		});
	});
	const text = (): string => linesOf(emulator.buffer.active, emulator.buffer.active.viewportY, emulator.cols);
	const until = async (what: string, holds: () => boolean): Promise<void> => {
		const started = performance.now();
		while (!holds()) {
			if (performance.now() - started > patience) {
				throw new Error(`waited in vain for ${what}; the screen shows:\n${text()}`);
			}
			await sleep(5);
		}
	};
	onTestFinished(async () => {
		if (!isOver) {
			pty.kill('SIGKILL');
		}
		// The library aborts everything where a program ends after the thread that started it.
		await ended;
	});
	return {
		pid: pty.pid,
		text,
		scrollback: () => linesOf(emulator.buffer.normal, 0, emulator.cols),
		until,
		shows: async (wanted) => {
			const holds = (): boolean => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()));
			await until(String(wanted), holds);
			return text();
		},
		rests: async (ms = 300) => {
			const asked = performance.now();
			await until('silence', () => performance.now() - Math.max(wroteAt, asked) >= ms);
		},
		press: (keys) => pty.write(keys),
		resize: (width, height) => {
			emulator.resize(width, height);
			pty.resize(width, height);
		},
		kill: (signal) => process.kill(pty.pid, signal),
		hangUp: () => pty.destroy?.(),
		stall: (isStalled) => (isStalled ? pty.pause() : pty.resume()),
		isAlternate: () => emulator.buffer.active.type === 'alternate',
		isCursorVisible: () => isCursorVisible,
		written: () => Buffer.concat(chunks),
		ended,
	};
};

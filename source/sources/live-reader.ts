import process from 'node:process';
import type {Capture, Reader} from '../model/capture.ts';
import {type Input, inputId} from '../model/input.ts';
import {checkGate, type GateSurroundings, gateSurroundings} from './check-gates.ts';
import {dial} from './dial.ts';
import {failure} from './failures.ts';
import {failedRead, type InputRead} from './input-read.ts';
import {limitConcurrency} from './limit-concurrency.ts';
import {judgeMachineQuery, machineQueryArgument, machineQueryTimeout} from './query-machine.ts';
import {readDirectory} from './read-directory.ts';
import {readFile} from './read-file.ts';
import {readLinks} from './read-links.ts';
import {readWithin} from './read-within.ts';
import {createRedactor, type Redactor} from './redact.ts';
import {type CommandOptions, type RunningCommand, runCommand} from './run-command.ts';
import {watchStragglers} from './watch-stragglers.ts';

/** How this machine is read. Times in ms. */
export type LiveOptions = {
	/** Deadline of one command or file; 8 s by default. */
	readonly timeout?: number;
	/** How long what hangs is waited for when nothing else is left; 0.8 s by default. */
	readonly grace?: number;
	/** Whether connections may be opened (--probe). */
	readonly probe?: boolean;
	/** Where programs are looked for. */
	readonly directories?: readonly string[];
	/** The argv with which kdiag asks itself about the machine, program first. */
	readonly machineQuery?: readonly string[];
	readonly gates?: GateSurroundings;
	/** Hides secrets; one redactor gives equal secrets equal tags over several readers. */
	readonly redactor?: Redactor;
};

/** Commands at once. */
const atOnce = 4;
/** How long a program that hung is left alone, in ms: the alternatives of what hung are mostly the same program. */
const rest = 2000;

/** Programs that work for long, ask a daemon or may have much to list. They start first, or the report would wait for the last of them alone. */
const longPrograms: ReadonlySet<string> = new Set([
	'kubelet',
	'netstat',
	'systemctl',
	'journalctl',
	'iptables-save',
	'ip6tables-save',
	'nft',
]);

type CommandRead = InputRead & Pick<Capture, 'exit' | 'stderr'>;

const withoutExit = (read: InputRead): CommandRead => ({...read, exit: null, stderr: ''});

/** Commands start before files are read: a command works while files are read, the other way round it would not. */
const afterCommands = (): Promise<void> =>
	new Promise((resolve) => {
		setImmediate(resolve);
	});

const readOneFile = async (path: string): Promise<InputRead> => {
	const read = await readFile(path);
	return 'failure' in read
		? failedRead(read.failure)
		: {parts: [{name: path, text: read.text}], failure: null, partial: read.partial};
};

/** Runs commands: at most four at once, none that is still hanging from before. */
const createRunner = (options: LiveOptions, watch: ReturnType<typeof watchStragglers>) => {
	const limit = limitConcurrency(atOnce);
	const left = new Map<string, RunningCommand>();
	const hung = new Map<string, {readonly name: string; readonly until: number}>();
	return (name: string, argv: readonly string[], isLong: boolean, own: CommandOptions): Promise<CommandRead> =>
		limit(async () => {
			if (left.get(name)?.isGone() === false) {
				const reason = failure('timed-out', `${name} still hangs from the last time and was not started again`);
				return withoutExit(failedRead(reason));
			}
			const before = hung.get(argv[0] ?? '');
			if (before !== undefined && performance.now() < before.until) {
				const reason = failure('timed-out', `${name} was not started: ${before.name} hung a moment ago`);
				return withoutExit(failedRead(reason));
			}
			const running = runCommand(argv, {...own, ...(options.directories && {directories: options.directories})});
			const ended = watch(running);
			const {stdout, ...output} = await running.result;
			ended();
			if (output.failure?.kind === 'timed-out') {
				left.set(name, running);
				hung.set(argv[0] ?? '', {name, until: performance.now() + rest});
			}
			return {...output, parts: output.failure === null ? [{name, text: stdout}] : []};
		}, isLong);
};

const createInputReader = (options: LiveOptions): ((input: Input) => Promise<CommandRead>) => {
	const {timeout = 8000, grace = 800} = options;
	const {machineQuery = [process.execPath, machineQueryArgument], gates = gateSurroundings(readFile)} = options;
	const watch = watchStragglers(grace);
	const run = createRunner(options, watch);

	return async (input) => {
		const id = inputId(input);
		if ('run' in input) {
			const closed = input.gate === undefined ? null : await checkGate(input.gate, gates);
			const isLong = longPrograms.has(input.run[0] ?? '');
			return closed === null ? run(id, input.run, isLong, {timeout}) : withoutExit(failedRead(closed));
		}
		if ('dial' in input) {
			return options.probe === true
				? withoutExit({parts: [{name: id, text: await dial(input.dial)}], failure: null, partial: null})
				: withoutExit(failedRead(failure('gated', 'kdiag opens no connection without --probe')));
		}
		if ('query' in input) {
			const [program = process.execPath] = machineQuery;
			const read = await run(id, machineQuery, true, {timeout: Math.min(timeout, machineQueryTimeout), program});
			const wrong = read.failure ?? judgeMachineQuery(read.parts[0]?.text ?? '');
			return wrong === null ? read : {...read, ...failedRead(wrong)};
		}
		await afterCommands();
		const read = await readWithin(id, timeout, watch, (reading) => {
			if ('file' in input) {
				return readOneFile(input.file);
			}
			return 'links' in input ? readLinks(input.links, reading) : readDirectory(input.directory, input.match, reading);
		});
		return withoutExit(read);
	};
};

/**
 * Reads this machine. It changes nothing, starts at most four commands at once, hides secrets in what it returns, and never rejects.
 * Keep one reader for all passes of a live run: it remembers what hangs. A capture's `at` is when the reading was asked for, `ms` how long the answer took.
 */
export const createLiveReader = (options: LiveOptions = {}): Reader => {
	const redactor = options.redactor ?? createRedactor();
	const read = createInputReader(options);
	return async (input) => {
		const at = new Date().toISOString();
		const started = performance.now();
		const id = inputId(input);
		const answer = await read(input).catch((error: unknown) =>
			withoutExit(failedRead(failure('failed', `kdiag could not read ${id} (${String(error)}); please report it`))),
		);
		const {parts, failure: reason, partial, exit, stderr} = answer;
		const ms = Math.round((performance.now() - started) * 10) / 10;
		return redactor.capture({id, input, parts, failure: reason, partial, exit, stderr, at, ms});
	};
};

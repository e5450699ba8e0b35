import {setPriority} from 'node:os';
import process from 'node:process';
import {execa} from 'execa';
import type {Failure} from '../model/capture.ts';
import {collectOutput} from './collect-output.ts';
import {failure} from './failures.ts';
import {judgeExit, judgePartial} from './judge-exit.ts';
import {processProgress} from './process-progress.ts';
import {programDirectories, resolveProgram} from './resolve-program.ts';

/** What a command gave. `partial` says why the text is not all of it. */
export type CommandOutput = {
	readonly stdout: string;
	readonly stderr: string;
	readonly exit: number | null;
	readonly failure: Failure | null;
	readonly partial: string | null;
};

/** How a command is run. Times in ms, limits in bytes. */
export type CommandOptions = {
	readonly timeout: number;
	/** Where programs are looked for. */
	readonly directories?: readonly string[];
	/** The program itself, where the caller vouches for it. */
	readonly program?: string;
	readonly stdoutLimit?: number;
	readonly stderrLimit?: number;
};

/** A command under way. `abandon` ends the result at once, as timed out; the processes are killed behind it. */
export type RunningCommand = {
	readonly result: Promise<CommandOutput>;
	readonly progress: () => string;
	readonly abandon: () => void;
	/** Whether the process has ended: one that hangs in the kernel does not even when it is killed. */
	readonly isGone: () => boolean;
};

const niceness = 10;
/** How long a process group may take to end by itself, in ms. */
const killDelay = 500;
/** How long a pipe may stay open after the command has ended, in ms. */
const drainDelay = 300;

/** The whole environment of a command: nothing is taken over from who runs kdiag. */
const environment = (directories: readonly string[]): Record<string, string> => ({
	PATH: directories.join(':'),
	LC_ALL: 'C',
	LANGUAGE: '',
	TERM: 'dumb',
	HOME: '/',
	SYSTEMD_PAGER: '',
	SYSTEMD_COLORS: '0',
	PAGER: 'cat',
});

const spawn = (program: string, argv: readonly string[], directories: readonly string[]) =>
	execa(program, argv.slice(1), {
		// What a program calls itself in its complaints is what a person would have typed.
		argv0: argv[0] ?? program,
		cwd: '/',
		env: environment(directories),
		extendEnv: false,
		stdin: 'ignore',
		encoding: 'buffer',
		buffer: false,
		reject: false,
		// Makes the child lead a group of its own, which every signal goes to.
		killDescendants: true,
		forceKillAfterDelay: false,
	});

type Child = ReturnType<typeof spawn>;

const beNice = (pid: number | undefined): void => {
	try {
		if (pid !== undefined) {
			setPriority(pid, niceness);
		}
	} catch {
		// It has ended already, or priorities cannot be set here: it runs as it is.
	}
};

/** Kills the group at once, and lets go of the pipes, which a process that left the group may hold. */
const force = (child: Child): void => {
	child.kill('SIGKILL');
	child.stdout.destroy();
	child.stderr.destroy();
	child.nodeChildProcess.unref();
};

const failed = (reason: Failure, exit: number | null = null, stderr = ''): CommandOutput => ({
	stdout: '',
	stderr,
	exit,
	failure: reason,
	partial: null,
});

const notRun = (reason: Failure): RunningCommand => ({
	result: Promise.resolve(failed(reason)),
	progress: () => '',
	abandon: () => undefined,
	isGone: () => true,
});

const watch = (child: Child, argv: readonly string[], options: CommandOptions): RunningCommand => {
	const {timeout, stdoutLimit = 16_000_000, stderrLimit = 64_000} = options;
	const name = argv.join(' ');
	const started = performance.now();
	const settled = Promise.withResolvers<CommandOutput>();
	const forceNow = (): void => force(child);
	process.once('exit', forceNow);
	const timers: ReturnType<typeof setTimeout>[] = [];

	const end = (output: CommandOutput): void => {
		timers.forEach(clearTimeout);
		settled.resolve(output);
	};
	const kill = (): void => {
		child.kill('SIGTERM');
		setTimeout(() => {
			process.off('exit', forceNow);
			forceNow();
		}, killDelay);
	};
	const abandon = (): void => {
		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		end(failed(failure('timed-out', `${name} did not end within ${seconds} s`), null, errors.text()));
		kill();
	};
	const errors = collectOutput(child.stderr, stderrLimit, () => undefined);
	const output = collectOutput(child.stdout, stdoutLimit, () => {
		const partial = `cut at ${stdoutLimit} bytes`;
		end({stdout: output.text(), stderr: errors.text(), exit: null, failure: null, partial});
		kill();
	});
	const finish = (exit: number | null, held: string | null): void => {
		const ended = {argv, exit, stdout: output.text(), stderr: errors.text()};
		const reason = judgeExit(ended);
		const partial = reason === null ? (held ?? judgePartial(ended)) : null;
		end({stdout: ended.stdout, stderr: ended.stderr, exit, failure: reason, partial});
	};

	timers.push(setTimeout(abandon, timeout));
	child.nodeChildProcess.once('exit', (exit) => {
		const letGo = (): void => {
			finish(exit, `a process that ${name} left behind holds its output`);
			kill();
		};
		timers.push(setTimeout(letGo, drainDelay));
	});
	void child.then(({exitCode, signal, code}) => {
		process.off('exit', forceNow);
		if (exitCode === undefined && signal === undefined) {
			end(failed(failure('failed', `${name} could not be started: ${code ?? 'the reason is unknown'}`)));
		} else {
			finish(exitCode ?? null, null);
		}
	});
	const progress = () =>
		`${output.size() + errors.size()} ${child.pid === undefined ? '' : processProgress(child.pid)}`;
	const isGone = () => child.nodeChildProcess.exitCode !== null || child.nodeChildProcess.signalCode !== null;
	return {result: settled.promise, progress, abandon, isGone};
};

/**
 * Starts a command: constant argv, no shell, an environment made from nothing, a process group of its own, nice 10.
 * The result never rejects and never comes later than the deadline, whatever the command and its children do.
 */
export const runCommand = (argv: readonly string[], options: CommandOptions): RunningCommand => {
	const directories = options.directories ?? programDirectories;
	const program = options.program ?? resolveProgram(argv[0] ?? '', directories);
	if (typeof program !== 'string') {
		return notRun(program);
	}
	try {
		const child = spawn(program, argv, directories);
		beNice(child.pid);
		return watch(child, argv, options);
	} catch (error) {
		// Arguments that no command line can hold.
		return notRun(failure('failed', `${argv.join(' ')} could not be started: ${String(error)}`));
	}
};

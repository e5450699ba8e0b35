import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** The compiled executable; KDIAG names another one to put to the test. */
export const executable = process.env['KDIAG'] ?? path.join(root, 'dist/kdiag');

if (!existsSync(executable)) {
	throw new Error(
		`${executable} is missing: end-to-end tests drive the compiled executable, run \`npm run build\` first`,
	);
}

export {fixture} from './fixture.ts';

/** What a run of kdiag gave. `stdout` and `stderr` are decoded as UTF-8; `document` is standard output byte for byte. */
export type Run = {
	readonly exit: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly document: Buffer;
	readonly ms: number;
};

/** How kdiag is run: what it reads on standard input, extra environment, and the command line that it is run through (`unshare -n`). */
export type RunOptions = {
	readonly input?: string | Uint8Array;
	readonly environment?: Readonly<Record<string, string>>;
	readonly through?: readonly string[];
	readonly cwd?: string;
	readonly stdout?: number;
};

/** A clean environment: nothing of the person who runs the tests decides about colour or letters. */
const clean = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TERM: 'dumb', HOME: '/nonexistent'};

/** Runs as an ordinary user. */
export const asNobody: readonly string[] = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];

/** Starts kdiag and lets it run. */
export const start = (argv: readonly string[], options: RunOptions = {}): ChildProcess => {
	const [program = executable, ...rest] = [...(options.through ?? []), executable, ...argv];
	const settings: SpawnOptions = {
		cwd: options.cwd ?? root,
		env: {...clean, ...options.environment},
		stdio: [options.input === undefined ? 'ignore' : 'pipe', options.stdout ?? 'pipe', 'pipe'],
	};
	const child = spawn(program, rest, settings);
	// A kdiag that does not read to the end closes the pipe.
	child.stdin?.on('error', () => undefined);
	child.stdin?.end(options.input);
	return child;
};

/** Waits for a kdiag that was started. */
export const finished = (child: ChildProcess): Promise<Run> =>
	new Promise((resolve, reject) => {
		const started = performance.now();
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
		child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
		child.on('error', reject);
		child.on('close', (exit, signal) => {
			const document = Buffer.concat(out);
			resolve({
				exit,
				signal,
				stdout: document.toString('utf8'),
				stderr: Buffer.concat(err).toString('utf8'),
				document,
				ms: performance.now() - started,
			});
		});
	});

/** Runs kdiag to its end. */
export const kdiag = (argv: readonly string[], options: RunOptions = {}): Promise<Run> =>
	finished(start(argv, options));

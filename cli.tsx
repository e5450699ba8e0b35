import {fstatSync, writeSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {isatty} from 'node:tty';
import {readDemo} from './fixtures/demo/read-demo.ts';
import {commandFailure, isCommandFailure} from './source/commands/command-failure.ts';
import {type Surroundings, styleFor} from './source/commands/options.ts';
import {buildProgram, type Request} from './source/commands/program.ts';
import {type Outcome, runRequest} from './source/commands/run-request.ts';
import {type ScreenRequest, sceneOfRequest, wantsScreen} from './source/commands/scene-of-request.ts';
import {talkLine} from './source/commands/talk-line.ts';
import {ownWords} from './source/report/own-words.ts';
import {machineQueryArgument, printMachineQuery} from './source/sources/query-machine.ts';

declare const KDIAG_VERSION: string;

const exitCodes: Readonly<Record<string, number>> = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143};

/** Writes and waits until it is handed over; a reader that went away ends kdiag quietly. */
const write = async (stream: NodeJS.WriteStream & {readonly fd: number}, data: string | Uint8Array): Promise<void> => {
	if (isImmediate(stream.fd)) {
		writeNow(stream.fd, data);
	} else if (data.length > 0) {
		await new Promise<void>((resolve) => {
			stream.write(data, () => resolve());
		});
	}
};

/** What the command line asks for; or the help, the version or the complaint that it gets. */
/** Lines of standard input, read as they are asked for. */
let lines: AsyncIterator<string> | undefined;

const ask = async (prompt: string): Promise<string | null> => {
	lines ??= createInterface({input: process.stdin, terminal: false})[Symbol.asyncIterator]();
	await write(process.stdout, prompt);
	const {value, done} = await lines.next();
	return done === true ? null : value;
};

const around: Surroundings = {
	version: KDIAG_VERSION,
	today: new Date().toISOString().slice(0, 10),
	isTerminal: process.stdout.isTTY === true,
	hasKeys: process.stdin.isTTY === true,
	columns: process.stdout.columns ?? null,
	environment: process.env,
	readDemo,
	conversation: {
		say: (text) => write(process.stdout, `${text}\n`),
		ask,
	},
	self: [process.execPath, ...(process.argv[1]?.endsWith('.mjs') ? [process.argv[1]] : [])],
};

/** Whether a write cannot wait for a reader: to a file, or a device that is no terminal. */
const isImmediate = (fd: number): boolean => {
	const stats = fstatSync(fd, {throwIfNoEntry: false});
	return stats !== undefined && (stats.isFile() || (stats.isCharacterDevice() && !isatty(fd)));
};

/** Writes to a file at once. Streams do not say everywhere that the disk is full. */
const writeNow = (fd: number, data: string | Uint8Array): void => {
	const bytes = Buffer.from(data);
	try {
		for (let at = 0; at < bytes.length; ) {
			at += writeSync(fd, bytes, at);
		}
	} catch (error) {
		if (fd === process.stderr.fd) {
			// There is nowhere to say it; the document counts.
			return;
		}
		throw commandFailure(74, `standard output cannot be written: ${(error as NodeJS.ErrnoException).code ?? error}`);
	}
};

const parseArguments = async (): Promise<Request | Outcome> => {
	let request: Request | undefined;
	let stdout = '';
	let stderr = '';
	const program = buildProgram(KDIAG_VERSION, {
		run: (asked) => {
			request = asked;
		},
		print: (text) => {
			stdout += text;
		},
		complain: (line) => {
			stderr += line;
		},
	});
	try {
		await program.parseAsync(process.argv);
	} catch (error) {
		// Commander throws for help and version, too; a complaint is wrong usage.
		return {stdout, stderr, exit: (error as {exitCode?: number}).exitCode === 0 ? 0 : 64};
	}
	return request ?? {stdout, stderr, exit: 0};
};

/** What gives the terminal back; nothing where no screen is shown. */
let restoreTerminal = (): void => undefined;

/** The screen, until the person leaves. Then the verdict stays in the shell, in one line. */
const showScreen = async (request: ScreenRequest): Promise<void> => {
	const source = await sceneOfRequest(request, around);
	const {runScreen} = await import('./source/ui/run-screen.tsx');
	const {color, ascii} = styleFor(request, around);
	const {stdin, stdout} = process;
	const screen = runScreen(source, {stdin, stdout, color, ascii, environment: process.env});
	restoreTerminal = screen.leave;
	const verdict = await screen.ended;
	await write(stdout, `${ownWords(verdict, {color, ascii, width: 80})}\n`);
};

const main = async (): Promise<number> => {
	if (process.argv.includes(machineQueryArgument)) {
		await printMachineQuery();
		return 0;
	}
	const asked = await parseArguments();
	if (!('exit' in asked) && wantsScreen(asked, around)) {
		await showScreen(asked);
		return 0;
	}
	const outcome = 'exit' in asked ? asked : await runRequest(asked, around);
	await write(process.stderr, outcome.stderr);
	await write(process.stdout, outcome.stdout);
	return outcome.exit;
};

for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE' && stream === process.stdout) {
			process.stderr.write(talkLine(`standard output cannot be written: ${error.code ?? error.message}`));
		}
		process.exit(error.code === 'EPIPE' ? 0 : 74);
	});
}
for (const [signal, code] of Object.entries(exitCodes)) {
	process.on(signal, () => process.exit(code));
}

main()
	.then((code) => process.exit(code))
	.catch(async (error: unknown) => {
		restoreTerminal();
		const known = isCommandFailure(error);
		const lines = known
			? error.lines
			: ['a bug in kdiag, please report it', ...String(error instanceof Error ? error.stack : error).split('\n')];
		const text = lines.map(talkLine).join('');
		await write(process.stderr, text);
		process.exit(known ? error.exit : 70);
	});

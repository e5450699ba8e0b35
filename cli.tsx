import {constants, fstatSync, openSync} from 'node:fs';
import {readDemo} from './fixtures/demo/read-demo.ts';
import {commandFailure, isCommandFailure} from './source/commands/command-failure.ts';
import {type Surroundings, styleFor} from './source/commands/options.ts';
import {buildProgram} from './source/commands/program.ts';
import type {Request} from './source/commands/request.ts';
import {type Outcome, runRequest} from './source/commands/run-request.ts';
import {
	accessibleBy,
	canShowScreen,
	isForScreen,
	type ScreenRequest,
	sceneOfRequest,
} from './source/commands/scene-of-request.ts';
import {talkLine} from './source/commands/talk-line.ts';
import {ownWords} from './source/report/own-words.ts';
import {machineQueryArgument, printMachineQuery} from './source/sources/query-machine.ts';
import {stand, tell, writeAtOnce} from './source/sources/write-at-once.ts';
import {writeDescriptor} from './source/sources/write-descriptor.ts';
import {type BorrowedScreen, borrowScreen, hasAlternateScreen} from './source/ui/borrowed-screen.ts';
import {createTerminalOutput} from './source/ui/terminal-output.ts';

declare const KDIAG_VERSION: string;

const standardOutput = 1;
const standardError = 2;

const exitCodes: Readonly<Record<string, number>> = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143};

/** Writes and waits until it is handed over; a reader that went away ends kdiag quietly. */
const write = async (fd: number, data: Outcome['stdout']): Promise<void> => {
	try {
		await writeDescriptor(fd, data);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (fd === standardError) {
			// There is nowhere to say it; the document counts.
			return;
		}
		if (code === 'EPIPE') {
			process.exit(0);
		}
		throw commandFailure(74, `standard output cannot be written: ${code ?? error}`);
	}
};

/** Lines of standard input, read as they are asked for. */
let lines: AsyncIterator<string> | undefined;

const ask = async (prompt: string): Promise<string | null> => {
	const {createInterface} = await import('node:readline');
	lines ??= createInterface({input: process.stdin, terminal: false})[Symbol.asyncIterator]();
	await write(standardOutput, prompt);
	const {value, done} = await lines.next();
	return done === true ? null : value;
};

/** Standard output where it may be a terminal; its stream is loaded only there. */
const screen = (): NodeJS.WriteStream | null =>
	fstatSync(standardOutput, {throwIfNoEntry: false})?.isCharacterDevice() === true ? process.stdout : null;

const lookAround = (): Surroundings => {
	const terminal = screen();
	return {
		version: KDIAG_VERSION,
		runtime: `${process.versions['bun'] === undefined ? `Node ${process.versions.node}` : `Bun ${process.versions['bun']}`} for ${process.platform}-${process.arch}`,
		today: new Date().toISOString().slice(0, 10),
		isTerminal: terminal?.isTTY === true,
		hasKeys: terminal?.isTTY === true && process.stdin.isTTY === true,
		columns: terminal?.columns ?? null,
		environment: process.env,
		readDemo,
		conversation: {
			say: (text) => write(standardOutput, `${text}\n`),
			ask,
		},
		// The executable by what runs, not by its path, which may lead nowhere in the namespaces that kdiag was started in.
		self: process.argv[1]?.endsWith('.mjs') ? [process.execPath, process.argv[1]] : ['/proc/self/exe'],
	};
};

/** What the command line asks for; or the help, the version or the complaint that it gets. */
const parseArguments = async (): Promise<Request | Outcome> => {
	let request: Request | undefined;
	let stdout = '';
	let stderr = '';
	const program = buildProgram({
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
		if (isCommandFailure(error)) {
			throw error;
		}
		// Commander throws for help, too; a complaint is wrong usage.
		return {stdout, stderr, exit: (error as {exitCode?: number}).exitCode === 0 ? 0 : 64};
	}
	return request ?? {stdout, stderr, exit: 0};
};

/** What gives the terminal back; nothing where no screen is shown. */
let giveBack = (): void => undefined;

/** Ends kdiag, whatever is under way, with the terminal as it was. */
const leave = (code: number): never => {
	giveBack();
	process.exit(code);
};

/** The terminal, opened anew so that writing never waits; where that is not allowed, as it is. */
const openTerminal = (): number => {
	try {
		return openSync(`/proc/self/fd/${standardOutput}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
	} catch {
		return standardOutput;
	}
};

/** Ends kdiag after a failure that it knows, or a bug. Nothing else runs before the end: what is under way may not say that all is well. */
const fail = (error: unknown): never => {
	giveBack();
	const known = isCommandFailure(error);
	const lines = known
		? error.lines
		: ['a bug in kdiag, please report it', ...String(error instanceof Error ? error.stack : error).split('\n')];
	tell(standardError, lines.map(talkLine).join(''));
	return process.exit(known ? error.exit : 70);
};

/** Takes the terminal's screen, and sees to it that it is given back. */
const takeScreen = (request: ScreenRequest, {environment}: Surroundings): BorrowedScreen => {
	const {stdin} = process;
	const fd = openTerminal();
	const isAlternate = request.altScreen && hasAlternateScreen(environment['TERM'] ?? '');
	const output = createTerminalOutput({
		writeSome: (bytes) => writeAtOnce(fd, bytes),
		stand,
		onGone: () => leave(exitCodes['SIGHUP'] ?? 1),
	});
	const taken = borrowScreen(output, {
		isAlternate,
		setCooked: () => {
			try {
				stdin.setRawMode(false);
			} catch {
				// A terminal that is gone has no modes.
			}
		},
	});
	giveBack = taken.leave;
	process.on('exit', () => giveBack());
	for (const event of ['end', 'error']) {
		stdin.on(event, () => leave(exitCodes['SIGHUP'] ?? 1));
	}
	taken.enter();
	// What is read and drawn next takes longer than a person likes to wait for an answer.
	output.write(' kdiag\r');
	return taken;
};

/** The screen, until the person leaves. Then the verdict stays in the shell, in one line. */
const showScreen = async (request: ScreenRequest, around: Surroundings): Promise<void> => {
	const {stdin, stdout} = process;
	const taken = takeScreen(request, around);
	const source = await sceneOfRequest(request, around);
	// With it Ink would look for a debugger.
	delete process.env['DEV'];
	const {runScreen} = await import('./source/ui/run-screen.tsx');
	const {color, ascii} = styleFor(request, around);
	const running = runScreen(source, {stdin, stdout, screen: taken, color, ascii, environment: process.env});
	giveBack = () => {
		try {
			running.stop();
		} catch {
			// What Ink did not give back, the next line does.
		}
		taken.leave();
	};
	const verdict = await running.ended;
	giveBack();
	await write(standardOutput, `${ownWords(verdict, {color, ascii, width: 80})}\n`);
};

/** What the screen shows, in lines. */
const sayScreen = async (request: ScreenRequest, by: string, around: Surroundings): Promise<void> => {
	const {runAccessible} = await import('./source/ui/accessible-screen.ts');
	const {ascii} = styleFor(request, around);
	await runAccessible(await sceneOfRequest(request, around), around.conversation, {by, ascii});
};

const main = async (): Promise<number> => {
	if (process.argv.includes(machineQueryArgument)) {
		await printMachineQuery();
		return 0;
	}
	const asked = await parseArguments();
	if ('exit' in asked) {
		await write(standardError, asked.stderr);
		await write(standardOutput, asked.stdout);
		return asked.exit;
	}
	const around = lookAround();
	if (isForScreen(asked)) {
		const by = accessibleBy(asked, around);
		if (by !== null) {
			await sayScreen(asked, by, around);
			return 0;
		}
		if (canShowScreen(around)) {
			await showScreen(asked, around);
			return 0;
		}
	}
	const outcome = await runRequest(asked, around);
	await write(standardError, outcome.stderr);
	await write(standardOutput, outcome.stdout);
	return outcome.exit;
};

for (const [signal, code] of Object.entries(exitCodes)) {
	process.on(signal, () => leave(code));
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

main().then(leave).catch(fail);

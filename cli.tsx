import {fstatSync, write as writeBytes} from 'node:fs';
import {readDemo} from './fixtures/demo/read-demo.ts';
import {commandFailure, isCommandFailure} from './source/commands/command-failure.ts';
import type {Surroundings} from './source/commands/options.ts';
import {buildProgram, type Request} from './source/commands/program.ts';
import {type Outcome, runRequest} from './source/commands/run-request.ts';
import {talkLine} from './source/commands/talk-line.ts';
import {machineQueryArgument, printMachineQuery} from './source/sources/query-machine.ts';

declare const KDIAG_VERSION: string;

const standardOutput = 1;
const standardError = 2;

const exitCodes: Readonly<Record<string, number>> = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143};

/** How long to wait before a reader that takes nothing now is asked again, in ms. */
const pause = 10;

/** Writes what the reader takes; gives the number of bytes. Past streams, which take time to load and do not say everywhere that the disk is full. */
const writeSome = (fd: number, bytes: Uint8Array): Promise<number> =>
	new Promise((resolve, reject) => {
		writeBytes(fd, bytes, (error, count) => {
			if (error?.code === 'EAGAIN') {
				setTimeout(resolve, pause, 0);
			} else if (error === null) {
				resolve(count);
			} else {
				reject(error);
			}
		});
	});

const writeAll = async (fd: number, bytes: Uint8Array): Promise<void> => {
	for (let rest = bytes; rest.length > 0; ) {
		rest = rest.subarray(await writeSome(fd, rest));
	}
};

/** So many bytes are encoded at a time: a large document does not stand in memory twice. */
const pieceSize = 1_048_576;

const writeText = async (fd: number, texts: Iterable<string>): Promise<void> => {
	const encoder = new TextEncoder();
	const piece = new Uint8Array(pieceSize);
	let filled = 0;
	for (const text of texts) {
		for (let at = 0; at < text.length; ) {
			const {read, written} = encoder.encodeInto(text.slice(at), piece.subarray(filled));
			at += read;
			filled += written;
			// A letter takes up to four bytes, and then no more fits.
			if (filled > pieceSize - 4) {
				await writeAll(fd, piece.subarray(0, filled));
				filled = 0;
			}
		}
	}
	await writeAll(fd, piece.subarray(0, filled));
};

/** Writes and waits until it is handed over; a reader that went away ends kdiag quietly. */
const write = async (fd: number, data: Outcome['stdout']): Promise<void> => {
	try {
		const texts = typeof data === 'string' ? [data] : data;
		await (texts instanceof Uint8Array ? writeAll(fd, texts) : writeText(fd, texts));
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
		today: new Date().toISOString().slice(0, 10),
		isTerminal: terminal?.isTTY === true,
		columns: terminal?.columns ?? null,
		environment: process.env,
		readDemo,
		conversation: {
			say: (text) => write(standardOutput, `${text}\n`),
			ask,
		},
		self: [process.execPath, ...(process.argv[1]?.endsWith('.mjs') ? [process.argv[1]] : [])],
	};
};

/** What the command line asks for; or the help, the version or the complaint that it gets. */
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

const main = async (): Promise<number> => {
	if (process.argv.includes(machineQueryArgument)) {
		await printMachineQuery();
		return 0;
	}
	const asked = await parseArguments();
	const outcome = 'exit' in asked ? asked : await runRequest(asked, lookAround());
	await write(standardError, outcome.stderr);
	await write(standardOutput, outcome.stdout);
	return outcome.exit;
};

for (const [signal, code] of Object.entries(exitCodes)) {
	process.on(signal, () => process.exit(code));
}

main()
	.then((code) => process.exit(code))
	.catch(async (error: unknown) => {
		const known = isCommandFailure(error);
		const lines = known
			? error.lines
			: ['a bug in kdiag, please report it', ...String(error instanceof Error ? error.stack : error).split('\n')];
		const text = lines.map(talkLine).join('');
		await write(standardError, text);
		process.exit(known ? error.exit : 70);
	});

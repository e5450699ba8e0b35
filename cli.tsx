import {readDemo} from './fixtures/demo/read-demo.ts';
import {isCommandFailure} from './source/commands/command-failure.ts';
import type {Surroundings} from './source/commands/options.ts';
import {buildProgram, type Request} from './source/commands/program.ts';
import {runRequest} from './source/commands/run-request.ts';
import {talkLine} from './source/commands/talk-line.ts';
import {machineQueryArgument, printMachineQuery} from './source/sources/query-machine.ts';

declare const KDIAG_VERSION: string;

const exitCodes: Readonly<Record<string, number>> = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143};

const around: Surroundings = {
	version: KDIAG_VERSION,
	today: new Date().toISOString().slice(0, 10),
	isTerminal: process.stdout.isTTY === true,
	columns: process.stdout.columns ?? null,
	environment: process.env,
	readDemo,
	self: [process.execPath, ...(process.argv[1]?.endsWith('.mjs') ? [process.argv[1]] : [])],
};

/** Writes and waits until it is handed over; a reader that went away ends kdiag quietly. */
const write = (stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> =>
	new Promise((resolve) => {
		if (data.length === 0) {
			resolve();
			return;
		}
		stream.write(data, () => resolve());
	});

const parseArguments = async (): Promise<Request | number> => {
	let request: Request | undefined;
	const program = buildProgram(KDIAG_VERSION, (asked) => {
		request = asked;
	});
	try {
		await program.parseAsync(process.argv);
	} catch (error) {
		// Commander has printed help, version or its complaint; a complaint is wrong usage.
		return (error as {exitCode?: number}).exitCode === 0 ? 0 : 64;
	}
	return request ?? 0;
};

const main = async (): Promise<number> => {
	if (process.argv.includes(machineQueryArgument)) {
		await printMachineQuery();
		return 0;
	}
	const request = await parseArguments();
	if (typeof request === 'number') {
		return request;
	}
	const outcome = await runRequest(request, around);
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
		const known = isCommandFailure(error);
		const lines = known
			? error.lines
			: ['a bug in kdiag, please report it', ...String(error instanceof Error ? error.stack : error).split('\n')];
		const text = lines.map(talkLine).join('');
		await write(process.stderr, text);
		process.exit(known ? error.exit : 70);
	});

import {spawn} from 'node:child_process';
import {availableParallelism} from 'node:os';

/** How many processes find a processor of their own beside this one; a few, since each takes memory. */
export const spareProcessors = (): number => Math.min(availableParallelism(), 4) - 1;

const newline = 10;

/** Hands the whole lines of chunks on. */
const lineSplitter = (onLine: (line: string) => void): ((chunk: Buffer) => void) => {
	let pieces: Buffer[] = [];
	return (chunk) => {
		let from = 0;
		for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
			onLine(Buffer.concat([...pieces, chunk.subarray(from, end)]).toString('utf8'));
			pieces = [];
			from = end + 1;
		}
		pieces.push(chunk.subarray(from));
	};
};

/** Runs kdiag itself as a child and hears each line that it prints, until it has ended, well or not, or is stopped. Gives what stops it. */
export const runApart = (argv: readonly string[], onLine: (line: string) => void): (() => void) => {
	const [program = '', ...rest] = argv;
	const child = spawn(program, rest, {stdio: ['ignore', 'pipe', 'ignore']});
	child.stdout.on('data', lineSplitter(onLine));
	// Whoever is missing does nothing, and what it did not do is seen by that.
	child.on('error', () => undefined);
	return () => {
		child.kill();
	};
};

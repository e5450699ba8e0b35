import {buildProgram} from '../../source/commands/program.ts';
import type {Request} from '../../source/commands/request.ts';
import {runRequest} from '../../source/commands/run-request.ts';
import {documentText} from './document-text.ts';

/** What a command line asks for, or the help that it prints. */
export const askWith = (words: readonly string[]): {readonly request: Request | null; readonly printed: string} => {
	let request: Request | null = null;
	let printed = '';
	const program = buildProgram({
		run: (asked) => {
			request = asked;
		},
		print: (text) => {
			printed += text;
		},
		complain: (line) => {
			throw new Error(line);
		},
	});
	try {
		program.parse(['node', 'kdiag', ...words]);
	} catch (error) {
		// Commander ends a help with an error whose exit status is 0.
		if ((error as {exitCode?: number}).exitCode !== 0) {
			throw error;
		}
	}
	return {request, printed};
};

/** The JSON document that a command line prints. */
export const printed = async (words: readonly string[]): Promise<unknown> => {
	const {request} = askWith(words);
	if (request === null) {
		throw new Error(`kdiag ${words.join(' ')} asks for nothing`);
	}
	const {stdout} = await runRequest(request, {
		version: 'test',
		today: '2026-01-01',
		isTerminal: false,
		runtime: 'a test',
		hasKeys: false,
		columns: 80,
		environment: {},
		readDemo: async () => new Uint8Array(),
		conversation: {say: async () => undefined, ask: async () => null},
		self: [],
	});
	return JSON.parse(documentText(stdout));
};

import type {CommandDeclaration} from '../command-declaration.ts';
import {
	anewOption,
	checkOutputFile,
	forceOption,
	formatOption,
	readCommonOptions,
	sourcesArgument,
} from './common-options.ts';

/** `kdiag facts`. */
export const factsCommand: CommandDeclaration = {
	name: 'facts',
	description: 'the questions people ask on a node, each answered with its proof',
	arguments: [sourcesArgument],
	options: [
		formatOption,
		{
			flags: '-o, --output <file>',
			text: 'write to a file (mode 0600), - is standard output',
			check: checkOutputFile,
			initial: '-',
		},
		forceOption,
		anewOption,
	],
	concerns: ['node', 'text'],
	examples: [
		{command: 'kdiag facts', text: 'of this machine'},
		{command: 'kdiag facts n1.kdiag.json.gz', text: 'of a snapshot'},
		{command: 'kdiag facts ticket.html', text: 'as a report gave them'},
		{command: 'kdiag facts --format json -o facts.json netstat.txt', text: 'what one output answers, for a program'},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'facts',
		sources: typed.words[0] as readonly string[],
		format: String(typed.options['format']),
		output: String(typed.options['output']),
		anew: typed.options['anew'] === true,
	}),
};

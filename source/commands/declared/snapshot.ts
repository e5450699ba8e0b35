import type {CommandDeclaration} from '../command-declaration.ts';
import {readCommonOptions, sourcesArgument} from './common-options.ts';

/** `kdiag snapshot`. */
export const snapshotCommand: CommandDeclaration = {
	name: 'snapshot',
	description: 'record the node into one file and stop',
	arguments: [sourcesArgument],
	options: [
		{
			flags: '-o, --output <file>',
			text: 'the file (NAME.kdiag.json.gz, mode 0600), - is standard output',
			isRequired: true,
		},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'snapshot',
		sources: typed.words[0] as readonly string[],
		output: String(typed.options['output']),
	}),
};

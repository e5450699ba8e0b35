import type {CommandDeclaration} from '../command-declaration.ts';
import {checkOutputFile, forceOption, readCommonOptions, sourcesArgument} from './common-options.ts';

/** `kdiag snapshot`. */
export const snapshotCommand: CommandDeclaration = {
	name: 'snapshot',
	description: 'record the node into one file and stop',
	arguments: [sourcesArgument],
	options: [
		{
			flags: '-o, --output <file>',
			text: 'the file (NAME.kdiag.json.gz, mode 0600), - is standard output',
			check: checkOutputFile,
			isRequired: true,
		},
		forceOption,
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'snapshot',
		sources: typed.words[0] as readonly string[],
		output: String(typed.options['output']),
	}),
};

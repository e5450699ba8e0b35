import type {CommandDeclaration} from '../command-declaration.ts';
import {
	checkOutputFile,
	forceOption,
	formatOption,
	hideOption,
	readCommonOptions,
	readHide,
	sourcesArgument,
} from './common-options.ts';

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
		},
		forceOption,
		hideOption,
		{flags: '--list', text: 'say what is in snapshot files instead of taking one'},
		{flags: '--verify', text: 'say whether snapshot files are whole instead of taking one'},
		{...formatOption, text: 'how to write the list'},
	],
	concerns: ['node', 'text'],
	examples: [
		{command: 'kdiag snapshot -o n1.kdiag.json.gz', text: 'this machine'},
		{
			command: 'kdiag snapshot --hide addresses,names -o public.kdiag.json.gz',
			text: 'one that does not tell whose network it is',
		},
		{command: 'kdiag snapshot --list n1.kdiag.json.gz', text: 'what is in it'},
		{command: 'kdiag snapshot --verify n1.kdiag.json.gz', text: 'whether it is whole'},
		{command: 'kdiag snapshot -o - support/ | zcat', text: 'see what would leave the node'},
	],
	request: (typed) => {
		const {list, verify, output, format} = typed.options;
		return {
			...readCommonOptions(typed),
			command: 'snapshot',
			action: list === true ? 'list' : verify === true ? 'verify' : 'take',
			hide: readHide(typed),
			sources: typed.words[0] as readonly string[],
			format: typed.isUnset('format') ? null : String(format),
			output: output === undefined ? null : String(output),
		};
	},
};

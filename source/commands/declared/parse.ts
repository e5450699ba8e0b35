import {formats} from '../../collectors/formats.ts';
import type {CommandDeclaration} from '../command-declaration.ts';
import {readCommonOptions} from './common-options.ts';

const formatNames: readonly string[] = formats.map((format) => format.name);

/** `kdiag parse`. */
export const parseCommand: CommandDeclaration = {
	name: 'parse',
	description: 'one output, typed, as JSON; without a format it is recognised',
	arguments: [
		{
			flags: '[format]',
			text: `one of: ${formatNames.join(', ')}`,
			completes: formatNames,
			orFile: true,
		},
		{flags: '[file]', text: 'the text, - is standard input (the default)', completes: 'files'},
	],
	options: [],
	concerns: [],
	examples: [
		{command: 'kdiag parse netstat netstat.txt', text: 'a file'},
		{command: 'kdiag parse ./netstat.txt', text: 'the format is recognised'},
		{command: 'ssh n1 netstat -npa | kdiag parse netstat', text: 'standard input'},
	],
	request: (typed) => {
		const [first, second = '-'] = typed.words as readonly (string | undefined)[];
		const isFormat = first === undefined || formats.some((format) => format.name === first);
		// `kdiag parse FILE` names no format: the only argument is then the file.
		const onlyFile = !isFormat && second === '-' && /[./]/.test(first);
		return {
			...readCommonOptions(typed),
			command: 'parse',
			format: onlyFile ? undefined : first,
			file: onlyFile ? first : second,
		};
	},
};

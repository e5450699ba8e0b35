import type {CommandDeclaration} from '../command-declaration.ts';
import {shells} from '../completion/shells.ts';
import {readCommonOptions} from './common-options.ts';

/** `kdiag completion`. */
export const completionCommand: CommandDeclaration = {
	name: 'completion',
	description: 'a script for bash, zsh or fish that completes what is typed',
	arguments: [{flags: '<shell>', text: `one of: ${shells.join(', ')}`, completes: shells}],
	options: [],
	concerns: [],
	examples: [
		{command: '. <(kdiag completion bash)', text: 'in ~/.bashrc'},
		{command: 'kdiag completion zsh > _kdiag', text: 'in a folder of $fpath'},
		{command: 'kdiag completion fish > kdiag.fish', text: 'in ~/.config/fish/completions'},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'completion',
		shell: String(typed.words[0]),
	}),
};

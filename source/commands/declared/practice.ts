import type {CommandDeclaration} from '../command-declaration.ts';
import {exerciseNames} from '../demo.ts';
import {readCommonOptions} from './common-options.ts';

/** `kdiag practice`. */
export const practiceCommand: CommandDeclaration = {
	name: 'practice',
	description: 'a recorded node with one fault: find the rule that is violated',
	arguments: [{flags: '[number]', text: `one of: ${exerciseNames.join(', ')}`, completes: exerciseNames}],
	options: [],
	concerns: ['text'],
	examples: [
		{command: 'kdiag practice', text: 'the first one'},
		{command: 'kdiag practice 3', text: 'another'},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'practice',
		name: typed.words[0] as string | undefined,
	}),
};

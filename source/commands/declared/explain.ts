import type {CommandDeclaration} from '../command-declaration.ts';
import {readCommonOptions} from './common-options.ts';

/** `kdiag explain`. */
export const explainCommand: CommandDeclaration = {
	name: 'explain',
	description: 'why a rule is there and how to mend what it finds; offline',
	arguments: [
		{flags: '[rule]', text: 'the rule, or a group of them to list; without one all are listed', completes: 'rules'},
	],
	options: [],
	concerns: ['text'],
	examples: [
		{command: 'kdiag explain', text: 'all rules'},
		{command: 'kdiag explain firewall', text: 'a group'},
		{command: 'kdiag explain forward-drop', text: 'one of them'},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'explain',
		rule: typed.words[0] as string | undefined,
	}),
};

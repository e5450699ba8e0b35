import type {CommandDeclaration} from '../command-declaration.ts';
import {formatOption, readCommonOptions} from './common-options.ts';

/** `kdiag diff`. */
export const diffCommand: CommandDeclaration = {
	name: 'diff',
	description: 'what differs in meaning between two recordings of a node, or two nodes of one role',
	arguments: [
		{flags: '<before>', text: 'a source'},
		{flags: '<after>', text: 'another source'},
	],
	options: [formatOption],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'diff',
		before: String(typed.words[0]),
		after: String(typed.words[1]),
		format: String(typed.options['format']),
	}),
};

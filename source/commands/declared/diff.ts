import type {CommandDeclaration} from '../command-declaration.ts';
import {troubleStatuses} from '../exit-statuses.ts';
import {formatOption, readCommonOptions} from './common-options.ts';

/** `kdiag diff`. */
export const diffCommand: CommandDeclaration = {
	name: 'diff',
	description: 'what differs in meaning between two recordings or reports',
	arguments: [
		{flags: '<before>', text: 'a source: a node, or a report', completes: 'files'},
		{flags: '[after]', text: 'another source; this machine where it is left out', completes: 'files'},
	],
	options: [formatOption],
	concerns: ['rules', 'node', 'text'],
	examples: [
		{command: 'kdiag diff before.kdiag.json.gz after.kdiag.json.gz', text: 'what has changed'},
		{
			command: 'kdiag diff ticket.html after.kdiag.json.gz',
			text: 'what has changed since a report; of this machine where only the report is named',
		},
		{
			command: 'kdiag diff n1.kdiag.json.gz n2.kdiag.json.gz --format json',
			text: 'two nodes of one role, for a program',
		},
	],
	exits: [{codes: '0', means: 'nothing differs'}, {codes: '1', means: 'something differs'}, ...troubleStatuses],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'diff',
		before: String(typed.words[0]),
		after: typed.words[1] as string | undefined,
		format: String(typed.options['format']),
	}),
};

import type {CommandDeclaration} from '../command-declaration.ts';
import {troubleStatuses} from '../exit-statuses.ts';
import {formatOption, readCommonOptions, sourcesArgument} from './common-options.ts';

/** `kdiag service`. */
export const serviceCommand: CommandDeclaration = {
	name: 'service',
	description: 'what happens to a service on this node, step by step',
	arguments: [{flags: '<service>', text: 'namespace/name[:port], cluster IP[:port], or node port'}, sourcesArgument],
	options: [formatOption],
	concerns: ['node', 'text'],
	examples: [
		{command: 'kdiag service default/web', text: 'by its name'},
		{command: 'kdiag service 10.96.0.1:443 n1.kdiag.json.gz', text: 'by its cluster address, in a snapshot'},
		{command: 'kdiag service 30080 n1.kdiag.json.gz n2.kdiag.json.gz', text: 'by its node port, on two nodes'},
	],
	exits: [
		{codes: '0', means: 'the service is reachable'},
		{codes: '1', means: 'there is no such service'},
		{codes: '2', means: 'it is refused or dropped'},
		{codes: '3', means: 'it cannot be told'},
		...troubleStatuses,
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'service',
		query: String(typed.words[0]),
		sources: typed.words[1] as readonly string[],
		format: String(typed.options['format']),
	}),
};

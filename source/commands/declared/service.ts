import type {CommandDeclaration} from '../command-declaration.ts';
import {formatOption, readCommonOptions, sourcesArgument} from './common-options.ts';

/** `kdiag service`. */
export const serviceCommand: CommandDeclaration = {
	name: 'service',
	description: 'what happens to a service on this node: chains or maps, endpoints, verdict',
	arguments: [{flags: '<service>', text: 'namespace/name[:port], cluster IP[:port], or node port'}, sourcesArgument],
	options: [formatOption],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'service',
		query: String(typed.words[0]),
		sources: typed.words[1] as readonly string[],
		format: String(typed.options['format']),
	}),
};

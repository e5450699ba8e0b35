import type {CommandDeclaration} from '../command-declaration.ts';
import {demoNames} from '../demo.ts';
import {readCommonOptions, readReportFormat, reportFormatOption} from './common-options.ts';

/** `kdiag demo`. */
export const demoCommand: CommandDeclaration = {
	name: 'demo',
	description: 'a recorded node, to see the tool work without a cluster',
	arguments: [{flags: '[name]', text: `one of: ${demoNames.join(', ')}`, completes: demoNames}],
	options: [reportFormatOption],
	concerns: ['rules', 'screen', 'text'],
	examples: [
		{command: 'kdiag demo', text: 'a worker with a fault'},
		{command: 'kdiag demo ha --format md', text: 'a control plane that is cut off, for a ticket'},
	],
	request: (typed) => ({
		...readCommonOptions(typed),
		command: 'demo',
		name: typed.words[0] as string | undefined,
		format: readReportFormat(typed) ?? 'text',
		isPlain: typed.isUnset('format'),
	}),
};

import type {CommandDeclaration, OptionDeclaration, Typed} from '../command-declaration.ts';
import {exitsText, sourcesText} from '../help-texts.ts';
import type {Request} from '../request.ts';
import {
	checkOutputFile,
	forceOption,
	readCommonOptions,
	readReportFormat,
	reportFormatOption,
	sourcesArgument,
	valuesOf,
} from './common-options.ts';

const options: readonly OptionDeclaration[] = [
	reportFormatOption,
	{
		flags: '-o, --output <file>',
		text: 'write the report to a file (mode 0600), - is standard output; repeat it for several formats',
		check: checkOutputFile,
		many: 'values',
	},
	forceOption,
	// For kdiag itself: see judge-apart.ts.
	{flags: '--judgements', text: '', isHidden: true},
];

const request =
	(isTyped: boolean) =>
	(typed: Typed): Request => ({
		...readCommonOptions(typed),
		command: 'report',
		isTyped,
		isPlain: typed.isUnset('format') && typed.isUnset('output'),
		sources: typed.words[0] as readonly string[],
		format: readReportFormat(typed),
		output: valuesOf(typed.options['output']),
		judgements: typed.options['judgements'] === true,
	});

/** `kdiag report`. */
export const reportCommand: CommandDeclaration = {
	name: 'report',
	description: 'one report: every failure with its proof and its fix',
	arguments: [sourcesArgument],
	options,
	after: `\nExamples:\n  kdiag report\n  kdiag report -o ticket.md -o ticket.json\n  ssh n1 netstat -npa | kdiag report -\n${sourcesText}\n${exitsText}`,
	request: request(true),
};

/** `kdiag` alone: the screen, or a report where there is none. */
export const bareCommand: CommandDeclaration = {
	name: 'kdiag',
	description:
		'Network diagnostics for a Kubernetes node, from the node itself. It changes nothing and opens no connection.',
	arguments: [sourcesArgument],
	options,
	after: `${sourcesText}\n${exitsText}`,
	request: request(false),
};

import type {CommandDeclaration, OptionDeclaration, Typed} from '../command-declaration.ts';
import {commandFailure} from '../command-failure.ts';
import {reportStatuses} from '../exit-statuses.ts';
import type {Request} from '../request.ts';
import {
	anewOption,
	checkOutputFile,
	forceOption,
	hideOption,
	readCommonOptions,
	readHide,
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
	{flags: '--with-snapshot', text: 'put the snapshots of the nodes into the report, so that it can be judged anew'},
	anewOption,
	hideOption,
	// For kdiag itself: see judge-apart.ts.
	{flags: '--judgements', text: '', isHidden: true},
];

const request =
	(isTyped: boolean) =>
	(typed: Typed): Request => ({
		...readCommonOptions(typed),
		command: 'report',
		isTyped,
		isPlain: ['format', 'output', 'withSnapshot', 'hide'].every(typed.isUnset),
		sources: typed.words[0] as readonly string[],
		format: readReportFormat(typed),
		output: valuesOf(typed.options['output']),
		anew: typed.options['anew'] === true,
		withSnapshot: typed.options['withSnapshot'] === true,
		hide: readHide(typed),
		judgements: typed.options['judgements'] === true,
	});

/** `kdiag report`. */
export const reportCommand: CommandDeclaration = {
	name: 'report',
	description: 'one report: every failure with its proof and its fix',
	arguments: [sourcesArgument],
	options,
	concerns: ['verdict', 'rules', 'node', 'text'],
	examples: [
		{command: 'kdiag report', text: 'this machine'},
		{command: 'kdiag report -o ticket.md -o ticket.json', text: 'for people and for programs, from one reading'},
		{command: 'kdiag report n1.kdiag.json.gz', text: 'what a snapshot shows'},
		{
			command: 'kdiag report --only etcd,firewall --fail-on error n1.kdiag.json.gz',
			text: 'two groups of rules; warnings do not count',
		},
		{command: 'kdiag report --waive waivers.yaml support/', text: 'without what is known and accepted'},
		{command: 'kdiag report --with-snapshot -o ticket.json', text: 'a report that can be looked into and judged anew'},
		{
			command: 'kdiag report --hide addresses,names -o public.html',
			text: 'for people who shall not see whose network it is',
		},
		{command: 'kdiag report --anew ticket.html', text: 'its snapshot, judged with the rules of this kdiag'},
		{command: 'ssh n1 netstat -npa | kdiag report -', text: 'what one output shows'},
	],
	exits: reportStatuses,
	request: request(true),
};

const ofVersion: readonly OptionDeclaration[] = [
	{flags: '-V, --version', text: 'the version'},
	{flags: '--verbose', text: 'with --version: what this kdiag is and what it would find to read here; nothing is run'},
];

const bareRequest = (typed: Typed): Request => {
	const {version, verbose} = typed.options;
	if (version !== true && verbose === true) {
		throw commandFailure(64, '--verbose goes with --version');
	}
	if (version !== true) {
		return request(false)(typed);
	}
	return {...readCommonOptions(typed), command: verbose === true ? 'self-check' : 'version'};
};

/** `kdiag` alone: the screen, or a report where there is none. */
export const bareCommand: CommandDeclaration = {
	name: 'kdiag',
	description:
		'Network diagnostics for a Kubernetes node, from the node itself. It changes nothing, and opens connections only with --probe.',
	arguments: [sourcesArgument],
	options: [...options, ...ofVersion],
	concerns: ['verdict', 'rules', 'node', 'screen', 'text'],
	examples: [
		{command: 'kdiag', text: 'this machine, live on a screen'},
		{command: 'kdiag n1.kdiag.json.gz', text: 'a snapshot; several are compared'},
		{command: 'kdiag support/', text: 'a folder of recordings or pasted output'},
		{command: 'ssh n1 netstat -npa | kdiag -', text: 'pasted text'},
	],
	exits: reportStatuses,
	request: bareRequest,
};

import type {Role} from '../../model/layout.ts';
import type {Disguised} from '../../model/snapshot.ts';
import {type ReportFormat, reportFormats} from '../../report/report-formats.ts';
import type {ArgumentDeclaration, CommandDeclaration, OptionDeclaration, Typed} from '../command-declaration.ts';
import type {CommonOptions} from '../options.ts';

const seconds = (value: string): number => Number(value.replace(/s$/, ''));

const checkSeconds = (value: string): string | null =>
	seconds(value) > 0 && seconds(value) <= 600 ? null : 'expected seconds, from 0.1 to 600';

const roles: readonly Role[] = ['control-plane', 'worker', 'etcd', 'load-balancer'];

/** Options that every command takes. */
export const commonOptions: readonly OptionDeclaration[] = [
	{
		flags: '--fail-on <severity>',
		concern: 'verdict',
		text: 'from which severity on a failure sets the exit status',
		choices: ['error', 'warning', 'info', 'never'],
		initial: 'warning',
	},
	{
		flags: '--only <rule|group>',
		concern: 'rules',
		text: 'judge only these rules (repeat, or separate by commas)',
		completes: 'rules',
		many: 'words',
	},
	{flags: '--skip <rule|group>', concern: 'rules', text: 'leave these rules out', completes: 'rules', many: 'words'},
	{
		flags: '--role <role>',
		concern: 'node',
		text: 'what the node is for, where kdiag cannot tell',
		choices: roles,
		many: 'words',
	},
	{
		flags: '--waive <file>',
		concern: 'verdict',
		text: 'failures that are known and accepted, with reason and expiry (YAML)',
		many: 'words',
	},
	{
		flags: '--layout <file>',
		concern: 'node',
		text: 'what should listen on nodes of one distribution and role (YAML)',
		many: 'words',
	},
	{
		flags: '--probe',
		concern: 'node',
		text: 'open TCP connections to the API server, etcd and peers to see whether they answer',
	},
	{
		flags: '--timeout <seconds>',
		concern: 'node',
		text: 'deadline of each command on this machine',
		check: checkSeconds,
		initial: 8,
	},
	{
		flags: '--interval <seconds>',
		concern: 'screen',
		text: 'the shortest time between two readings on the live screen',
		check: checkSeconds,
		initial: 5,
	},
	{flags: '--no-alt-screen', concern: 'screen', text: 'let the last picture of the live screen stay in the terminal'},
	{
		flags: '--accessible',
		concern: 'screen',
		text: 'lines in the order of reading instead of a screen; also ACCESSIBLE=1',
	},
	{
		flags: '--color <when>',
		concern: 'text',
		text: 'colour of text',
		choices: ['auto', 'always', 'never'],
		initial: 'auto',
	},
	{flags: '--ascii', concern: 'text', text: 'write text in ASCII only'},
];

/** Those of them that make a difference to a command: its help shows them, and shells complete them. */
export const optionsOfConcern = ({concerns}: Pick<CommandDeclaration, 'concerns'>): readonly OptionDeclaration[] =>
	commonOptions.filter(({concern}) => concern === undefined || concerns.includes(concern));

/** Where a node is read from. */
export const sourcesArgument: ArgumentDeclaration = {
	flags: '[source...]',
	text: 'where to read the node from',
	completes: 'files',
};

/** Text or JSON. */
export const formatOption: OptionDeclaration = {
	flags: '--format <format>',
	text: 'how to write it',
	choices: ['text', 'json'],
	initial: 'text',
};

/** For commands that write files. */
export const forceOption: OptionDeclaration = {
	flags: '--force',
	text: 'replace a file of yours that kdiag has not written',
};

const hidable: readonly Disguised[] = ['addresses', 'names'];

/** `--hide`. */
export const hideOption: OptionDeclaration = {
	flags: '--hide <what>',
	text: 'replace addresses and names of machines by others, so that the analysis stays the same',
	choices: hidable,
	many: 'words',
};

/** The formats of a report, and another word that people use for one. */
export const reportFormatOption: OptionDeclaration = {
	flags: '--format <format>',
	text: 'how to write it; markdown is md (default: as the file is named, else text)',
	choices: [...reportFormats, 'markdown'],
};

/** The format of a report that was asked for. */
export const readReportFormat = ({options}: Typed): ReportFormat | undefined =>
	options['format'] === 'markdown' ? 'md' : (options['format'] as ReportFormat | undefined);

/** Whether a report is only shown. */
export const anewOption: OptionDeclaration = {
	flags: '--anew',
	text: 'judge the snapshots inside reports with the rules of this kdiag, instead of showing the report',
};

/** What is wrong with the name of an output file, or null: users of kubectl type `-o json`. */
export const checkOutputFile = (value: string): string | null => {
	if (value === '') {
		return 'it names a file';
	}
	return /^(?:text|json|md|markdown|html|junit|sarif|yaml)$/.test(value)
		? `it names a file; did you mean --format ${value}?`
		: null;
};

/** The values of an option that may be given several times. */
export const valuesOf = (values: unknown): readonly string[] => (values as readonly string[] | undefined) ?? [];

/** What `--hide` names, each once. */
export const readHide = ({options}: Typed): readonly Disguised[] => {
	const typed = valuesOf(options['hide']);
	return hidable.filter((what) => typed.includes(what));
};

/** The common options as they were typed. */
export const readCommonOptions = ({options}: Typed): CommonOptions => ({
	color: options['color'] as CommonOptions['color'],
	ascii: options['ascii'] === true,
	timeout: seconds(String(options['timeout'])),
	interval: seconds(String(options['interval'])),
	altScreen: options['altScreen'] !== false,
	accessible: options['accessible'] === true,
	only: valuesOf(options['only']),
	skip: valuesOf(options['skip']),
	role: valuesOf(options['role']) as readonly Role[],
	failOn: options['failOn'] as CommonOptions['failOn'],
	waive: valuesOf(options['waive']),
	layout: valuesOf(options['layout']),
	probe: options['probe'] === true,
	force: options['force'] === true,
});

import {Argument, Command, InvalidArgumentError, Option} from 'commander';
import {formats} from '../collectors/formats.ts';
import type {Role} from '../model/layout.ts';
import {demoNames, exerciseNames} from './demo.ts';
import type {CommonOptions} from './options.ts';
import {usageLine} from './usage-line.ts';

/** What a command line asks for. `cli.tsx` runs it. */
export type Request = CommonOptions &
	(
		| {
				readonly command: 'report';
				/** Whether judgements are wanted instead of the report, by another process of kdiag. */
				readonly judgements: boolean;
				/** Whether the command was typed; without one, what is no path may be a command with a slip. */
				readonly isTyped: boolean;
				/** Neither a format nor a file was asked for. */
				readonly isPlain: boolean;
				readonly sources: readonly string[];
				readonly format: string;
				readonly output: string;
		  }
		| {
				readonly command: 'facts';
				readonly sources: readonly string[];
				readonly format: string;
				readonly output: string;
		  }
		| {readonly command: 'snapshot'; readonly sources: readonly string[]; readonly output: string}
		| {
				readonly command: 'service';
				readonly query: string;
				readonly sources: readonly string[];
				readonly format: string;
		  }
		| {readonly command: 'diff'; readonly before: string; readonly after: string; readonly format: string}
		| {readonly command: 'parse'; readonly format: string | undefined; readonly file: string}
		| {readonly command: 'explain'; readonly rule: string | undefined}
		| {
				readonly command: 'demo';
				readonly name: string | undefined;
				readonly format: string;
				readonly isPlain: boolean;
		  }
		| {readonly command: 'practice'; readonly name: string | undefined}
	);

const exits = `
Exit status:
  0  nothing wrong at or above --fail-on, and all that is required could be checked
  1  the worst failure is a warning           2  the worst failure is an error
  3  nothing wrong found, but a required rule could not be checked
  64 wrong usage   65 nothing in the input was understood   66 cannot read the path
  70 a bug in kdiag   73 cannot create the output   74 cannot write it
  129, 130, 143  ended by HUP, INT, TERM`;

const sourcesText = `
A SOURCE is one node: a snapshot file, a recorded folder, a folder of pasted command output,
one pasted file, or - for pasted text on standard input. Without one it is this machine.`;

const list = (value: string, previous: readonly string[]): readonly string[] => [
	...previous,
	...value.split(',').filter((item) => item !== ''),
];

const seconds = (value: string): number => {
	const number = Number(value.replace(/s$/, ''));
	if (!(number > 0 && number <= 600)) {
		throw new InvalidArgumentError('expected seconds, from 0.1 to 600');
	}
	return number;
};

const roles: readonly Role[] = ['control-plane', 'worker', 'etcd', 'load-balancer'];

const role = (value: string, previous: readonly string[] | undefined): readonly string[] => {
	const named = list(value, []);
	if (named.some((name) => !roles.some((known) => known === name))) {
		throw new InvalidArgumentError(`expected one of ${roles.join(', ')}`);
	}
	return [...(previous ?? []), ...named];
};

const outputFile = (value: string): string => {
	if (/^(?:text|json|md|html|junit|sarif|yaml)$/.test(value)) {
		throw new InvalidArgumentError(`it names a file; did you mean --format ${value}?`);
	}
	return value;
};

const common = (command: Command): Command =>
	command
		.addOption(
			new Option('--fail-on <severity>', 'from which severity on a failure sets the exit status')
				.choices(['error', 'warning', 'info', 'never'])
				.default('warning'),
		)
		.option('--only <rule|group>', 'judge only these rules (repeat, or separate by commas)', list, [])
		.option('--skip <rule|group>', 'leave these rules out', list, [])
		.addOption(
			new Option('--role <role>', `what the node is for, where kdiag cannot tell: ${roles.join(', ')}`).argParser(role),
		)
		.option('--waive <file>', 'failures that are known and accepted, with reason and expiry (YAML)', list, [])
		.option('--layout <file>', 'what should listen on nodes of one distribution and role (YAML)', list, [])
		.option('--probe', 'open TCP connections to the API server, etcd and peers to see whether they answer', false)
		.option('--timeout <seconds>', 'deadline of each command on this machine', seconds, 8)
		.option('--interval <seconds>', 'the shortest time between two readings on the live screen', seconds, 5)
		.option('--no-alt-screen', 'let the last picture of the live screen stay in the terminal')
		.addOption(
			new Option('--accessible', 'lines in the order of reading instead of a screen; also ACCESSIBLE=1').default(false),
		)
		.addOption(new Option('--color <when>', 'colour of text').choices(['auto', 'always', 'never']).default('auto'))
		.option('--ascii', 'write text in ASCII only', false);

const formatOption = (): Option =>
	new Option('--format <format>', 'how to write it').choices(['text', 'json']).default('text');

/** Whether an option was left as it is. */
const isUnset = (command: Command, option: string): boolean => command.getOptionValueSource(option) === 'default';

const shared = (options: Record<string, unknown>): CommonOptions => ({
	color: options['color'] as CommonOptions['color'],
	ascii: options['ascii'] === true,
	timeout: Number(options['timeout']),
	interval: Number(options['interval']),
	altScreen: options['altScreen'] !== false,
	accessible: options['accessible'] === true,
	only: (options['only'] as readonly string[]) ?? [],
	skip: (options['skip'] as readonly string[]) ?? [],
	role: ((options['role'] as readonly Role[] | undefined) ?? []) as readonly Role[],
	failOn: options['failOn'] as CommonOptions['failOn'],
	waive: (options['waive'] as readonly string[]) ?? [],
	layout: (options['layout'] as readonly string[]) ?? [],
	probe: options['probe'] === true,
});

/** The names of all commands. */
export const commandNames: readonly string[] = [
	'report',
	'facts',
	'service',
	'snapshot',
	'diff',
	'parse',
	'explain',
	'demo',
	'practice',
	'help',
];

/** Who hears what a command line asks for, the help or version that it asks to see, and what is wrong with it. */
export type Listener = {
	readonly run: (request: Request) => void;
	readonly print: (text: string) => void;
	readonly complain: (line: string) => void;
};

/** The command line of kdiag. */
export const buildProgram = (version: string, {run, print, complain}: Listener): Command => {
	const program = new Command('kdiag')
		.description(
			'Network diagnostics for a Kubernetes node, from the node itself. It changes nothing and opens no connection.',
		)
		.version(version, '-V, --version')
		.helpCommand('help [command]', 'how to use a command')
		.showSuggestionAfterError(true)
		.configureOutput({writeOut: print, outputError: (complaint) => complain(usageLine(complaint))})
		.enablePositionalOptions()
		.exitOverride()
		.addHelpText('after', `${sourcesText}\n${exits}`);

	const report = (command: Command, isTyped: boolean): Command =>
		common(command.argument('[source...]', 'where to read the node from'))
			.addOption(formatOption())
			.option('-o, --output <file>', 'write the report to a file (mode 0600), - is standard output', outputFile, '-')
			// For kdiag itself: see judge-apart.ts.
			.addOption(new Option('--judgements').hideHelp())
			.action((sources: readonly string[], {format, judgements, output, ...options}, command: Command) => {
				run({
					...shared(options),
					command: 'report',
					isTyped,
					isPlain: isUnset(command, 'format') && isUnset(command, 'output'),
					sources,
					format,
					output,
					judgements: judgements === true,
				});
			});

	report(program, false);
	const typed = program.command('report').description('one report: every failure with its proof and its fix');
	report(typed, true).addHelpText(
		'after',
		`\nExamples:\n  kdiag report\n  kdiag report --format json -o n1.json\n  ssh n1 netstat -npa | kdiag report -\n${sourcesText}\n${exits}`,
	);

	common(
		program
			.command('facts')
			.description('the questions people ask on a node, each answer with its proof and the commands that show it'),
	)
		.argument('[source...]', 'where to read the node from')
		.addOption(formatOption())
		.option('-o, --output <file>', 'write to a file (mode 0600), - is standard output', outputFile, '-')
		.action((sources: readonly string[], {format, output, ...options}) => {
			run({...shared(options), command: 'facts', sources, format, output});
		});

	common(
		program
			.command('service')
			.description('what happens to a service on this node: chains or maps, endpoints, verdict'),
	)
		.argument('<service>', 'namespace/name[:port], cluster IP[:port], or node port')
		.argument('[source...]', 'where to read the node from')
		.addOption(formatOption())
		.action((query: string, sources: readonly string[], options) => {
			run({...shared(options), command: 'service', query, sources, format: options.format});
		});

	common(program.command('snapshot').description('record the node into one file and stop'))
		.argument('[source...]', 'where to read the node from')
		.requiredOption('-o, --output <file>', 'the file (NAME.kdiag.json.gz, mode 0600), - is standard output')
		.action((sources: readonly string[], options) => {
			run({...shared(options), command: 'snapshot', sources, output: options.output});
		});

	common(
		program
			.command('diff')
			.description('what differs in meaning between two recordings of a node, or two nodes of one role'),
	)
		.argument('<before>', 'a source')
		.argument('<after>', 'another source')
		.addOption(formatOption())
		.action((before: string, after: string, options) => {
			run({...shared(options), command: 'diff', before, after, format: options.format});
		});

	common(program.command('parse').description('one output, typed, as JSON; without a format it is recognised'))
		.addArgument(new Argument('[format]', `one of: ${formats.map((format) => format.name).join(', ')}`))
		.argument('[file]', 'the text, - is standard input', '-')
		.action((first: string | undefined, second: string, options) => {
			const isFormat = first === undefined || formats.some((format) => format.name === first);
			// `kdiag parse FILE` names no format: the only argument is then the file.
			const onlyFile = !isFormat && second === '-' && /[./]/.test(first);
			run({
				...shared(options),
				command: 'parse',
				format: onlyFile ? undefined : first,
				file: onlyFile ? first : second,
			});
		});

	common(program.command('explain').description('why a rule is there and how to mend what it finds; offline'))
		.argument('[rule]', 'the rule; without one all are listed')
		.action((rule: string | undefined, options) => run({...shared(options), command: 'explain', rule}));

	common(program.command('demo').description('a recorded node, to see the tool work without a cluster'))
		.argument('[name]', `one of: ${demoNames.join(', ')}`)
		.addOption(formatOption())
		.action((name: string | undefined, options, command: Command) =>
			run({
				...shared(options),
				command: 'demo',
				name,
				format: options.format,
				isPlain: isUnset(command, 'format'),
			}),
		);

	common(
		program
			.command('practice')
			.description('a recorded node with one fault: look at its output, find the rule that is violated'),
	)
		.argument('[number]', `one of: ${exerciseNames.join(', ')}`)
		.action((name: string | undefined, options) => run({...shared(options), command: 'practice', name}));

	return program;
};

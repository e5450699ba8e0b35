import {Argument, Command, Help, InvalidArgumentError, Option} from 'commander';
import type {CommandDeclaration, OptionDeclaration} from './command-declaration.ts';
import {commonOptions, optionsOfConcern} from './declared/common-options.ts';
import {commandNames, declaredCommands} from './declared/index.ts';
import {bareCommand} from './declared/report.ts';
import {helpAfter, helpBefore} from './help-texts.ts';
import {expectedOneOf, noSuch} from './near-hint.ts';
import type {Request} from './request.ts';
import {usageLine} from './usage-line.ts';

/** Who hears what a command line asks for, the help or version that it asks to see, and what is wrong with it. */
export type Listener = {
	readonly run: (request: Request) => void;
	readonly print: (text: string) => void;
	readonly complain: (line: string) => void;
};

/** Takes a value in; what was given before is a list where the option may be given several times. */
const parserOf =
	({check, choices, many}: OptionDeclaration) =>
	(value: string, before: unknown): unknown => {
		const values = many === 'words' ? value.split(',').filter((word) => word !== '') : [value];
		for (const each of values) {
			const isChoice = choices === undefined || choices.includes(each);
			const expected = isChoice ? (check?.(each) ?? null) : expectedOneOf(each, choices);
			if (expected !== null) {
				throw new InvalidArgumentError(expected);
			}
		}
		return many === undefined ? value : [...(Array.isArray(before) ? before : []), ...values];
	};

const makeOption = (declaration: OptionDeclaration): Option => {
	const {flags, text, choices, initial, isHidden} = declaration;
	const option = new Option(flags, text).hideHelp(isHidden === true);
	if (choices !== undefined) {
		option.choices(choices);
	}
	if (initial !== undefined) {
		option.default(initial);
	}
	return option.required || option.optional ? option.argParser(parserOf(declaration)) : option;
};

/** What a person looks for first, between the description and the lists of arguments and options. */
const formatHelp =
	(declaration: CommandDeclaration) =>
	(command: Command, helper: Help): string => {
		const commands = command.commands.map((one) => [one.name(), one.description()] as const);
		const text = Help.prototype.formatHelp.call(helper, command, helper);
		return text.replace(/(?=^(?:Arguments|Options):$)/m, () => `${helpBefore(declaration, commands)}\n\n`);
	};

/** An option that was typed before the command's name, where it would count for nothing. */
const strayOption = ({parent}: Command): string | null =>
	parent?.options.find((option) => parent.getOptionValueSource(option.attributeName()) === 'cli')?.long ?? null;

const declare = (command: Command, declaration: CommandDeclaration, {run, print, complain}: Listener): void => {
	const formats = declaration.options.find(({flags}) => flags.startsWith('--format '))?.choices;
	command
		.description(declaration.description)
		.helpOption('-h, --help', 'how to use it')
		.configureHelp({visibleCommands: () => [], formatHelp: formatHelp(declaration)})
		.configureOutput({
			writeOut: print,
			outputError: (complaint) => complain(usageLine(complaint, declaration.name, formats)),
		});
	for (const {flags, text} of declaration.arguments) {
		command.addArgument(new Argument(flags, text));
	}
	for (const option of declaration.options) {
		command.addOption(makeOption(option));
	}
	const shown = optionsOfConcern(declaration);
	for (const option of commonOptions) {
		command.addOption(makeOption({...option, isHidden: !shown.includes(option)}));
	}
	const after = helpAfter(declaration);
	if (after !== '') {
		command.addHelpText('after', after);
	}
	command.action(() => {
		const stray = strayOption(command);
		if (stray !== null) {
			command.error(`${stray} stands before the command; type kdiag ${declaration.name} ${stray}`);
		}
		run(
			declaration.request({
				words: command.processedArgs,
				options: command.opts(),
				isUnset: (option) => ['default', undefined].includes(command.getOptionValueSource(option)),
			}),
		);
	});
};

/** `kdiag help [command]`. Commander's own answers a name that it does not know with the help of everything. */
const addHelp = (program: Command): void => {
	program
		.command('help')
		.description('how to use a command')
		.argument('[command]')
		.action((name: string | undefined) => {
			const named = name === undefined ? program : program.commands.find((command) => command.name() === name);
			if (named === undefined) {
				program.error(noSuch('command', name ?? '', commandNames, 'kdiag help lists them'));
			}
			named.outputHelp();
		});
};

/** The command line of kdiag, made of what is declared. */
export const buildProgram = (listener: Listener): Command => {
	const program = new Command(bareCommand.name)
		.helpCommand(false)
		.showSuggestionAfterError(true)
		.enablePositionalOptions()
		.exitOverride();
	declare(program, bareCommand, listener);
	for (const declaration of declaredCommands) {
		declare(program.command(declaration.name), declaration, listener);
	}
	addHelp(program);
	return program;
};

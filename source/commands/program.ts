import {Argument, Command, InvalidArgumentError, Option} from 'commander';
import type {CommandDeclaration, OptionDeclaration} from './command-declaration.ts';
import {commonOptions} from './declared/common-options.ts';
import {declaredCommands} from './declared/index.ts';
import {bareCommand} from './declared/report.ts';
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
			const expected = isChoice ? (check?.(each) ?? null) : `Allowed choices are ${choices.join(', ')}.`;
			if (expected !== null) {
				throw new InvalidArgumentError(expected);
			}
		}
		return many === undefined ? value : [...(Array.isArray(before) ? before : []), ...values];
	};

const makeOption = (declaration: OptionDeclaration): Option => {
	const {flags, text, choices, initial, isHidden, isRequired} = declaration;
	const option = new Option(flags, text).hideHelp(isHidden === true).makeOptionMandatory(isRequired === true);
	if (choices !== undefined) {
		option.choices(choices);
	}
	if (initial !== undefined) {
		option.default(initial);
	}
	return option.required || option.optional ? option.argParser(parserOf(declaration)) : option;
};

const declare = (command: Command, declaration: CommandDeclaration, run: Listener['run']): void => {
	command.description(declaration.description);
	for (const {flags, text} of declaration.arguments) {
		command.addArgument(new Argument(flags, text));
	}
	for (const option of [...commonOptions, ...declaration.options]) {
		command.addOption(makeOption(option));
	}
	if (declaration.after !== undefined) {
		command.addHelpText('after', declaration.after);
	}
	command.action(() => {
		run(
			declaration.request({
				words: command.processedArgs,
				options: command.opts(),
				isUnset: (option) => ['default', undefined].includes(command.getOptionValueSource(option)),
			}),
		);
	});
};

/** The command line of kdiag, made of what is declared. */
export const buildProgram = (version: string, {run, print, complain}: Listener): Command => {
	const program = new Command(bareCommand.name)
		.version(version, '-V, --version')
		.helpCommand('help [command]', 'how to use a command')
		.showSuggestionAfterError(true)
		.configureOutput({writeOut: print, outputError: (complaint) => complain(usageLine(complaint))})
		.enablePositionalOptions()
		.exitOverride();
	declare(program, bareCommand, run);
	for (const declaration of declaredCommands) {
		declare(program.command(declaration.name), declaration, run);
	}
	return program;
};

import {rules} from '../../rules/index.ts';
import type {ArgumentDeclaration, CommandDeclaration, OptionDeclaration} from '../command-declaration.ts';
import {optionsOfConcern} from '../declared/common-options.ts';
import {commandNames, declaredCommands} from '../declared/index.ts';
import {bareCommand} from '../declared/report.ts';

/** What may stand in a place: words, and whether files, too. */
export type Place = {readonly words: readonly string[]; readonly isFile: boolean};

/** An option as a shell has to know it: `-o`, `--output`; null where it takes no value. */
export type CompletedOption = {
	readonly names: readonly string[];
	readonly text: string;
	readonly value: (Place & {readonly isList: boolean}) | null;
};

/** A command as a shell has to know it; the last of its places holds for all further words where `isOpen`. */
export type CompletedCommand = {
	/** Empty for kdiag without a command. */
	readonly name: string;
	readonly text: string;
	readonly options: readonly CompletedOption[];
	readonly places: readonly Place[];
	readonly isOpen: boolean;
};

/** Rules and groups. */
export const ruleWords: readonly string[] = [...new Set(rules.flatMap(({id, group}) => [id, group]))].sort();

const placeOf = ({completes, orFile}: ArgumentDeclaration): Place => {
	switch (completes) {
		case undefined:
			return {words: [], isFile: false};
		case 'files':
			return {words: [], isFile: true};
		case 'rules':
			return {words: ruleWords, isFile: false};
		default:
			return {words: completes, isFile: orFile === true};
	}
};

const takenBy = ({flags, choices, completes, many}: OptionDeclaration): CompletedOption['value'] => {
	const placeholder = /<(.*)>/.exec(flags)?.[1];
	if (placeholder === undefined) {
		return null;
	}
	const words = completes === 'rules' ? ruleWords : (choices ?? []);
	return {words, isFile: placeholder === 'file', isList: many === 'words' && words.length > 0};
};

const optionOf = (option: OptionDeclaration): CompletedOption => ({
	names: option.flags
		.replace(/ <.*/, '')
		.split(', ')
		.toSorted((one, other) => one.length - other.length),
	text: option.text,
	value: takenBy(option),
});

const help: CompletedOption = {names: ['-h', '--help'], text: 'how to use it', value: null};

const commandOf = (declaration: CommandDeclaration): CompletedCommand => ({
	name: declaration === bareCommand ? '' : declaration.name,
	text: declaration.description,
	options: [
		...[...declaration.options, ...optionsOfConcern(declaration)]
			.filter(({isHidden}) => isHidden !== true)
			.map(optionOf),
		help,
	],
	places: declaration.arguments.map(placeOf),
	isOpen: declaration.arguments.at(-1)?.flags.endsWith('...]') === true,
});

/** What shells complete, from the same declarations as the parser and the help; kdiag without a command comes first. */
export const completionTable: readonly CompletedCommand[] = [
	commandOf(bareCommand),
	...declaredCommands.map(commandOf),
	{
		name: 'help',
		text: 'how to use a command',
		options: [help],
		places: [{words: commandNames, isFile: false}],
		isOpen: false,
	},
];

/** The commands that have a name. */
export const namedCommands: readonly CompletedCommand[] = completionTable.filter(({name}) => name !== '');

/** Names of all options that take a value: the word behind one is no argument. */
export const valueOptions: readonly string[] = [
	...new Set(
		completionTable.flatMap(({options}) => options.filter(({value}) => value !== null).flatMap(({names}) => names)),
	),
].sort();

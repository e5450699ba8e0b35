import {
	type CompletedCommand,
	type CompletedOption,
	completionTable,
	namedCommands,
	type Place,
	ruleWords,
	valueOptions,
} from './completion-table.ts';

/** A text in single quotes of fish(1), where a backslash escapes only itself and the quote. */
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

const wordsOf = (words: readonly string[], isList: boolean): string => {
	const list = words === ruleWords ? '__kdiag_rules' : `string split , ${words.join(',')}`;
	return quoted(isList ? `(__fish_complete_list , '${list}')`.replaceAll("'", '"') : `(${list})`);
};

/** Whether words, files or nothing may follow. */
const offered = ({words, isFile}: Place, isList: boolean): string =>
	[
		isFile ? '-F' : '-f',
		...(words.length === 0
			? []
			: [`-a ${words === ruleWords || isList ? wordsOf(words, isList) : quoted(words.join(' '))}`]),
	].join(' ');

const optionLine = (command: string, {names, text, value}: CompletedOption): string => {
	const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
	const takes = value === null ? [] : ['-r', offered(value, value.isList)];
	return [
		`complete -c kdiag -n ${quoted(`__kdiag_at ${quoted(command)}`)}`,
		...flags,
		...takes,
		`-d ${quoted(text)}`,
	].join(' ');
};

const placeLine = ({name, places, isOpen}: CompletedCommand, place: Place, index: number): string => {
	const test = isOpen && index === places.length - 1 ? `-ge ${index}` : `-eq ${index}`;
	return `complete -c kdiag -n ${quoted(`__kdiag_at ${quoted(name)} ${test}`)} ${offered(place, false)}`;
};

const linesOf = (command: CompletedCommand): readonly string[] => [
	...command.options.map((option) => optionLine(command.name, option)),
	...command.places.map((place, index) => placeLine(command, place, index)),
];

/** The completion script for fish(1). */
export const fishCompletion =
	(): string => `# Completion of kdiag for fish. Save it as ~/.config/fish/completions/kdiag.fish

function __kdiag_rules
	printf '%s\\n' ${ruleWords.join(' ')}
end

# Whether this command was typed, and so many arguments behind it.
function __kdiag_at
	set -l command ''
	set -l count 0
	set -l skip 0
	for word in (commandline -opc)[2..-1]
		if test $skip -eq 1
			set skip 0
			continue
		end
		switch $word
			case ${valueOptions.map(quoted).join(' ')}
				set skip 1
			case '-?*'
			case '*'
				if test $count -eq 0 -a -z "$command"; and contains -- $word ${namedCommands.map(({name}) => name).join(' ')}
					set command $word
				else
					set count (math $count + 1)
				end
		end
	end
	test "$command" = "$argv[1]"; or return 1
	test (count $argv) -lt 3; or test $count $argv[2] $argv[3]
end

complete -c kdiag -f
${namedCommands.map(({name, text}) => `complete -c kdiag -n "__kdiag_at '' -eq 0" -a ${name} -d ${quoted(text)}`).join('\n')}
${completionTable.flatMap(linesOf).join('\n')}
`;

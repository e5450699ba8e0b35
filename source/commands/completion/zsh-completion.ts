import {
	type CompletedCommand,
	type CompletedOption,
	completionTable,
	namedCommands,
	type Place,
	ruleWords,
	valueOptions,
} from './completion-table.ts';

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A text within a specification of _arguments: brackets and colons would end it. */
const plain = (text: string): string => text.replaceAll(/[[\]:\\]/g, '\\$&');

/** What completes a place, as _arguments takes it. */
const actionOf = ({words, isFile}: Place, isList: boolean): string => {
	if (words === ruleWords) {
		return isList ? '_kdiag_rule_list' : '_kdiag_rules';
	}
	if (words.length === 0) {
		return isFile ? '_files' : ' ';
	}
	if (isFile) {
		return `{compadd -- ${words.join(' ')}; _files}`;
	}
	return isList ? `{compset -P "*,"; compadd -S "" -- ${words.join(' ')}}` : `(${words.join(' ')})`;
};

const optionSpecs = ({names, text, value}: CompletedOption): readonly string[] =>
	names.map((name) => {
		const others = value?.isList === true || value?.isFile === true ? '\\*' : `(${names.join(' ')})`;
		const repeated = others === '\\*' ? '*' : others;
		const sign = value !== null && name.startsWith('--') ? '=' : value === null ? '' : '+';
		const action = value === null ? '' : `:value:${actionOf(value, value.isList)}`;
		return quoted(`${repeated}${name}${sign}[${plain(text)}]${action}`);
	});

const placeSpecs = ({name, places, isOpen}: CompletedCommand): readonly string[] =>
	places.map((place, index) => {
		if (name === '') {
			return `${quoted('1: :_kdiag_first')} \\\n\t\t\t${quoted('*: :_files')}`;
		}
		const at = isOpen && index === places.length - 1 ? '*' : `${index + 1}`;
		return quoted(`${at}: :${actionOf(place, false)}`);
	});

const caseOf = (command: CompletedCommand): string =>
	`\t'${command.name}')\n\t\t_arguments -s \\\n${[...command.options.flatMap(optionSpecs), ...placeSpecs(command)]
		.map((spec) => `\t\t\t${spec}`)
		.join(' \\\n')}\n\t\t;;`;

/** The completion script for zsh(1): a file `_kdiag` in a folder of `$fpath`, or sourced after compinit. */
export const zshCompletion = (): string => `#compdef kdiag
# Completion of kdiag for zsh. Save it as _kdiag in a folder of $fpath, or in ~/.zshrc after compinit: . <(kdiag completion zsh)

_kdiag_rules() {
	compadd -- ${ruleWords.join(' ')}
}

# Words separated by commas: only the last one is completed.
_kdiag_rule_list() {
	compset -P '*,'
	compadd -S '' -- ${ruleWords.join(' ')}
}

_kdiag_first() {
	local -a commands=(
${namedCommands.map(({name, text}) => `\t\t${quoted(`${name}:${text.replaceAll(':', '\\:')}`)}`).join('\n')}
	)
	_describe command commands
	_files
}

_kdiag() {
	local command= at
	for ((at = 2; at < CURRENT; at++)); do
		case $words[at] in
		${valueOptions.join(' | ')}) ((at++)) ;;
		-?*) ;;
		*)
			case $words[at] in
			${namedCommands.map(({name}) => name).join(' | ')})
				command=$words[at]
				words[at]=()
				((CURRENT--))
				;;
			esac
			break
			;;
		esac
	done
	case $command in
${completionTable.map(caseOf).join('\n')}
	esac
}

if [ "$funcstack[1]" = _kdiag ]; then
	_kdiag "$@"
else
	compdef _kdiag kdiag
fi
`;

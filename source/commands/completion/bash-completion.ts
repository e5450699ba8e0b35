import {
	type CompletedCommand,
	type CompletedOption,
	completionTable,
	namedCommands,
	type Place,
	ruleWords,
	valueOptions,
} from './completion-table.ts';

/** Words in a script; that of rules stands once. */
const listOf = (words: readonly string[]): string => (words === ruleWords ? '$rules' : words.join(' '));

const offer = ({words, isFile}: Place): string => `_kdiag_offer "${listOf(words)}" ${isFile ? 'files' : ''}`.trimEnd();

const offerValue = (value: NonNullable<CompletedOption['value']>): string =>
	value.isList ? `_kdiag_offer_list "${listOf(value.words)}"` : offer(value);

/** What an option takes; once, where it is the same for every command that has it. */
const optionCases = (): readonly string[] => {
	const all = completionTable.flatMap(({name: command, options}) =>
		options.flatMap(({names, value}) =>
			value === null ? [] : names.map((name) => ({command, name, does: offerValue(value)})),
		),
	);
	return [...Map.groupBy(all, ({name}) => name)].flatMap(([name, uses]) => {
		const ways = Map.groupBy(uses, ({does}) => does);
		return [...ways].map(([does, users]) => {
			const pattern = ways.size === 1 ? `*' ${name}'` : users.map(({command}) => `'${command} ${name}'`).join(' | ');
			return `\t${pattern}) ${does}; return ;;`;
		});
	});
};

const placeCases = ({name, places, isOpen}: CompletedCommand): readonly string[] =>
	places.map((place, index) => {
		const at = isOpen && index === places.length - 1 ? '*' : index;
		const first = name === '' ? {...place, words: namedCommands.map((command) => command.name)} : place;
		const cases = name === '' ? [`\t'${name} 0') ${offer(first)} ;;`] : [];
		return [...cases, `\t'${name} '${at}) ${offer(place)} ;;`].join('\n');
	});

/** The completion script for bash(1) from 3.2 on; it needs no package beside it, and does not start kdiag. */
export const bashCompletion = (): string => `# Completion of kdiag for bash. In ~/.bashrc: . <(kdiag completion bash)

_kdiag_offer() {
	COMPREPLY=($(compgen -W "$1" -- "$cur"))
	if [ "$2" = files ]; then
		compopt -o filenames 2>/dev/null
		local file
		while IFS= read -r file; do
			COMPREPLY+=("$file")
		done < <(compgen -f -- "$cur")
	fi
}

# Words separated by commas: only the last one is completed.
_kdiag_offer_list() {
	local done=
	case "$cur" in *,*) done="\${cur%,*}," ;; esac
	COMPREPLY=($(compgen -P "$done" -W "$1" -- "\${cur##*,}"))
	compopt -o nospace 2>/dev/null
}

_kdiag() {
	local rules="${ruleWords.join(' ')}"
	local cur="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command= count=0 at word
	COMPREPLY=()
	# bash takes --format=json for three words.
	if [ "$cur" = = ]; then
		cur=
	elif [ "$previous" = = ]; then
		previous="\${COMP_WORDS[COMP_CWORD - 2]}"
	fi
	for ((at = 1; at < COMP_CWORD; at++)); do
		word="\${COMP_WORDS[at]}"
		case "$word" in
		${valueOptions.join(' | ')})
			at=$((at + 1))
			[ "\${COMP_WORDS[at]}" != = ] || at=$((at + 1))
			;;
		-?*) ;;
		*)
			case "$count:$command:$word" in
			${namedCommands.map(({name}) => `0::${name}`).join(' | ')}) command="$word" ;;
			*) count=$((count + 1)) ;;
			esac
			;;
		esac
	done
	case "$command $previous" in
${optionCases().join('\n')}
	esac
	case "$cur" in -*)
		case "$command" in
${completionTable.map(({name, options}) => `\t\t'${name}') _kdiag_offer "${options.flatMap(({names}) => names).join(' ')}" ;;`).join('\n')}
		esac
		return
		;;
	esac
	case "$command $count" in
${completionTable.flatMap(placeCases).join('\n')}
	esac
}

complete -F _kdiag kdiag
`;

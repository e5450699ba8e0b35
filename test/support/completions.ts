import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';

/** The shells that are here. */
export const hasShell = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

const run = (shell: string, argv: readonly string[], cwd: string, input?: string): readonly string[] => {
	// What a shell keeps in its home is not to be completed.
	const home = path.join(cwd, '.home');
	const {stdout, stderr, status} = spawnSync(shell, argv, {
		cwd,
		encoding: 'utf8',
		env: {
			PATH: '/usr/bin:/bin',
			HOME: home,
			TERM: 'dumb',
			LC_ALL: 'C.UTF-8',
			XDG_CONFIG_HOME: home,
			XDG_DATA_HOME: home,
		},
		...(input === undefined ? {stdio: ['ignore', 'pipe', 'pipe']} : {input}),
	});
	if (status !== 0 || stderr !== '') {
		throw new Error(`${shell} ended with ${status}: ${stderr}`);
	}
	return stdout.split('\n').filter((line) => line !== '');
};

/** bash splits words also at `=`, which is one of its COMP_WORDBREAKS. */
const inBash = (script: string, words: readonly string[], cwd: string): readonly string[] => {
	const split = words.flatMap((word) => word.split(/(=)/).filter((part, index) => part !== '' || index === 0));
	const ask = `. "$0"; shift 0; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kdiag; printf '%s\\n' "\${COMPREPLY[@]}"`;
	return run('bash', ['--norc', '-c', ask, script, ...split], cwd);
};

const inFish = (script: string, words: readonly string[], cwd: string): readonly string[] =>
	run('fish', ['--no-config', '-c', `source $argv[1]; complete -C "$argv[2]"`, script, words.join(' ')], cwd).map(
		(line) => line.split('\t')[0] ?? '',
	);

/** zsh completes only on a terminal: one is made, and what is handed to compadd is printed there. */
const zshCapture = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; stty -echo 2>/dev/null; unsetopt zle_bracketed_paste; cd $PWD"
zpty -w z 'autoload -Uz compinit && compinit -u -D; zstyle ":completion:*" list-grouped false; bindkey "^I" complete-word; LISTMAX=10000000'
zpty -w z ". $1"
zpty -w z 'compadd () { if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi; local -a hits; builtin compadd -A hits "$@"; local hit; for hit in $hits; do print -r -- "<<$IPREFIX$hit>>"; done; builtin compadd "$@" }'
zpty -w z 'done-word () { print -r -- "<<end>>"; }; comppostfuncs=(done-word); print "<<ready>>"'
typeset line
while zpty -r z line; do [[ $line == *'<<ready>>'* && $line != *print* ]] && break; done
zpty -n -w z "$2"$'\\t'
while zpty -r z line; do
	[[ $line == *'<<end>>'* ]] && break
	print -r -- "$line"
done
zpty -d z
`;

const inZsh = (script: string, words: readonly string[], cwd: string): readonly string[] => {
	const capture = path.join(cwd, '.capture.zsh');
	writeFileSync(capture, zshCapture);
	return run('zsh', ['-f', capture, script, words.join(' ')], cwd)
		.flatMap((line) => [...line.matchAll(/<<(.*?)>>/g)].map((match) => match[1] ?? ''))
		.filter((word) => word !== 'ready');
};

/** What a real shell offers for a command line that ends at the cursor. `script` is the path of the completion script. */
export const completionsOf = (shell: string, script: string, line: string, cwd: string): readonly string[] => {
	const words = line.split(' ');
	const ask = {bash: inBash, fish: inFish, zsh: inZsh}[shell];
	return ask?.(script, words, cwd) ?? [];
};

import {talkLine} from './talk-line.ts';

/** The parser's own sentences that are made shorter: what was given to an option and what it takes instead. */
const shortened = (complaint: string): string =>
	complaint
		.replace(/^option '(?:-\w, )?(--[^ ']+)[^']*' argument '(.*)' is invalid\. (.*)$/s, "$1 '$2': $3")
		.replace(/^option '(?:-\w, )?(--[^ ']+) (<[^']*>)' argument missing$/, '$1 needs a value: $1 $2')
		.replace(/^too many arguments for '.*'\. Expected (\d+ arguments?) but got (\d+)\.$/, 'expected $1, not $2');

/** What an option that does not exist stands for: people type formats as options, and ask for the version in small letters. */
const meantBy = (line: string, formats: readonly string[]): string | null => {
	const [, option = ''] = /^unknown option '-?(-\w+)'$/.exec(line) ?? [];
	const word = option.slice(1);
	return word === 'v' ? '--version' : formats.includes(word) ? `--format ${word}` : null;
};

/**
 * A complaint of the argument parser about a command as one line for standard error, with the next step:
 * `error: unknown option '--frmat'\n(Did you mean --format?)`. `command` is `kdiag` where none was typed; `formats` are those that it writes.
 */
export const usageLine = (complaint: string, command: string, formats: readonly string[] = []): string => {
	const [said = '', hint = ''] = complaint.trimEnd().split(/\n(?=\(Did you mean )/);
	const near = hint.replace(/^\(Did you mean (?:one of )?(.*)\?\)$/s, "; did you mean '$1'?");
	const short = shortened(said.replace(/^error: /, ''));
	const meant = meantBy(short, formats);
	const line = `${short}${meant === null ? near : `; did you mean '${meant}'?`}`;
	const help = command === 'kdiag' ? 'kdiag --help' : `kdiag help ${command}`;
	return talkLine(line.includes('did you mean') || line.includes('kdiag help') ? line : `${line} (see ${help})`);
};

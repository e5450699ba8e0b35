import {wrap} from '../report/wrap.ts';
import type {CommandDeclaration} from './command-declaration.ts';
import {sourcesArgument} from './declared/common-options.ts';

/** What a SOURCE is. */
export const sourcesText =
	'A SOURCE is one node: a snapshot file, a recorded folder, a folder of pasted command output, one pasted file, or - for pasted text on standard input. Without one it is this machine. A report that somebody gave you (JSON or HTML) is shown as it is, alone.';

/** A help is as wide as a terminal always is. */
const width = 80;

/** Left columns up to this width have their text beside them, longer ones below. */
const widest = 34;

const inColumns = (rows: readonly (readonly [string, string])[]): string => {
	const left = Math.max(...rows.map(([text]) => text.length).filter((length) => length <= widest), 0);
	const indent = ' '.repeat(left + 4);
	const lines = rows.map(([text, means]) => {
		const wrapped = wrap(means, width, indent);
		return text.length > left ? `  ${text}\n${indent}${wrapped}` : `  ${text.padEnd(left)}  ${wrapped}`;
	});
	return lines.join('\n');
};

/** What the help of a command says first, since a screen may show no more: examples, and the commands that there are. */
export const helpBefore = (
	{examples}: CommandDeclaration,
	commands: readonly (readonly [string, string])[],
): string => {
	const sections = [
		`Examples:\n${inColumns(examples.map(({command, text}) => [command, text]))}`,
		...(commands.length === 0 ? [] : [`Commands:\n${inColumns(commands)}`]),
	];
	return sections.join('\n\n');
};

/** What the help of a command says below its options: what a source is, exit statuses. */
export const helpAfter = ({exits, arguments: taken}: CommandDeclaration): string =>
	[
		...(taken.includes(sourcesArgument) ? [wrap(sourcesText, width)] : []),
		...(exits === undefined ? [] : [`Exit status:\n${inColumns(exits.map(({codes, means}) => [codes, means]))}`]),
	]
		.map((section) => `\n${section}`)
		.join('\n');

import {commandFormats} from './command-formats.ts';
import {readCommands, type TypedCommand} from './read-command.ts';

/** A line that shows which commands were typed. */
export type Prompt = {readonly commands: readonly TypedCommand[]};

/** Longer lines are output; what people type is short. */
const longest = 2000;

/** Prompts that nothing else looks like: the command is what follows. */
const certain: readonly RegExp[] = [
	// root@cp1:~# , user@mac dir %
	/^(?:\([\w. -]{1,40}\) )?[\w.-]{1,64}@[\w.-]{1,64}[: ][^#$%<>]{0,200}[#$%](?: (.*)|$)/,
	// [root@cp1 ~]#
	/^\[[\w.-]{1,64}@[\w.-]{1,64}[^\]]{0,200}\][#$%](?: (.*)|$)/,
	// controlplane:~$
	/^[\w.-]{1,64}:[~/][^\s#$]{0,200}[#$](?: (.*)|$)/,
	// / # of busybox, ~ #
	/^[~/][^\s#$]{0,200} [#$](?: (.*)|$)/,
	// bash-5.1#
	/^(?:ba|z|da|k)?sh-\d[\d.]{0,10}[#$](?: (.*)|$)/,
	/^\$ (.*)$/,
];

/** Prompts whose sign also stands in other texts: only where a known command follows. */
const likely: readonly RegExp[] = [/^[#%] +(.*)$/, /^\++ +(.*)$/, /^[\w.-]{1,64} ?(?:~|\/\S{0,200})? ?[$#] (.*)$/];

const arrow = /[➜✖❯✗λ]/gu;

/** Every prompt has one of these; most lines of output have none. */
const sign = /[$#%+➜✖❯✗λ]/u;

const isKnown = (command: TypedCommand): boolean => commandFormats(command) !== null;

const known = (text: string): readonly TypedCommand[] => {
	const commands = readCommands(text);
	return commands.some(isKnown) ? commands : [];
};

/** `controlplane ~ ➜  COMMAND`, `➜  ~ git:(main) ✗ COMMAND`: the arrow may stand before the folder. */
const arrowPrompt = (line: string): Prompt | null => {
	const last = [...line.slice(0, 200).matchAll(arrow)].at(-1);
	if (last === undefined) {
		return null;
	}
	const rest = line.slice(last.index + last[0].length).trim();
	const before = line.slice(0, last.index).trim();
	const commands = known(rest);
	const behindFolder = before === '' && commands.length === 0 ? known(rest.replace(/^\S+\s+/, '')) : [];
	if (behindFolder.length > 0) {
		return {commands: behindFolder};
	}
	// What stands before an arrow of a prompt is a host and a folder, not a sentence.
	const plausible = commands.length > 0 || before === '' || /(?:^|\s)[~/]\S{0,200}$/.test(before);
	return plausible ? {commands: commands.length > 0 ? commands : readCommands(rest)} : null;
};

/** Reads a prompt of the usual shells with the command behind it (an empty one is a prompt too); null where the line is none. */
export const readPrompt = (text: string): Prompt | null => {
	const line = text.trim();
	if (line.length > longest || !sign.test(line)) {
		return null;
	}
	for (const pattern of certain) {
		const match = pattern.exec(line);
		if (match !== null) {
			return {commands: readCommands(match[1] ?? '')};
		}
	}
	for (const pattern of likely) {
		const commands = known(pattern.exec(line)?.[1] ?? '');
		if (commands.length > 0) {
			return {commands};
		}
	}
	return arrowPrompt(line);
};

/** Marks that people put around the name of a command: headings, rules of signs, code. */
const decoration = /^(?:#{1,6}\s+|[=*+]{1,40}\s*|-{2,40}\s*|>{1,4}\s*|\d{1,3}[.)]\s+)?(?:\*\*)?`?/;

const trailing = new Set('=*`:-# \t');

const undecorate = (line: string): string => {
	const start = decoration.exec(line)?.[0].length ?? 0;
	let end = line.length;
	while (end > start && trailing.has(line[end - 1] ?? '')) {
		end--;
	}
	return line.slice(start, end);
};

/**
 * Reads a line that only names a command: `## netstat -npa`, `=== ip route ===`, or the command alone. `alone` says whether a bare one may be
 * taken, as at the start of a block; elsewhere it could be a line of output.
 */
export const readTitle = (text: string, alone: boolean): Prompt | null => {
	const line = text.trim();
	if (line === '' || line.length > longest) {
		return null;
	}
	const command = undecorate(line);
	const [first] = command === line && !alone ? [] : readCommands(command);
	if (first === undefined) {
		return null;
	}
	const [program = '', second = ''] = first.argv;
	// One word alone may be anything; an option, an object of `ip` or a path makes it a command.
	const typed =
		program.endsWith('-save') ||
		second.startsWith('-') ||
		second.startsWith('/') ||
		program === 'ip' ||
		program === 'nft';
	const commands = typed ? known(command) : [];
	return commands.length > 0 ? {commands} : null;
};

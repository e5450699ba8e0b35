import path from 'node:path';
import {splitWords} from './split-words.ts';

/**
 * A command that somebody typed. `argv` is the program by its bare name with its arguments; `filters` are the programs that its output went through
 * and that left lines or columns out; `counts` where only a number came out; `elsewhere` where it ran in a pod's or another network namespace.
 */
export type TypedCommand = {
	readonly line: string;
	readonly argv: readonly string[];
	readonly filters: readonly string[];
	readonly counts: boolean;
	readonly elsewhere: boolean;
};

/** A program that runs another: how many plain arguments of its own stand before it, and its options whose value is a word of its own. */
type Wrapper = {readonly count: number; readonly valued: readonly string[]};

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
	['sudo', {count: 0, valued: ['-u', '-g', '-h', '-p', '-C']}],
	['doas', {count: 0, valued: ['-u', '-C']}],
	['time', {count: 0, valued: []}],
	['command', {count: 0, valued: []}],
	['exec', {count: 0, valued: ['-a']}],
	['env', {count: 0, valued: ['-u']}],
	['nice', {count: 0, valued: ['-n']}],
	['watch', {count: 0, valued: ['-n']}],
	['stdbuf', {count: 0, valued: ['-o', '-i', '-e']}],
	['timeout', {count: 1, valued: ['-k', '-s']}],
	['ssh', {count: 1, valued: ['-i', '-l', '-p', '-o', '-F', '-J']}],
]);

const nsenter: Wrapper = {count: 0, valued: ['-t', '--target']};

const containerExec: Wrapper = {count: 1, valued: ['-u', '-w', '-e']};

const lineFilters: ReadonlySet<string> = new Set([
	'grep',
	'egrep',
	'fgrep',
	'zgrep',
	'rg',
	'head',
	'tail',
	'uniq',
	'awk',
	'gawk',
	'cut',
	'sed',
	'tr',
	'jq',
	'yq',
	'wc',
	'column',
	'fold',
]);

const isAssignment = (word: string): boolean => /^[A-Za-z_]\w*=/.test(word);

/** The words after a program that runs another, its options with their values, and its own plain words. */
const skipOwn = (words: readonly string[], {count, valued}: Wrapper): readonly string[] => {
	let index = 1;
	let left = count;
	for (; index < words.length; index++) {
		const word = words[index] ?? '';
		if (word === '--') {
			return words.slice(index + 1);
		}
		if (word.startsWith('-')) {
			index += valued.includes(word) ? 1 : 0;
		} else if (left > 0) {
			left--;
		} else if (!isAssignment(word)) {
			break;
		}
	}
	return words.slice(index);
};

/** What runs inside, and whether that is another network namespace than the node's. */
type Inside = {readonly rest: readonly string[]; readonly elsewhere: boolean};

const insideNsenter = (words: readonly string[]): Inside => {
	const rest = skipOwn(words, nsenter);
	const own = words.slice(1, words.length - rest.length);
	// Process 1 is in the node's own namespaces.
	const node = own.some(
		(word, index) =>
			word === '-t1' || word === '--target=1' || (word === '1' && nsenter.valued.includes(own[index - 1] ?? '')),
	);
	const network = own.some((word) => word.startsWith('--net') || word === '--all' || /^-[a-zA-Z]*[na]/.test(word));
	return {rest, elsewhere: network && !node};
};

const inside = (words: readonly string[]): Inside | null => {
	const [program, first, second] = words;
	if (program === 'nsenter') {
		return insideNsenter(words);
	}
	if (program === 'ip' && first === 'netns' && second === 'exec') {
		return {rest: words.slice(4), elsewhere: true};
	}
	if (program === 'ip' && (first === '-n' || first === '-netns')) {
		return {rest: ['ip', ...words.slice(3)], elsewhere: true};
	}
	if (program === 'kubectl' && words.includes('exec')) {
		const dashes = words.indexOf('--');
		return {rest: dashes === -1 ? [] : words.slice(dashes + 1), elsewhere: true};
	}
	if (first === 'exec' && ['crictl', 'podman', 'nerdctl', 'docker'].includes(program ?? '')) {
		// Nodes of kind and k3d are containers of docker, so what runs there is the node's.
		return {rest: skipOwn(words.slice(1), containerExec), elsewhere: program !== 'docker'};
	}
	return null;
};

/** Nobody wraps a command in more. */
const deepest = 16;

const unwrap = (start: readonly string[]): {readonly argv: readonly string[]; readonly elsewhere: boolean} => {
	let words = start;
	let elsewhere = false;
	for (let turn = 0; turn < deepest && words.length > 0; turn++) {
		const program = path.posix.basename(words[0] ?? '');
		const own = wrappers.get(program);
		const below = inside([program, ...words.slice(1)]);
		if (below !== null) {
			elsewhere ||= below.elsewhere;
			words = below.rest;
		} else if (own !== undefined) {
			words = skipOwn(words, own);
		} else if (isAssignment(words[0] ?? '')) {
			words = words.slice(1);
		} else if (words.length === 1 && program.includes(' ')) {
			// `ssh node 'netstat -npa'`: the quoted command is one word.
			words = splitWords(words[0] ?? '').map(({text}) => text);
		} else {
			return {argv: [program, ...words.slice(1)], elsewhere};
		}
	}
	return {argv: [], elsewhere};
};

const isRedirection = (word: string): boolean => /^(?:\d|&)?[<>]/.test(word);

const withoutRedirections = (words: readonly string[]): readonly string[] =>
	words.filter((word, index) => !isRedirection(word) && !/^(?:\d|&)?[<>]{1,2}$/.test(words[index - 1] ?? ''));

const countsLines = (words: readonly string[]): boolean => {
	const program = path.posix.basename(words[0] ?? '');
	return (
		program === 'wc' || (/grep$/.test(program) && words.some((word) => /^-[A-Za-z]*c/.test(word) || word === '--count'))
	);
};

const readPipeline = (stages: readonly (readonly string[])[], line: string): TypedCommand | null => {
	const plain = stages.map(withoutRedirections);
	const {argv, elsewhere} = unwrap(plain[0] ?? []);
	if (argv.length === 0) {
		return null;
	}
	const later = plain
		.slice(1)
		.map((words) => path.posix.basename(words[0] === 'sudo' ? (words[1] ?? '') : (words[0] ?? '')));
	// `grep kube /etc/hosts` filters a file without a pipe.
	const own = argv[0] !== undefined && lineFilters.has(argv[0]) ? [argv[0]] : [];
	const filters = [...new Set([...own, ...later.filter((program) => lineFilters.has(program))])];
	return {line, argv, filters, counts: [argv, ...plain.slice(1)].some(countsLines), elsewhere};
};

/** The commands of a typed line, in order: `;`, `&&` and `||` part them, `|` leads into filters. */
export const readCommands = (line: string): readonly TypedCommand[] => {
	const commands: (readonly string[])[][] = [[[]]];
	for (const {text, bare} of splitWords(line.slice(0, 2000))) {
		const stages = commands.at(-1) ?? [];
		if (bare && (text === ';' || text === '&&' || text === '||' || text === '&')) {
			commands.push([[]]);
		} else if (bare && text === '|') {
			stages.push([]);
		} else {
			stages.push([...(stages.pop() ?? []), text]);
		}
	}
	return commands.map((stages) => readPipeline(stages, line.trim())).filter((command) => command !== null);
};

import type {Flag} from './facts/kubernetes.ts';
import type {Place} from './place.ts';

/** A token that is a flag: one or two dashes and a name. A lone dash, `--` and negative numbers are none. */
const isFlag = (token: string): boolean => /^--?[^\s\d=-]/.test(token);

const nameOf = (token: string): string => (token.startsWith('--') ? token.slice(2) : token.slice(1));

/**
 * The flags of a command line in their order, repeated ones each: `--name=value`, `--name value`, and a bare `--name` as `true`.
 * Go programs take one dash like two. What follows `--` is no flag. A word after a bare boolean flag is taken for its value,
 * because a command line does not say which flags are boolean. `where` is the place of all words, or of the word at an index.
 */
export const readFlags = (argv: readonly string[], where: Place | ((index: number) => Place)): readonly Flag[] => {
	const placeOf = typeof where === 'function' ? where : () => where;
	const flags: Flag[] = [];
	for (let i = 0; i < argv.length; i++) {
		const token = argv[i] ?? '';
		if (token === '--') {
			break;
		}
		if (!isFlag(token)) {
			continue;
		}
		const at = placeOf(i);
		const name = nameOf(token);
		const equals = name.indexOf('=');
		const next = argv[i + 1];
		if (equals >= 0) {
			flags.push({name: name.slice(0, equals), value: name.slice(equals + 1), at});
		} else if (next !== undefined && next !== '--' && !isFlag(next)) {
			flags.push({name, value: next, at});
			i++;
		} else {
			flags.push({name, value: 'true', at});
		}
	}
	return flags;
};

/** The flag of a name that counts: the last one, as Go's flag packages read it. */
export const lastFlag = (flags: readonly Flag[], name: string): Flag | undefined =>
	flags.findLast((flag) => flag.name === name);

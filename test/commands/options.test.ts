import {expect, test} from 'vitest';
import {type CommonOptions, type Surroundings, styleFor, wantsColor} from '../../source/commands/options.ts';

type Environment = Readonly<Record<string, string>>;

const around = (environment: Environment, isTerminal = true, columns: number | null = 100): Surroundings => ({
	version: 'test',
	today: '2026-01-01',
	isTerminal,
	runtime: 'a test',
	hasKeys: false,
	columns,
	environment,
	readDemo: async () => new Uint8Array(),
	conversation: {say: async () => undefined, ask: async () => null},
	self: [],
});

const term = {TERM: 'xterm-256color'};

/** --color, then NO_COLOR, then FORCE_COLOR, then a terminal that is not dumb (https://no-color.org/). */
const rows: readonly (readonly [string, CommonOptions['color'], Environment, boolean, boolean])[] = [
	['a terminal', 'auto', term, true, true],
	['no terminal', 'auto', term, false, false],
	['a dumb terminal', 'auto', {TERM: 'dumb'}, true, false],
	['a terminal of no name', 'auto', {}, true, false],
	['--color always without a terminal', 'always', {TERM: 'dumb'}, false, true],
	['--color always against NO_COLOR', 'always', {...term, NO_COLOR: '1'}, true, true],
	['--color never against FORCE_COLOR', 'never', {...term, FORCE_COLOR: '1'}, true, false],
	['NO_COLOR', 'auto', {...term, NO_COLOR: '1'}, true, false],
	['NO_COLOR that is empty counts as unset', 'auto', {...term, NO_COLOR: ''}, true, true],
	['NO_COLOR against FORCE_COLOR', 'auto', {...term, NO_COLOR: '1', FORCE_COLOR: '1'}, true, false],
	['FORCE_COLOR without a terminal', 'auto', {FORCE_COLOR: '1'}, false, true],
	['FORCE_COLOR of 0', 'auto', {...term, FORCE_COLOR: '0'}, true, false],
	['FORCE_COLOR that is empty counts as unset', 'auto', {FORCE_COLOR: ''}, false, false],
];

test.each(rows)('%s', (_, option, environment, isTerminal, wants) => {
	expect(wantsColor(option, around(environment, isTerminal))).toBe(wants);
});

const options = {color: 'auto', ascii: false} as CommonOptions;

test.each([
	[{LANG: 'en_US.UTF-8'}, false],
	[{LC_ALL: 'C.utf8', LANG: 'C'}, false],
	[{LC_ALL: 'C', LANG: 'en_US.UTF-8'}, true],
	[{LC_CTYPE: 'de_DE.UTF-8'}, false],
	[{LC_ALL: '', LANG: 'C.UTF-8'}, false],
	[{LANG: 'POSIX'}, true],
	[{}, true],
] as readonly (readonly [Environment, boolean])[])('%j: ASCII %s', (environment, ascii) => {
	expect(styleFor(options, around(environment)).ascii).toBe(ascii);
	expect(styleFor({...options, ascii: true}, around(environment)).ascii).toBe(true);
});

test.each([
	[null, 80],
	[10, 40],
	[80, 80],
	[100, 100],
	[500, 120],
])('a terminal of %s columns is written %i wide', (columns, width) => {
	expect(styleFor(options, around({}, true, columns)).width).toBe(width);
});

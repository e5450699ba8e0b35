import {expect, test} from 'vitest';
import {commonOptions} from '../../source/commands/declared/common-options.ts';
import {commandNames, declaredCommands} from '../../source/commands/declared/index.ts';
import {bareCommand} from '../../source/commands/declared/report.ts';
import {buildProgram} from '../../source/commands/program.ts';
import {askWith} from '../support/request.ts';

const program = buildProgram({run: () => undefined, print: () => undefined, complain: () => undefined});

test('the list of commands, out of which the nearest word is taken, is the list of commands', () => {
	expect([...commandNames].sort()).toEqual(program.commands.map((command) => command.name()).sort());
});

test('without a command it is a report', () => {
	expect(askWith([]).request).toMatchObject({
		command: 'report',
		isTyped: false,
		sources: [],
		format: undefined,
		output: [],
	});
	expect(askWith(['report', 'a', 'b']).request).toMatchObject({command: 'report', isTyped: true, sources: ['a', 'b']});
});

test('lists are given by commas and by repetition', () => {
	const {request} = askWith([
		'report',
		'--only',
		'a,b',
		'--only',
		'c',
		'--role',
		'worker,etcd',
		'--role',
		'control-plane',
	]);
	expect(request).toMatchObject({only: ['a', 'b', 'c'], role: ['worker', 'etcd', 'control-plane']});
});

test.each([
	[['parse'], {format: undefined, file: '-'}],
	[['parse', 'netstat'], {format: 'netstat', file: '-'}],
	[['parse', 'netstat', 'x'], {format: 'netstat', file: 'x'}],
	[['parse', './x'], {format: undefined, file: './x'}],
	[['parse', 'x.txt'], {format: undefined, file: 'x.txt'}],
	[['parse', 'ip-adr'], {format: 'ip-adr', file: '-'}],
])('%j', (words, expected) => {
	expect(askWith(words).request).toMatchObject({command: 'parse', ...expected});
});

test.each([
	[['report', '--role', 'worker,master']],
	[['report', '--timeout', '0']],
	[['report', '--timeout', '601']],
	[['report', '-o', 'json']],
	[['facts', '-o', 'text']],
])('%j is refused', (words) => {
	expect(() => askWith(words)).toThrow(/^kdiag: /);
});

test.each([
	['8', 8],
	['0.5', 0.5],
	['30s', 30],
])('a deadline of %s', (text, seconds) => {
	expect(askWith(['report', '--timeout', text]).request).toMatchObject({timeout: seconds});
});

test('an option before the command is not left out in silence', () => {
	expect(() => askWith(['--hide', 'names', 'report', 'x'])).toThrow(
		'kdiag: --hide stands before the command; type kdiag report --hide (see kdiag help report)',
	);
	expect(() => askWith(['--version', 'report'])).toThrow('--version stands before the command');
});

test('options after the sources count as before them', () => {
	expect(askWith(['report', 'x', '--ascii', '--fail-on', 'error']).request).toMatchObject({
		ascii: true,
		failOn: 'error',
	});
});

test.each(declaredCommands.map((command) => [command.name, command] as const))(
	'the help of %s shows what is declared',
	(name, {options, concerns}) => {
		const {printed} = askWith([name, '--help']);
		expect(askWith(['help', name]).printed).toBe(printed);
		for (const {flags, isHidden} of options) {
			expect(printed.includes(`  ${flags} `), flags).toBe(isHidden !== true);
		}
		for (const {flags, concern} of commonOptions) {
			expect(printed.includes(`  ${flags} `), flags).toBe(concern !== undefined && concerns.includes(concern));
		}
	},
);

test('an option that makes no difference to a command is taken all the same', () => {
	expect(askWith(['explain', '--timeout', '5']).request).toMatchObject({command: 'explain', timeout: 5});
});

test('a terminal of 24 lines shows examples and all commands', () => {
	const first = askWith(['--help']).printed.split('\n').slice(0, 24);
	expect(first).toContain('Examples:');
	expect(first.filter((line) => commandNames.some((name) => line.startsWith(`  ${name} `)))).toHaveLength(
		commandNames.length,
	);
});

test.each([bareCommand, ...declaredCommands].map((command) => [command.name, command] as const))(
	'the help of %s has examples, and fits 80 columns',
	(name, {examples}) => {
		const {printed} = askWith(name === 'kdiag' ? ['--help'] : ['help', name]);
		const joined = `${printed.replaceAll(/\s+/g, ' ')} `;
		expect(examples.length).toBeGreaterThan(0);
		for (const {command, text} of examples) {
			expect(joined).toContain(` ${command} ${text} `);
		}
		expect(printed.split('\n').filter((line) => line.length > 80)).toEqual([]);
	},
);

test('a command that does not exist has no help, but perhaps a neighbour that has', () => {
	expect(() => askWith(['help', 'reprot'])).toThrow("there is no command 'reprot'; did you mean 'report'?");
	expect(() => askWith(['help', 'zzzzzzzz'])).toThrow("there is no command 'zzzzzzzz'; ");
	expect(askWith(['help']).printed).toBe(askWith(['--help']).printed);
});

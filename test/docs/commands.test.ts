import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {demoNames} from '../../source/commands/demo.ts';
import {reportStatuses} from '../../source/commands/exit-statuses.ts';
import {rules} from '../../source/rules/index.ts';
import {blocksOf, type Page, pages, root, tableUnder} from '../support/pages.ts';
import {askWith} from '../support/request.ts';

/** In a sentence, the name of a command alone is no command line: its help tells whether it exists. */
const asHelp = (command: string): string => (/^kdiag [a-z]+$/.test(command) ? `${command} --help` : command);

/** Command lines of kdiag in the code blocks and in the text of a page, without comments and what they are piped into. */
const commandsOf = (page: Page): readonly string[] => {
	const lines = blocksOf(page, 'sh').flatMap((block) => block.split('\n'));
	const quoted = [...page.prose.matchAll(/`(kdiag [^`]*)`/g)].map((match) => asHelp(match[1] ?? ''));
	return [...lines.flatMap((line) => line.replace(/ +#.*/, '').split(/ && | \| | > /)), ...quoted]
		.map((command) => command.trim())
		.filter((command) => command === 'kdiag' || command.startsWith('kdiag '));
};

const commands = pages
	.filter((page) => page.file !== 'docs/rules.md')
	.flatMap((page) => commandsOf(page).map((command) => [page.file, command] as const));

/** A word in capitals stands for something. */
const isPlaceholder = (word: string): boolean => /^[A-Z]+$/.test(word);

const expectKnown = (word: string | undefined, known: readonly string[]): void => {
	if (word !== undefined && !isPlaceholder(word)) {
		expect(known).toContain(word);
	}
};

test('there are command lines', () => {
	expect(commands.length).toBeGreaterThan(20);
});

test.each(commands)('%s: %s', (_, command) => {
	const words = command.split(/ +/).slice(1);
	const {request, printed} = askWith(words);
	expect(request === null ? printed : 'asked').not.toBe('');
	if (request?.command === 'report') {
		// A mistyped command would be read as a source.
		for (const source of request.sources) {
			expect(source === '-' || /[./]/.test(source) || isPlaceholder(source), source).toBe(true);
		}
	} else if (request?.command === 'explain') {
		expectKnown(
			request.rule,
			rules.flatMap((rule) => [rule.id, rule.group]),
		);
	} else if (request?.command === 'parse') {
		expectKnown(
			request.format,
			formats.map((format) => format.name),
		);
	} else if (request?.command === 'demo') {
		expectKnown(request.name, demoNames);
	}
});

test('scripts of npm that are named exist', () => {
	const {scripts} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {scripts: object};
	const named = pages.flatMap((page) => [...page.text.matchAll(/npm run ([a-z]+)/g)].map((match) => match[1] ?? ''));
	expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

test('the exit statuses of the README are those of kdiag', () => {
	const readme = pages.find((page) => page.file === 'README.md');
	const section = readme?.text.slice(readme.text.indexOf('The exit status of a report')) ?? '';
	expect(readme && tableUnder({...readme, text: section}, '| Status | Means |')).toEqual(
		reportStatuses.map(({codes, means}) => [codes, means]),
	);
});

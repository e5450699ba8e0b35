import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {shells} from '../../source/commands/completion/shells.ts';
import {optionsOfConcern} from '../../source/commands/declared/common-options.ts';
import {commandNames, declaredCommands} from '../../source/commands/declared/index.ts';
import {rules} from '../../source/rules/index.ts';
import {completionsOf, hasShell} from '../support/completions.ts';
import {folderOf} from '../support/folder.ts';
import {executable, kdiag} from '../support/kdiag.ts';

const ruleWords = [...new Set(rules.flatMap(({id, group}) => [id, group]))].sort();
const formatNames = formats.map(({name}) => name);

/** The last word only, as a shell shows it: a list or `--option=` may stand before it. */
const bare = (words: readonly string[]): readonly string[] =>
	words.map((word) => word.replace(/^.*[,=]/, '').replace(/\/$/, ''));

describe.each(shells)('completion in %s', (shell) => {
	const isHere = hasShell(shell);
	const offered = (line: string): readonly string[] => {
		const folder = folderOf({'n1.kdiag.json.gz': '', 'support/': ''});
		const script = path.join(folderOf({script: execFileSync(executable, ['completion', shell])}), 'script');
		return [...bare(completionsOf(shell, script, line, folder))].sort();
	};
	const why = isHere ? '' : ` (skipped: no ${shell})`;
	const files = ['n1.kdiag.json.gz', 'support'];

	test.skipIf(!isHere).each([
		['kdiag ', [...commandNames, ...files]],
		['kdiag re', ['report']],
		['kdiag n', ['n1.kdiag.json.gz']],
		['kdiag report ', files],
		['kdiag report s', ['support']],
		['kdiag report n1.kdiag.json.gz s', ['support']],
		['kdiag report --fail-on ', ['error', 'info', 'never', 'warning']],
		['kdiag report --fail-on=w', ['warning']],
		['kdiag --color n1.kdiag.json.gz report --fail-on n', ['never']],
		['kdiag report -o n', ['n1.kdiag.json.gz']],
		['kdiag demo --no', ['--no-alt-screen']],
		['kdiag snapshot --l', ['--layout', '--list']],
		['kdiag report --only ', ruleWords],
		['kdiag report --only forward', ['forward-drop']],
		['kdiag report --skip etcd-wild', ['etcd-wildcard-bind']],
		['kdiag report --only etcd,forward-d', ['forward-drop']],
		['kdiag report --role worker,e', ['etcd']],
		['kdiag explain forward', ['forward-drop']],
		['kdiag explain ', ruleWords],
		['kdiag demo ', ['fault', 'ha', 'healthy']],
		['kdiag practice ', ['1', '2', '3', '4', '5', '6']],
		['kdiag parse ', [...formatNames, ...files]],
		['kdiag parse netst', ['netstat']],
		['kdiag parse netstat ', files],
		['kdiag diff n1.kdiag.json.gz ', files],
		['kdiag service default/web ', files],
		['kdiag completion ', [...shells]],
		['kdiag help ', [...commandNames]],
		['kdiag help sn', ['snapshot']],
		['kdiag facts --format ', ['json', 'text']],
		['kdiag report --waive s', ['support']],
	] as const)(`%s${why}`, (line, words) => {
		expect(offered(line)).toEqual([...words].sort());
	});

	test.skipIf(!isHere).each(declaredCommands.map((command) => [command.name, command] as const))(
		`every option of %s${why}`,
		(name, command) => {
			const long = [...command.options, ...optionsOfConcern(command)]
				.filter(({isHidden}) => isHidden !== true)
				.map(({flags}) => /--[a-z-]+/.exec(flags)?.[0] ?? '');
			expect(offered(`kdiag ${name} --`)).toEqual(expect.arrayContaining([...long, '--help']));
		},
	);

	test
		.skipIf(!isHere)
		.each([['kdiag report --timeout '], ['kdiag service '], ['kdiag explain forward-drop '], ['kdiag demo ha ']])(
		`nothing is offered behind %s${why}`,
		(line) => {
			// zsh then offers options.
			expect(offered(line).filter((word) => !word.startsWith('-'))).toEqual([]);
		},
	);
});

test('a shell that there is no script for', async () => {
	expect(await kdiag(['completion', 'fis'])).toMatchObject({
		exit: 64,
		stdout: '',
		stderr: expect.stringContaining("did you mean 'fish'?"),
	});
	expect(await kdiag(['completion'])).toMatchObject({
		exit: 64,
		stderr: expect.stringContaining('kdiag help completion'),
	});
});

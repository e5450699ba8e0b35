import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';
import {commonOptions} from '../../source/commands/declared/common-options.ts';
import {declaredCommands} from '../../source/commands/declared/index.ts';
import {reportStatuses} from '../../source/commands/exit-statuses.ts';
import {root} from '../support/pages.ts';

const page = path.join(root, 'docs/kdiag.1');

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

const run = (program: string, ...argv: readonly string[]): string => {
	const {stdout, stderr} = spawnSync(program, argv, {
		encoding: 'utf8',
		env: {...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8'},
	});
	return stdout + stderr;
};

const skipped = (program: string): string => (has(program) ? '' : ` (skipped: no ${program})`);

test.skipIf(!has('groff'))(`groff has nothing to say about it${skipped('groff')}`, () => {
	expect(run('groff', '-man', '-Tutf8', '-ww', '-z', page)).toBe('');
});

test.skipIf(!has('mandoc'))(`mandoc has nothing to say about it${skipped('mandoc')}`, () => {
	expect(run('mandoc', '-Tlint', page)).toBe('');
});

test.skipIf(!has('groff'))(`a reader sees every command, option, example and exit status${skipped('groff')}`, () => {
	const {stdout} = spawnSync('groff', ['-man', '-Tascii', '-P-cbou', '-rLL=2000n', page], {encoding: 'utf8'});
	const shown = stdout.replaceAll(/\s+/g, ' ');
	for (const {name, options, examples} of declaredCommands) {
		expect(shown).toContain(`kdiag ${name} [options]`);
		for (const {flags, isHidden} of [...commonOptions, ...options]) {
			expect(shown.includes(` ${flags.replaceAll(/[<>]/g, '')} `), flags).toBe(isHidden !== true);
		}
		for (const {command} of examples) {
			expect(shown).toContain(command);
		}
	}
	for (const {codes, means} of reportStatuses) {
		expect(shown.toLowerCase()).toContain(` ${codes} ${means.toLowerCase()}.`);
	}
});

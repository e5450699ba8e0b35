// What `kdiag demo` prints on a terminal of 80 columns, for the README.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {buildProgram} from '../source/commands/program.ts';
import {runRequest} from '../source/commands/run-request.ts';

const demos = path.join(import.meta.dirname, '../fixtures/demo');

const requestOf = async (...words) => {
	let request;
	const program = buildProgram('docs', {
		run: (asked) => {
			request = asked;
		},
		print: () => undefined,
		complain: () => undefined,
	});
	await program.parseAsync(['node', 'kdiag', ...words]);
	return request;
};

/** The report of a recorded node that the executable carries, as text without the newline at its end. */
export const renderDemo = async (name) => {
	const {stdout} = await runRequest(await requestOf('demo', name), {
		version: 'docs',
		today: '1970-01-01',
		isTerminal: false,
		columns: 80,
		environment: {LANG: 'C.UTF-8'},
		readDemo: (demo) => readFile(path.join(demos, `${demo}.kdiag.json.gz`)),
		self: [],
	});
	return stdout.trimEnd();
};

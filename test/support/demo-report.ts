import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {runRequest} from '../../source/commands/run-request.ts';
import type {Report} from '../../source/model/report.ts';
import {documentText} from './document-text.ts';
import {askWith} from './request.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/demo');

/** The report of a recorded node that the executable carries, judged by some rules only, so that new rules change no test. */
export const demoReport = async (name: 'healthy' | 'fault' | 'ha', rules: readonly string[]): Promise<Report> => {
	const {request} = askWith(['demo', name, '--format', 'json', '--only', rules.join(',')]);
	if (request === null) {
		throw new Error('the demo was not asked for');
	}
	const {stdout} = await runRequest(request, {
		version: '0.0.0',
		today: '2026-01-01',
		isTerminal: false,
		runtime: 'a test',
		hasKeys: false,
		columns: 80,
		environment: {},
		readDemo: (demo) => readFile(path.join(folder, `${demo}.kdiag.json.gz`)),
		conversation: {say: async () => undefined, ask: async () => null},
		self: [],
	});
	return JSON.parse(documentText(stdout)) as Report;
};

/** The demo node with a fault, judged by a rule that fails, one that informs, one that passes and one that cannot tell. */
export const faultReport = (): Promise<Report> =>
	demoReport('fault', ['forward-drop', 'service-without-endpoints', 'swap-enabled', 'product-uuid-placeholder']);

import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {isCommandFailure} from '../../source/commands/command-failure.ts';
import {type Outcome, runRequest} from '../../source/commands/run-request.ts';
import type {Report} from '../../source/model/report.ts';
import {documentText} from '../support/document-text.ts';
import {fixture} from '../support/fixture.ts';
import {folderOf} from '../support/folder.ts';
import {reportPage} from '../support/report-page.ts';
import {askWith} from '../support/request.ts';
import {around} from '../support/screen.ts';

/** What a command line gives; of a failure its status and lines. */
const run = async (...words: readonly string[]): Promise<Outcome> => {
	const {request} = askWith(words);
	if (request === null) {
		throw new Error('nothing was asked for');
	}
	try {
		return await runRequest(request, {...around, isTerminal: false});
	} catch (error) {
		if (!isCommandFailure(error)) {
			throw error;
		}
		return {stdout: '', stderr: error.lines.join('\n'), exit: error.exit};
	}
};

const textOf = async (...words: readonly string[]): Promise<string> => documentText((await run(...words)).stdout);

const jsonOf = async (...words: readonly string[]): Promise<Report> =>
	JSON.parse(await textOf('report', '--format', 'json', ...words));

/** A file that holds a report. */
const saved = (report: Report, name = 'ticket.json'): string =>
	path.join(folderOf({[name]: name.endsWith('.html') ? reportPage(report) : JSON.stringify(report)}), name);

const fault = fixture('faults/peer-port-dropped-for-one');

const recordings = [
	...readdirSync(fixture('nodes')).map((name) => `nodes/${name}`),
	...readdirSync(fixture('faults'))
		.filter((_, index) => index % 12 === 0)
		.map((name) => `faults/${name}`),
];

describe('a report opens again as what it is', () => {
	test.each(recordings)('%s', async (name) => {
		const made = await jsonOf(fixture(name));
		expect(await jsonOf(saved(made))).toEqual(made);
		expect(await jsonOf(saved(made, 'ticket.html'))).toEqual(made);
	});

	test('in every format, with the exit status of its findings', async () => {
		const text = await run('report', fault);
		const file = saved(await jsonOf(fault));
		const again = await run('report', file);
		expect(text.exit).toBe(2);
		expect(again).toMatchObject({stdout: text.stdout, exit: 2});
		expect(await run('report', file, '--fail-on', 'never')).toMatchObject({exit: 0});
		expect(await textOf('facts', file)).toBe(await textOf('facts', fault));
		expect(JSON.parse(await textOf('facts', file, '--format', 'json'))).toEqual(
			JSON.parse(await textOf('facts', fault, '--format', 'json')),
		);
	});

	test('and says that somebody else may have written its commands', async () => {
		const file = saved(await jsonOf(fault));
		for (const command of ['report', 'facts']) {
			expect((await run(command, file)).stderr).toBe(
				`kdiag: ${file} is a finished report, made by kdiag 0.0.0; nothing was judged anew. Who wrote it wrote its commands, too: read them before you run them\n`,
			);
		}
	});

	test.each<[string, readonly string[], number, RegExp]>([
		['with a node', [fault], 64, /ticket\.json is a finished report and is shown alone; --anew judges/],
		[
			'with a rule to judge',
			['--only', 'ip-forward-off'],
			64,
			/--only is for judging, and .* is a finished report; --anew/,
		],
		['with a path that is not there', ['/nowhere'], 66, /^\/nowhere: no such file or folder$/],
		['without a snapshot, judged anew', ['--anew'], 65, /ticket\.json is a report without its snapshot: ask for/],
		['without a snapshot, but with one', ['--with-snapshot'], 64, /has no snapshot inside/],
	])('%s it is refused in one line', async (_, words, exit, line) => {
		const file = saved(await jsonOf(fixture('nodes/worker')));
		const refused = await run('report', '--format', 'json', file, ...words);
		expect(refused.exit).toBe(exit);
		expect(refused.stderr).toMatch(line);
		expect(refused.stderr.trim()).not.toContain('\n');
	});

	test('text carries no snapshot', async () => {
		expect(await run('report', '--with-snapshot', fault)).toMatchObject({
			exit: 64,
			stderr: '--with-snapshot is for JSON and HTML, not for text; add -o ticket.json',
		});
	});

	test('a report without its snapshot is no node', async () => {
		const file = saved(await jsonOf(fixture('nodes/worker')));
		for (const words of [
			['service', 'default/web', file],
			['snapshot', file, '-o', '-'],
		]) {
			expect(await run(...words)).toMatchObject({
				exit: 65,
				stderr: `${file} is a report without its snapshot: ask for one made with --with-snapshot, or for a snapshot`,
			});
		}
	});
});

describe('a report that carries its snapshots', () => {
	test('is that report, and a snapshot of each node that says the same', async () => {
		const made = await jsonOf(fault, '--with-snapshot');
		const {snapshots = [], ...report} = made;
		expect(Object.keys(made).at(-1)).toBe('snapshots');
		expect(report).toEqual(await jsonOf(fault));
		expect(snapshots.map(({node}) => node)).toEqual(report.nodes.map(({id}) => id));
		const file = saved(made, 'ticket.html');
		expect(await jsonOf(file)).toEqual(made);

		const folder = folderOf({'out/': ''});
		expect(await run('snapshot', file, '-o', path.join(folder, 'out'))).toMatchObject({exit: 0});
		for (const {node, data} of snapshots) {
			const bytes = readFileSync(path.join(folder, 'out', `${node}.kdiag.json.gz`));
			expect(bytes.toString('base64')).toBe(data);
		}
		const origin = ({nodes}: Report) => nodes.map((node) => node.origin);
		const anew = await jsonOf(file, '--anew');
		expect(anew).toEqual(await jsonOf(path.join(folder, 'out')));
		expect(origin(anew)).toEqual(origin(report));
		expect(anew.findings.map(({rule, status, actual}) => [rule, status, actual])).toEqual(
			report.findings.map(({rule, status, actual}) => [rule, status, actual]),
		);
	});

	test('can be judged anew by other rules, and with other nodes', async () => {
		const [one, other] = [saved(await jsonOf(fault, '--with-snapshot')), fixture('nodes/worker')];
		const {findings} = await jsonOf(one, '--anew', '--only', 'input-missing-accept');
		expect(new Set(findings.map(({rule}) => rule))).toEqual(new Set(['input-missing-accept']));
		const {nodes} = await jsonOf(one, other, '--anew');
		expect(nodes.map(({id}) => id)).toEqual(['cp1', 'cp2', 'w1']);
	});

	test('answers for its services', async () => {
		const file = saved(await jsonOf(fixture('nodes/healthy-w1.kdiag.json.gz'), '--with-snapshot'));
		const words = ['kube-system/kube-dns', '--format', 'json'] as const;
		expect(JSON.parse(await textOf('service', ...words, file))).toEqual(
			JSON.parse(await textOf('service', ...words, fixture('nodes/healthy-w1.kdiag.json.gz'))),
		);
	});

	test('with a snapshot inside that is none, says so of that node', async () => {
		const made = await jsonOf(fault, '--with-snapshot');
		const [first, ...rest] = made.snapshots ?? [];
		const evil = gzipSync('{"format":"kdiag-snapshot"}\n').toString('base64');
		const file = saved({...made, snapshots: [{node: first?.node ?? '', data: evil}, ...rest]});
		const anew = await run('report', file, '--anew', '--format', 'json');
		expect(anew.stderr).toBe(
			`kdiag: ${file}, snapshot of cp1: line 1: expected a header (version: Invalid input: expected number, received undefined)\n`,
		);
		expect(JSON.parse(documentText(anew.stdout)).nodes).toHaveLength(1);
	});
});

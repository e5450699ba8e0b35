import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
// @ts-expect-error The benchmark's generator is plain JavaScript.
import {writeNodes} from '../../bench/nodes.mjs';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {judgeSources} from '../../source/commands/judge-apart.ts';
import type {Report} from '../../source/model/report.ts';
import {executable, kdiag} from '../support/kdiag.ts';

const count = 56;
const names = Array.from({length: count}, (_, index) => `worker-${String(index + 1).padStart(4, '0')}`);
const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-many-'));
const tools = mkdtempSync(path.join(tmpdir(), 'kdiag-tools-'));

beforeAll(() => {
	writeNodes(folder, count);
	writeFileSync(path.join(folder, 'node-0007a.kdiag.json.gz'), 'damaged');
});

afterAll(() => {
	rmSync(folder, {recursive: true});
	rmSync(tools, {recursive: true});
});

test('many nodes, judged by several processes, are one report in the order of their files', async () => {
	const {stdout, stderr, exit} = await kdiag(['report', folder, '--format', 'json', '--fail-on', 'error']);
	const report = JSON.parse(stdout) as Report;
	expect(report.nodes.map(({id}) => id)).toEqual(names);
	expect(report.findings.filter(({status, severity}) => status === 'fail' && severity !== 'info')).toEqual([]);
	// A file that is no snapshot costs only itself.
	expect(stderr).toMatch(/^kdiag: .*node-0007a\.kdiag\.json\.gz: .*\n$/);
	expect(exit).toBe(65);
});

test.skipIf(availableParallelism() === 1)(
	'other processes begin with the last, and what they judged is part of the report',
	async () => {
		const told = path.join(tools, 'told');
		const opened = await judgeSources(
			[folder],
			{
				catalogue: {...wholeCatalogue, asked: 'bare'},
				timeout: 1,
				around: {self: ['/bin/sh', '-c', `"$0" "$@" | tee -a ${told}`, executable], version: 'test'} as never,
			},
			{only: [], skip: [], role: [], layout: []} as never,
		);
		expect(opened.nodes.map(({node}) => node.name)).toEqual(names);
		const sources = readFileSync(told, 'utf8').match(/(?<=^\{"source":")[^"]+/gm);
		expect(sources).toContain(path.join(folder, `node-00${count}.kdiag.json.gz`));
	},
);

test('where no other process can be had, all is judged here', async () => {
	const opened = await judgeSources(
		[folder],
		{catalogue: wholeCatalogue, timeout: 1, around: {self: ['/nonexistent/kdiag'], version: 'test'} as never},
		{only: [], skip: [], role: [], layout: []} as never,
	);
	expect(opened.nodes.map(({node}) => node.name)).toEqual(names);
	expect(opened.failures).toHaveLength(1);
});

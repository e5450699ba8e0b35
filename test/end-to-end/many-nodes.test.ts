import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
// @ts-expect-error The benchmark's generator is plain JavaScript.
import {writeNodes} from '../../bench/nodes.mjs';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {judgeSources} from '../../source/commands/judge-apart.ts';
import type {Report} from '../../source/model/report.ts';
import {kdiag} from '../support/kdiag.ts';

const count = 56;
const names = Array.from({length: count}, (_, index) => `worker-${String(index + 1).padStart(4, '0')}`);
const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-many-'));

beforeAll(() => {
	writeNodes(folder, count);
	writeFileSync(path.join(folder, 'node-0007a.kdiag.json.gz'), 'damaged');
});

afterAll(() => rmSync(folder, {recursive: true}));

test('many nodes, judged by several processes, are one report in the order of their files', async () => {
	const {stdout, stderr, exit} = await kdiag(['report', folder, '--format', 'json', '--fail-on', 'error']);
	const report = JSON.parse(stdout) as Report;
	expect(report.nodes.map(({id}) => id)).toEqual(names);
	expect(report.findings.filter(({status, severity}) => status === 'fail' && severity !== 'info')).toEqual([]);
	// A file that is no snapshot costs only itself.
	expect(stderr).toMatch(/^kdiag: .*node-0007a\.kdiag\.json\.gz: .*\n$/);
	expect(exit).toBe(65);
});

test('where no other process can be had, all is judged here', async () => {
	const opened = await judgeSources(
		[folder],
		{catalogue: wholeCatalogue, timeout: 1, around: {self: ['/nonexistent/kdiag'], version: 'test'} as never},
		{only: [], skip: [], role: [], layout: []} as never,
	);
	expect(opened.nodes.map(({node}) => node.name)).toEqual(names);
	expect(opened.failures).toHaveLength(1);
});

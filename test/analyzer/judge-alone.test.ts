import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {assembleReport} from '../../source/analyzer/analyze.ts';
import {assembleJudgements} from '../../source/analyzer/assemble-report.ts';
import {detach} from '../../source/analyzer/detach.ts';
import {judgeAlone} from '../../source/analyzer/judge-alone.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {type ClusterRule, defineClusterRule} from '../../source/model/rule.ts';
import {fixtures} from '../support/part.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const files = readdirSync(path.join(fixtures, 'nodes')).filter((file) => file.endsWith('.kdiag.json.gz'));
const nodes = await Promise.all(files.map((file) => recordedSnapshot(`nodes/${file}`)));

/** Cites every line that it can. */
const citesAll = defineClusterRule({
	id: 'cites-all',
	title: 'All is cited',
	severity: 'info',
	tier: 3,
	group: 'test',
	roles: 'any',
	needs: ['interfaces', 'kubeletConfig'],
	uses: ['routes', 'nodeAddress'],
	why: 'Because.',
	fix: 'None.',
	commands: [],
	verify: [],
	docs: [],
	check: (views) =>
		views.map(({id, view}) => ({
			expected: '',
			actual: id,
			nodes: [id],
			evidence: [
				...view.interfaces.map(({at}) => at),
				...(view.routes ?? []).map(({at}) => at),
				...(view.nodeAddress?.addresses ?? []).map(({at}) => at),
			].map((at) => ({...at, node: id})),
		})),
});

const catalogue = {...wholeCatalogue, rules: [...wholeCatalogue.rules, citesAll]};

test('a report of nodes whose text is gone is the report of the nodes', () => {
	const kept = nodes.map((node) => detach(judgeAlone(node, catalogue)));
	expect(JSON.stringify(assembleJudgements(kept, catalogue, 'test'))).toBe(
		JSON.stringify(assembleReport(nodes, catalogue, 'test')),
	);
});

test('rules that compare nodes still cite verbatim lines', () => {
	const {findings} = assembleReport(nodes, catalogue, 'test');
	const cited = findings.filter(({rule}) => rule === citesAll.id).flatMap(({evidence}) => evidence);
	expect(cited.length).toBeGreaterThan(200);
	expect(cited.filter(({text}) => text === '')).toEqual([]);
});

test('of what only has to be known nothing is kept', () => {
	const unseen: ClusterRule<never, never> = {
		...(citesAll as ClusterRule<never, never>),
		unseen: ['interfaces' as never],
	};
	const rules = [unseen];
	const [first] = nodes;
	const {compared} = judgeAlone(first as never, {...catalogue, rules});
	expect(compared.knowledge.interfaces).toMatchObject({status: 'ready', value: null});
	expect(compared.knowledge.kubeletConfig).not.toMatchObject({value: null});
	// Where another rule looks at it, it is there.
	expect(
		judgeAlone(first as never, {...catalogue, rules: [unseen, citesAll]}).compared.knowledge.interfaces,
	).not.toMatchObject({value: null});
});

test('where answers are shown only of machines without Kubernetes, others are not asked', async () => {
	const worker = await recordedSnapshot('nodes/healthy-w1.kdiag.json.gz');
	const bare = await recordedSnapshot('faults/haproxy-stopped/lb1.kdiag.json.gz');
	const asked = {...wholeCatalogue, asked: 'bare'} as const;
	expect(judgeAlone(worker, asked).answers).toEqual([]);
	expect(judgeAlone(bare, asked).answers).toHaveLength(wholeCatalogue.questions.length);
});

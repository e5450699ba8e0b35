import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {assembleJudgements} from '../../source/analyzer/assemble-report.ts';
import {judgeAlone} from '../../source/analyzer/judge-alone.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import type {Finding} from '../../source/model/finding.ts';
import type {Rule} from '../../source/model/rule.ts';
import {rules} from '../../source/rules/index.ts';
import {fixtures} from '../support/part.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

/** A rule that was switched off: it finds nothing, whatever the node. */
const switchedOff = (rule: Rule): Rule => ({...rule, check: () => []}) as Rule;

/** For each rule whether each row that has to violate it fails, as the rule is and switched off. */
const rows = vi.hoisted(() => new Map<string, {readonly row: string; readonly status: (rule: unknown) => string}[]>());

vi.mock('../support/judge.ts', async (original) => {
	const support = await original<typeof import('../support/judge.ts')>();
	const testRule: typeof support.testRule = (rule, _, violated) => {
		rows.set(rule.id, [
			...(rows.get(rule.id) ?? []),
			...violated.map(([row, known]) => ({row, status: (as: unknown) => support.judge(as as Rule, known).status})),
		]);
	};
	return {...support, testRule};
});

vi.mock('../support/cluster.ts', async (original) => {
	const support = await original<typeof import('../support/cluster.ts')>();
	const testClusterRule: typeof support.testClusterRule = (rule, _, violated) => {
		rows.set(rule.id, [
			...(rows.get(rule.id) ?? []),
			...violated.map(([row, nodes]) => ({
				row,
				status: (as: unknown) =>
					support.judgeNodes(as as Rule, nodes).some(({status}) => status === 'fail') ? 'fail' : 'pass',
			})),
		]);
	};
	return {...support, testClusterRule};
});

const folder = import.meta.dirname;

describe('switched off, a rule fails its own table', async () => {
	for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
		if (file.includes(path.sep) && file.endsWith('.test.ts')) {
			await import(path.join(folder, file));
		}
	}
	test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
		const own = rows.get(id) ?? [];
		expect(own.length, 'rows that violate it').toBeGreaterThan(0);
		expect(own.filter(({status}) => status(rule) !== 'fail').map(({row}) => row)).toEqual([]);
		expect(own.filter(({status}) => status(switchedOff(rule)) === 'fail').map(({row}) => row)).toEqual([]);
	});
});

type Fault = {readonly expect: readonly string[]; readonly also?: readonly (readonly string[])[]};

const faults = readdirSync(path.join(fixtures, 'faults'));

const readFault = (name: string): Fault =>
	JSON.parse(readFileSync(path.join(fixtures, 'faults', name, 'fault.json'), 'utf8'));

/** Judges the recorded nodes of a fault once; gives what the report says without some rules. */
const judged = async (name: string): Promise<(without: readonly string[]) => readonly Finding[]> => {
	const files = readdirSync(path.join(fixtures, 'faults', name)).filter((file) => file.endsWith('.kdiag.json.gz'));
	const nodes = await Promise.all(files.map((file) => recordedSnapshot(`faults/${name}/${file}`)));
	const judgements = nodes.map((node) => judgeAlone(node, wholeCatalogue));
	return (without) =>
		assembleJudgements(
			judgements.map((judgement) => ({
				...judgement,
				findings: judgement.findings.filter(({rule}) => !without.includes(rule)),
			})),
			{...wholeCatalogue, rules: rules.filter(({id}) => !without.includes(id))},
			'test',
		).findings;
};

const failuresOf = (findings: readonly Finding[]): readonly Finding[] => {
	const failing = findings.filter(({status}) => status === 'fail');
	const loud = failing.filter(({severity}) => severity !== 'info');
	return loud.length > 0 ? loud : failing;
};

describe('switched off, a rule fails the recordings that name it', () => {
	test.each(faults)('%s', async (name) => {
		const fault = readFault(name);
		const report = await judged(name);
		const first = failuresOf(report([]))[0]?.rule;
		// The recording's own test asks for one of them to come first: with none of them it has to fail.
		expect(fault.expect).toContain(first);
		expect(fault.expect).not.toContain(failuresOf(report(fault.expect))[0]?.rule);
		for (const second of fault.also ?? []) {
			const uncovered = report(second).filter(({status, consequenceOf}) => status === 'fail' && consequenceOf === null);
			expect(uncovered.filter(({rule}) => second.includes(rule))).toEqual([]);
		}
	});
});

test('every rule that a recording expects is one', () => {
	const named = faults.flatMap((name) => [...readFault(name).expect, ...(readFault(name).also ?? []).flat()]);
	expect(named.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});

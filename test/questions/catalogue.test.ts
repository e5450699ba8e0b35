import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import type {Question} from '../../source/model/question.ts';
import type {Known, KnownName} from '../../source/model/rule.ts';
import {questions} from '../../source/questions/index.ts';
import {ask} from '../support/ask.ts';
import {readRecordedNode} from '../support/recorded-node.ts';

const folder = path.join(import.meta.dirname, '../../source/questions');
const all = questions as unknown as readonly Question[];

test('questions are numbered from 1 to 40, each once and in order', () => {
	expect(all.map(({number}) => number)).toEqual(Array.from({length: 40}, (_, index) => index + 1));
	expect(new Set(all.map(({id}) => id)).size).toBe(40);
});

test('each question is in a file named by its id, and every such file is in the list', () => {
	const declared = readdirSync(folder).filter((file) =>
		readFileSync(path.join(folder, file), 'utf8').includes('defineQuestion({'),
	);
	expect(declared.sort()).toEqual(all.map(({id}) => `${id}.ts`).sort());
});

test.each(all.map((question) => [question.id, question] as const))('%s is well written', (id, question) => {
	expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
	expect(question.question).toMatch(/^[A-Z].*\?$/);
	expect(question.question.length).toBeLessThanOrEqual(100);
	expect(question.commands.length).toBeGreaterThan(0);
	expect(new Set(question.uses).size).toBe(question.uses.length);
});

test.each(questions.map((question) => [all[questions.indexOf(question)]?.id, question] as const))(
	'%s says what to paste where nothing is known',
	(_, question) => {
		const {answer, values, evidence} = ask(question, {});
		expect({values, evidence}).toEqual({values: [], evidence: []});
		expect(answer).toMatch(/not known|is known here/);
		expect(answer).toMatch(/run kdiag as root on the node, or paste the output of `[^`]+`.*\.$/);
	},
);

const node = await readRecordedNode('control-plane');
const names = Object.keys(node) as readonly KnownName[];

const knownOf = (kept: readonly KnownName[]): Partial<Known> =>
	Object.fromEntries(
		kept.flatMap((name) => {
			const value = knownValue(node, name);
			return value === undefined ? [] : [[name, value]];
		}),
	);

test('any part of what is known of a node gives one sentence to each question', () => {
	fc.assert(
		fc.property(fc.subarray([...names]), fc.subarray([...names]), (kept, partial) => {
			const known = knownOf(kept);
			const reasons = Object.fromEntries(partial.map((name) => [name, 'cut']));
			for (const question of questions) {
				const {answer, values} = ask(question, known, reasons);
				expect(answer).toMatch(/^\S.*\.$/);
				expect(answer).not.toMatch(/undefined|null|\[object| {2}/);
				expect(values.every((value) => value !== '')).toBe(true);
			}
		}),
		{numRuns: 60},
	);
});

test('nothing is absent because only a part was seen', () => {
	const whole = Object.fromEntries(names.map((name) => [name, 'cut']));
	const empty = {
		...{interfaces: [], routes: [], swaps: [], listeners: [], services: undefined},
		...{cniBinaries: {binaries: [], directories: ['/opt/cni/bin'], missing: []}},
		...{cniConfigs: {directory: '/etc/cni/net.d', exists: true, files: [], others: []}},
		...{staticPods: {directory: '/etc/kubernetes/manifests', exists: true, pods: []}, processes: []},
	} as unknown as Partial<Known>;
	for (const question of questions) {
		expect(ask(question, empty, whole).answer, all[questions.indexOf(question)]?.id).toMatch(/not known|is known here/);
	}
});

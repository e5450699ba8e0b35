import {describe, expect, test} from 'vitest';
import type {Scene} from '../../../source/model/scene.ts';
import {runAccessible} from '../../../source/ui/accessible-screen.ts';
import type {ScreenName} from '../../../source/ui/target.ts';
import {givenSource, recordedReport} from '../../support/given.ts';
import {afterEvents, afterKeys, frameText, modelOf} from '../../support/screen.ts';

const rules = ['input-missing-accept', 'service-without-endpoints'];
const report = await recordedReport('faults/peer-port-dropped-for-one', rules);
const scene = givenSource(report).first;
const size = {columns: 80, rows: 24};
const missing = /not in this report/;

describe('a report without its snapshot', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows: findings, one of them, and lines that it cites', async (columns, rows) => {
		const overview = modelOf(scene, {columns, rows});
		const finding = afterKeys(overview, 'enter');
		const cited = afterEvents(overview, {
			kind: 'open',
			target: {screen: 'raw', node: 'cp2', subject: 'iptables-save -c', line: 27},
		}).model;
		await expect([overview, finding, cited].map(frameText).join('\n')).toMatchFileSnapshot(
			`frames/given-${columns}.txt`,
		);
	});

	test.each<[ScreenName, string]>([
		['connections', '3'],
		['firewall', '5'],
		['cni', '7'],
		['sources', '9'],
	])('%s says what is missing and what would help', (_, key) => {
		const {model, wishes} = afterEvents(modelOf(scene, size), {kind: 'keys', names: [key]});
		const text = frameText(model).replaceAll(/\s+/g, ' ');
		expect(text).toMatch(missing);
		expect(text).toContain('made with --with-snapshot');
		expect(wishes).toEqual([]);
	});

	test('a service, a chain and a comparison do, too; all else is there', () => {
		for (const screen of ['service', 'chain', 'compare'] as const) {
			const {model} = afterEvents(modelOf(scene, size), {kind: 'open', target: {screen, subject: 'default/web'}});
			expect(frameText(model)).toMatch(missing);
		}
		for (const key of ['1', '2', '4', '6', '8', '0']) {
			const text = frameText(afterKeys(modelOf(scene, size), key));
			expect(text).not.toMatch(missing);
			expect(text).toContain('REPORT  taken at 2 times, made by kdiag test');
		}
	});

	test('in lines for those who listen nothing waits for what does not come', async () => {
		const typed = ['firewall', 'sources', 'r', null];
		const said: string[] = [];
		await runAccessible(
			givenSource(report),
			{say: async (text) => void said.push(text), ask: async () => typed.shift() ?? null},
			{by: '--accessible', ascii: true},
		);
		expect(said.filter((text) => missing.test(text))).toHaveLength(2);
		expect(said).toContain('This is a report; it stays as it was.');
	});
});

describe('what is odd in a report', () => {
	const [first] = report.findings;
	const odd = (change: object): Scene => ({
		...scene,
		report: {...report, findings: [{...first, ...change} as (typeof report.findings)[number], ...report.findings]},
	});

	test.each<[string, Scene]>([
		['a failure that follows from itself', odd({consequenceOf: first?.rule ?? ''})],
		['nodes that are not there', odd({nodes: ['nobody', 'nowhere']})],
		['no node at all', odd({nodes: []})],
		['evidence of nobody', odd({evidence: [{node: 'nobody', source: 'x', line: 9e15, text: '\u001b[2J'}]})],
		['words that are huge', odd({actual: 'x'.repeat(1e6), title: '\u202e'.repeat(1000)})],
		['nothing', {...scene, report: {...report, nodes: [], conclusions: [], answers: [], findings: []}}],
		['no conclusions', {...scene, report: {...report, conclusions: []}}],
		[
			'conclusions of which none is known',
			{
				...scene,
				report: {
					...report,
					conclusions: report.conclusions.map(
						(each) =>
							Object.fromEntries(
								Object.entries(each).map(([key, value]) => [key, key === 'node' ? value : null]),
							) as typeof each,
					),
				},
			},
		],
		[
			'times that are none',
			{...scene, report: {...report, nodes: report.nodes.map((node) => ({...node, origin: 'live', takenAt: 'soon'}))}},
		],
	])('%s breaks no screen and moves no cursor', (_, shown) => {
		for (const columns of [40, 140]) {
			for (const key of ['1', 'enter', 'o', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'c']) {
				const text = frameText(afterKeys(modelOf(shown, {columns, rows: 24}), ...(key === 'o' ? ['enter'] : []), key));
				expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
				expect(text.split('\n').every((line) => line.length <= columns)).toBe(true);
			}
		}
	});
});

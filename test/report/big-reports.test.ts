import {describe, expect, test} from 'vitest';
import type {Finding} from '../../source/model/finding.ts';
import type {Report} from '../../source/model/report.ts';
import {renderReport} from '../../source/report/render-report.ts';
import {type ReportFormat, reportFormats} from '../../source/report/report-formats.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';

const plain = {color: false, ascii: false, width: 80};

const lengthOf = async (format: ReportFormat, report: Report): Promise<number> => {
	let length = 0;
	const document = await renderReport(format, report, plain);
	for (const piece of typeof document === 'string' ? [document] : document) {
		length += piece.length;
	}
	return length;
};

/** Findings that count how often something of them is looked at. */
const watched = (
	findings: readonly Finding[],
): {readonly findings: readonly Finding[]; readonly looks: () => number} => {
	let looks = 0;
	const get = (finding: Finding, name: string | symbol): unknown => {
		looks += 1;
		return Reflect.get(finding, name);
	};
	return {findings: findings.map((finding) => new Proxy(finding, {get})), looks: () => looks};
};

/** On one node: many causes of one rule, each with consequences, and many rules that could not be checked. */
const onOneNode = (count: number): readonly Finding[] => [
	...Array.from({length: count}, (_, index) => findingOf({rule: 'cause', actual: `port ${index} is closed`})),
	...Array.from({length: count}, (_, index) =>
		findingOf({rule: `effect-${index % 50}`, consequenceOf: 'cause', actual: `pod ${index} waits`}),
	),
	...Array.from({length: count}, (_, index) =>
		findingOf({rule: `rule-${index}`, status: 'unknown', actual: `file ${index} is missing`}),
	),
];

/** A hundred rules on each of many nodes. */
const onManyNodes = (count: number): readonly Finding[] =>
	Array.from({length: count}, (_, node) =>
		Array.from({length: 100}, (_unused, index) =>
			findingOf({
				rule: `rule-${index}`,
				nodes: [`n${node}`],
				status: index < 5 ? 'fail' : index < 20 ? 'unknown' : 'pass',
				consequenceOf: index === 4 ? 'rule-3' : null,
				actual: index % 2 === 0 ? 'swap is on' : `swap is on on n${node}`,
			}),
		),
	).flat();

const nodesOf = (findings: readonly Finding[]): Report['nodes'] =>
	[...new Set(findings.flatMap(({nodes}) => nodes))].map((id) => nodeOf({id, name: id}));

describe.each(reportFormats)('%s', (format) => {
	test.each([
		['findings of one node', onOneNode, 500],
		['nodes', onManyNodes, 50],
	] as const)('looks at twice as many %s twice as often', async (_, make, count) => {
		const looks = await Promise.all(
			[count, 2 * count].map(async (size) => {
				const seen = watched(make(size));
				await lengthOf(format, reportOf(seen.findings, {nodes: nodesOf(make(size))}));
				return seen.looks();
			}),
		);
		expect(looks[0]).toBeGreaterThan(count);
		expect((looks[1] ?? 0) / (looks[0] ?? 1)).toBeLessThan(2.2);
	});

	test('the size grows with what is told, at most', async () => {
		const sizes = await Promise.all(
			[100, 200].map((count) => lengthOf(format, reportOf(onManyNodes(count), {nodes: nodesOf(onManyNodes(count))}))),
		);
		expect((sizes[1] ?? 0) / (sizes[0] ?? 1)).toBeLessThan(2.1);
	});
});

test('ten thousand findings of two hundred nodes: what people read is short', async () => {
	const findings = onManyNodes(200);
	const report = reportOf(findings, {nodes: nodesOf(findings)});
	expect(await lengthOf('md', report)).toBeLessThan(60_000);
	expect(await lengthOf('text', report)).toBeLessThan(30_000);
});

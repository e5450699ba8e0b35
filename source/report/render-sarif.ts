import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {countFindings} from './count-findings.ts';
import {nodeList} from './node-list.ts';
import {analyseAgain} from './origin-of-report.ts';
import {toSafeJson} from './render-json.ts';
import {nodesBase} from './sarif-location.ts';
import {sarifResult, sarifRule, sarifText} from './sarif-result.ts';
import {unreadFacts} from './unread-facts.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses a run with more results. The worst come first. */
const mostResults = 25_000;

/** Lines that were not understood are told one by one up to this many. */
const mostGaps = 100;

/** A result's name for those who compare runs: rule and nodes, and a number where several have both in common. Values that change are no part of it. */
const identities = (findings: readonly Finding[]): readonly string[] => {
	const seen = new Map<string, number>();
	return findings.map(({rule, nodes}) => {
		const key = `${rule} ${nodeList(nodes)}`;
		const number = (seen.get(key) ?? 0) + 1;
		seen.set(key, number);
		return `${key}:${number}`;
	});
};

const notification = (id: string, text: string): object => ({
	descriptor: {id},
	level: 'note',
	message: sarifText(text),
});

const notifications = (report: Report, leftOut: number): readonly object[] => {
	const gaps = report.nodes.flatMap((node) =>
		[...node.unrecognised, ...node.readings.flatMap(({unparsed}) => unparsed)].map(
			({source, line, expected, text}) => `${node.id}: ${source}:${line}: expected ${expected}: ${text}`,
		),
	);
	const more = gaps.length - mostGaps;
	return [
		...unreadFacts(report).map(({fact, reason, remedy, nodes}) =>
			notification('not-read', `${nodeList(nodes)}: ${fact}: ${reason}${remedy === null ? '' : `; ${remedy}`}`),
		),
		...gaps.slice(0, mostGaps).map((gap) => notification('not-understood', gap)),
		...(more > 0 ? [notification('not-understood', `and ${more} more lines (--format json lists all)`)] : []),
		...(leftOut > 0 ? [notification('left-out', `${leftOut} results are left out (--format json lists all)`)] : []),
	];
};

const isTime = (text: string): boolean =>
	/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text));

/** The first finding of each rule, in the order of the findings. */
const firstOfRules = (findings: readonly Finding[]): ReadonlyMap<string, Finding> => {
	const first = new Map<string, Finding>();
	for (const finding of findings) {
		if (!first.has(finding.rule)) {
			first.set(finding.rule, finding);
		}
	}
	return first;
};

const runOf = (report: Report, rules: readonly Finding[], leftOut: number): Readonly<Record<string, unknown>> => {
	const [start] = report.nodes
		.map(({takenAt}) => takenAt)
		.filter(isTime)
		.sort();
	const [first, ...others] = report.nodes;
	return {
		tool: {
			driver: {
				name: 'kdiag',
				version: report.tool.version,
				rules: rules.map(sarifRule),
				notifications: [
					{id: 'not-read', shortDescription: {text: 'A fact could not be read'}},
					{id: 'not-understood', shortDescription: {text: 'A line could not be understood'}},
					{id: 'left-out', shortDescription: {text: 'There are more results than viewers take'}},
				],
			},
		},
		automationDetails: {
			id: `kdiag/${first === undefined || others.length > 0 ? '' : `${encodeURIComponent(sarifText(first.id).text)}/`}`,
		},
		invocations: [
			{
				executionSuccessful: true,
				...(start === undefined ? {} : {startTimeUtc: start}),
				toolExecutionNotifications: notifications(report, leftOut),
			},
		],
		originalUriBaseIds: {
			[nodesBase]: {
				description: {text: 'A folder for each node: files/ as on the node, commands/ with what commands print'},
			},
		},
		columnKind: 'utf16CodeUnits',
		properties: {
			nodes: report.nodes.map(({id, name, role, distribution, origin, takenAt, hidden, disguised}) => ({
				id,
				name,
				role,
				distribution,
				origin,
				takenAt,
				...(hidden === undefined ? {} : {hidden}),
				...(disguised === undefined ? {} : {disguised}),
			})),
			counts: countFindings(report.findings),
			again: analyseAgain(report).command,
		},
	};
};

const indented = (value: unknown, by: string): string => toSafeJson(value).replaceAll('\n', `\n${by}`);

/**
 * The report as a log of SARIF 2.1.0: one run, a result for each failure and each rule that could not be checked, the worst first. What passed or does not
 * apply is only counted. Control, bidi and zero-width characters are written as `\uXXXX`.
 */
export function* renderSarif(report: Report): Generator<string> {
	const all = report.findings.filter(({status}) => status === 'fail' || status === 'unknown');
	const findings = all.slice(0, mostResults);
	const names = identities(findings);
	const rules = firstOfRules(findings);
	const indexes = new Map([...rules.keys()].map((rule, index) => [rule, index]));
	const run = runOf(report, [...rules.values()], all.length - findings.length);
	yield `{\n  "$schema": "${schema}",\n  "version": "2.1.0",\n  "runs": [\n    {\n`;
	for (const [key, value] of Object.entries(run)) {
		yield `      "${key}": ${indented(value, '      ')},\n`;
	}
	yield '      "results": [';
	for (const [index, finding] of findings.entries()) {
		const result = sarifResult(finding, indexes.get(finding.rule) ?? -1, names[index] ?? '');
		yield `${index === 0 ? '' : ','}\n        ${indented(result, '        ')}`;
	}
	yield `${findings.length === 0 ? '' : '\n      '}]\n    }\n  ]\n}\n`;
}

import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {renderSarif} from '../../source/report/render-sarif.ts';
import {faultReport} from '../support/demo-report.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';
import {hostileReport} from '../support/hostile-report.ts';
import {sarifProblems} from '../support/validate-sarif.ts';

type Region = {readonly startLine: number; readonly snippet?: {readonly text: string}};
type Location = {
	readonly physicalLocation: {
		readonly artifactLocation: {readonly uri: string; readonly uriBaseId: string};
		readonly region: Region;
	};
};
type Result = {
	readonly ruleId: string;
	readonly ruleIndex: number;
	readonly kind: string;
	readonly level: string;
	readonly message: {readonly text: string};
	readonly locations: readonly Location[];
	readonly relatedLocations?: readonly Location[];
	readonly partialFingerprints: Readonly<Record<string, string>>;
	readonly suppressions: readonly object[];
	readonly properties: Readonly<Record<string, unknown>>;
};
type Run = {
	readonly tool: {
		readonly driver: {readonly rules: readonly Readonly<Record<string, unknown>>[]; readonly version: string};
	};
	readonly invocations: readonly [
		{
			readonly startTimeUtc?: string;
			readonly toolExecutionNotifications: readonly {readonly message: {readonly text: string}}[];
		},
	];
	readonly automationDetails: {readonly id: string};
	readonly results: readonly Result[];
	readonly properties: Readonly<Record<string, unknown>>;
};

const render = (report: Report): string => [...renderSarif(report)].join('');
const runOf = (report: Report): Run => JSON.parse(render(report)).runs[0] as Run;

const onlyResult = (report: Report): Result => {
	const [result] = runOf(report).results;
	if (result === undefined) {
		throw new Error('there is no result');
	}
	return result;
};

/** Controls, what reorders, what has no width. */
const hidden =
	/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;

let fault: Report;

beforeAll(async () => {
	fault = await faultReport();
});

test('a recorded node', async () => {
	const text = render(fault);
	await expect(text).toMatchFileSnapshot('frames/fault.sarif');
	expect(sarifProblems(JSON.parse(text))).toEqual([]);
});

test('a report of nothing', () => {
	expect(sarifProblems(JSON.parse(render(reportOf([]))))).toEqual([]);
	expect(sarifProblems(JSON.parse(render(reportOf([], {nodes: []}))))).toEqual([]);
});

test('what is wrong is found wrong', () => {
	expect(sarifProblems({version: '2.1.0', runs: [{}]})).not.toEqual([]);
});

describe('whatever a node says', () => {
	test('it is as the schema says, and nothing hidden is in it', () => {
		fc.assert(
			fc.property(hostileReport, (report) => {
				const text = render(report);
				expect(text).not.toMatch(hidden);
				expect(sarifProblems(JSON.parse(text))).toEqual([]);
			}),
			{numRuns: 600},
		);
	});

	test('evidence comes back as it was, on the line where it stood', () => {
		fc.assert(
			fc.property(hostileReport, (report) => {
				const {results} = runOf(report);
				const told = report.findings.filter(({status}) => status === 'fail' || status === 'unknown');
				expect(results.map(({ruleId}) => ruleId)).toEqual(told.map(({rule}) => rule));
				for (const [index, {evidence}] of told.entries()) {
					const regions = [...(results[index]?.locations ?? []), ...(results[index]?.relatedLocations ?? [])].map(
						({physicalLocation}) => physicalLocation.region,
					);
					const shown = evidence.map(({line, text}) => ({startLine: Math.max(1, line), snippet: {text}}));
					expect(regions).toEqual(evidence.length === 0 ? [{startLine: 1}] : shown);
				}
			}),
			{numRuns: 300},
		);
	});

	test('no address leads out of the folder of its node, and no message holds a link', () => {
		fc.assert(
			fc.property(hostileReport, (report) => {
				for (const {locations, message} of runOf(report).results) {
					for (const {physicalLocation} of locations) {
						const {pathname, host} = new URL(physicalLocation.artifactLocation.uri, 'https://base.example/a/b/');
						expect(host).toBe('base.example');
						expect(pathname.startsWith('/a/b/')).toBe(true);
					}
					expect(message.text).not.toMatch(/(?<!\\)\[[^\]]*(?<!\\)\]\(/);
				}
			}),
			{numRuns: 300},
		);
	});

	test('each result names its rule, and each rule has a result', () => {
		fc.assert(
			fc.property(hostileReport, (report) => {
				const {results, tool} = runOf(report);
				expect(results.every(({ruleIndex, ruleId}) => tool.driver.rules[ruleIndex]?.['id'] === ruleId)).toBe(true);
				expect(tool.driver.rules).toHaveLength(new Set(results.map(({ruleId}) => ruleId)).size);
				const names = results.map(({partialFingerprints}) => partialFingerprints['kdiagFinding/v1']);
				expect(new Set(names).size).toBe(names.length);
			}),
			{numRuns: 300},
		);
	});
});

test.each([
	['an error', {severity: 'error'}, 'fail', 'error'],
	['a warning', {}, 'fail', 'warning'],
	['an info', {severity: 'info'}, 'fail', 'note'],
	['what could not be checked', {status: 'unknown', severity: 'error'}, 'open', 'none'],
] as const)('%s', (_, given, kind, level) => {
	expect(onlyResult(reportOf([findingOf(given)]))).toMatchObject({kind, level});
});

test('what passed and what does not apply is counted, not listed', () => {
	const run = runOf(reportOf([findingOf({status: 'pass'}), findingOf({status: 'skip'})]));
	expect(run.results).toEqual([]);
	expect(run.properties).toMatchObject({counts: {pass: 1, skip: 1}});
});

test('a waived failure is suppressed with its reason; of one that has expired that is said', () => {
	const waiver = {reason: 'known', expires: '2027-01-01', expired: false};
	expect(onlyResult(reportOf([findingOf({waiver})])).suppressions).toEqual([
		{kind: 'external', status: 'accepted', justification: 'known'},
	]);
	expect(onlyResult(reportOf([findingOf({waiver: {...waiver, expired: true}})]))).toMatchObject({
		suppressions: [],
		properties: {waiver: {expired: true}},
	});
});

test('files and commands have addresses under a folder of their node', () => {
	const at = (source: string): string =>
		onlyResult(reportOf([findingOf({evidence: [{node: 'n#2', source, line: 3, text: 'x'}]})])).locations[0]
			?.physicalLocation.artifactLocation.uri ?? '';
	expect(at('/etc/cni/net.d/10 ä.conf')).toBe('n%232/files/etc/cni/net.d/10%20%C3%A4.conf');
	expect(at('ip -d addr')).toBe('n%232/commands/ip%20-d%20addr');
	expect(at('/etc/../../x')).toBe('n%232/files/etc/_../_../x');
});

test('a fingerprint is of what stays: another value or line is the same finding', () => {
	const now = onlyResult(reportOf([findingOf()]));
	const later = onlyResult(reportOf([findingOf({actual: 'swap is on: 3 MB', evidence: [], severity: 'error'})]));
	expect(later.partialFingerprints).toEqual(now.partialFingerprints);
	expect(onlyResult(reportOf([findingOf({nodes: ['n2']})])).partialFingerprints).not.toEqual(now.partialFingerprints);
});

test('the run says which nodes, when, what was not read and how to look again', () => {
	const readings = [
		{
			fact: 'swaps',
			status: 'unavailable',
			reason: 'EACCES',
			remedy: 'run as root',
			partial: null,
			sources: [],
			unparsed: [],
		},
	] as const;
	const nodes = [
		nodeOf({
			readings,
			unrecognised: [{source: 'netstat', line: 2, text: '???', expected: 'a socket'}],
			takenAt: '2026-01-02T03:04:09Z',
		}),
		nodeOf({id: 'n2', readings, hidden: []}),
	];
	const run = runOf(reportOf([], {nodes}));
	expect(run.invocations[0].startTimeUtc).toBe('2026-01-02T03:04:05Z');
	expect(run.invocations[0].toolExecutionNotifications.map(({message}) => message.text)).toEqual([
		'n1, n2: swaps: EACCES; run as root',
		'n1: netstat:2: expected a socket: ???',
	]);
	expect(run.properties).toMatchObject({
		nodes: [
			{id: 'n1', role: 'worker'},
			{id: 'n2', hidden: []},
		],
		again: 'kdiag report FOLDER',
	});
	expect(run.automationDetails.id).toBe('kdiag/');
	expect(runOf(reportOf([])).automationDetails.id).toBe('kdiag/n1/');
});

test('more results than GitHub takes are left out from the end, and that is told', () => {
	const run = runOf(reportOf(Array.from({length: 25_003}, (_, index) => findingOf({nodes: [`n${index}`]}))));
	expect(run.results).toHaveLength(25_000);
	expect(run.invocations[0].toolExecutionNotifications.at(-1)?.message.text).toBe(
		'3 results are left out (--format json lists all)',
	);
});

import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Finding} from '../../source/model/finding.ts';
import type {Report} from '../../source/model/report.ts';
import {exitStatus, type FailOn} from '../../source/report/exit-status.ts';
import {renderJunit} from '../../source/report/render-junit.ts';
import {faultReport} from '../support/demo-report.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';
import {hostileReport} from '../support/hostile-report.ts';
import {strayBytes} from '../support/stray-bytes.ts';
import {junitProblems} from '../support/validate-xml.ts';

const render = (report: Report, failOn: FailOn = 'warning'): string => [...renderJunit(report, failOn)].join('');

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

let fault: Report;

beforeAll(async () => {
	fault = await faultReport();
});

test('a recorded node', async () => {
	const text = render(fault);
	await expect(text).toMatchFileSnapshot('frames/fault.junit.xml');
	expect(await junitProblems([text])).toEqual([]);
});

test('what is wrong is found wrong', async () => {
	expect(await junitProblems(['<testsuites><testsuite/></testsuites>'])).not.toEqual([]);
	expect(await junitProblems(['<testsuites>\u0001</testsuites>'])).not.toEqual([]);
});

test('whatever a node says, it is valid, and every letter is one that XML and a terminal bear', async () => {
	const reports = fc.sample(hostileReport, {numRuns: 1500, seed: 7});
	const documents = reports.map((report) => render(report));
	for (let start = 0; start < documents.length; start += 250) {
		expect(await junitProblems(documents.slice(start, start + 250))).toEqual([]);
	}
	expect(strayBytes(Buffer.from(documents.join('')))).toEqual([]);
}, 120_000);

test('counts are those of the cases, names are never given twice', () => {
	fc.assert(
		fc.property(hostileReport, (report) => {
			const text = render(report);
			const sum = (name: string): number =>
				[...text.matchAll(new RegExp(`<testsuite [^>]* ${name}="(\\d+)"`, 'g'))].reduce(
					(total, match) => total + Number(match[1]),
					0,
				);
			const [, tests, failures, errors] =
				/<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(text) ?? [];
			expect([sum('tests'), sum('failures'), sum('errors')]).toEqual([tests, failures, errors].map(Number));
			expect(count(text, /<testcase /g)).toBe(sum('tests'));
			expect(count(text, /<failure /g)).toBe(sum('failures'));
			expect(count(text, /<error /g)).toBe(sum('errors'));
			expect(count(text, /<skipped /g)).toBe(sum('skipped'));
			expect(sum('tests')).toBe(report.findings.length);
			const names = [...text.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map(
				(match) => `${match[2]} ${match[1]}`,
			);
			expect(new Set(names).size).toBe(names.length);
		}),
		{numRuns: 500},
	);
});

const waiver = {reason: 'edge nodes swap', expires: '2027-01-01', expired: false};

const rows: readonly (readonly [string, Partial<Finding>, FailOn, RegExp])[] = [
	['an error fails', {severity: 'error'}, 'warning', /<failure message="swap is on" type="error">swap is on\n/],
	['a warning fails', {}, 'warning', /<failure message="swap is on" type="warning">/],
	['a warning below the threshold is told, and passes', {}, 'error', /<system-out>warning: swap-enabled\nswap is on\n/],
	['an info passes', {severity: 'info'}, 'warning', /<system-out>info: /],
	['an info at the threshold fails', {severity: 'info'}, 'info', /<failure [^>]* type="info">/],
	['never is about the exit status only', {}, 'never', /<failure /],
	[
		'what is waived is skipped with the reason',
		{waiver},
		'warning',
		/<skipped message="waived until 2027-01-01: edge nodes swap \(swap is on\)"\/>/,
	],
	[
		'an expired waiver fails and says so',
		{waiver: {...waiver, expired: true}},
		'warning',
		/<failure [^>]*>[^<]*waiver expired on 2027-01-01: edge nodes swap\n/,
	],
	[
		'what had to be checked and could not is an error',
		{status: 'unknown', actual: 'run as root'},
		'warning',
		/<error message="could not be checked: run as root" type="unknown">/,
	],
	[
		'what nobody requires is skipped',
		{status: 'unknown', actual: 'no nft', required: false},
		'warning',
		/<skipped message="could not be checked: no nft"\/>/,
	],
	['what does not apply is skipped', {status: 'skip', actual: 'a worker'}, 'warning', /<skipped message="a worker"\/>/],
	[
		'what passes says nothing',
		{status: 'pass'},
		'warning',
		/<testcase name="swap-enabled" classname="n1.system" time="0"\/>/,
	],
];

test.each(rows)('%s', (_, given, failOn, expected) => {
	const text = render(reportOf([findingOf(given)]), failOn);
	expect(text).toMatch(expected);
	expect(count(text, /<(?:failure|error|skipped|system-out)\b/g)).toBe(given.status === 'pass' ? 0 : 1);
});

test('it is red where the exit status is not 0', () => {
	fc.assert(
		fc.property(hostileReport, fc.constantFrom<FailOn>('error', 'warning', 'info'), (report, failOn) => {
			const isRed = /<(?:failure|error) /.test(render(report, failOn));
			expect(isRed).toBe(exitStatus(report, failOn) !== 0);
		}),
		{numRuns: 500},
	);
});

describe('several nodes', () => {
	const nodes = [nodeOf(), nodeOf({id: 'n2', name: 'n2', takenAt: '2026-01-02T03:04:09Z'})];
	const text = render(
		reportOf(
			[
				findingOf(),
				findingOf({nodes: ['n2']}),
				findingOf({rule: 'duplicate-ip', group: 'nodes', nodes: ['n1', 'n2']}),
				findingOf({rule: 'duplicate-ip', group: 'nodes', nodes: ['n1', 'n2'], actual: 'another one'}),
			],
			{nodes},
		),
	);

	test('are a suite each, and what was compared is one', () => {
		expect(
			[...text.matchAll(/<testsuite name="([^"]*)" id="(\d)" tests="(\d)"[^>]*timestamp="([^"]*)"/g)].map((match) =>
				match.slice(1),
			),
		).toEqual([
			['n1', '0', '1', '2026-01-02T03:04:05'],
			['n2', '1', '1', '2026-01-02T03:04:09'],
			['compared', '2', '2', '2026-01-02T03:04:05'],
		]);
	});

	test('have cases of other names, since some readers look at class and name only', () => {
		expect([...text.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map((match) => match.slice(1))).toEqual([
			['swap-enabled', 'n1.system'],
			['swap-enabled', 'n2.system'],
			['duplicate-ip [n1, n2]', 'compared.nodes'],
			['duplicate-ip [n1, n2] #2', 'compared.nodes'],
		]);
	});
});

test('the suite says what was not read, what was hidden and how to look again', () => {
	const readings = [
		{fact: 'swaps', status: 'unavailable', reason: 'EACCES', remedy: null, partial: null, sources: [], unparsed: []},
	] as const;
	const text = render(reportOf([], {nodes: [nodeOf({origin: 'live', readings, hidden: []})]}));
	for (const [name, value] of [
		['kdiag', 'test'],
		['again', 'kdiag report n1.kdiag.json.gz'],
		['takenAt', '2026-01-02T03:04:05Z'],
		['notRead', 'swaps: EACCES'],
		['hidden', 'nothing hidden'],
	]) {
		expect(text).toContain(`<property name="${name}" value="${value}"/>`);
	}
});

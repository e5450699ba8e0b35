import {beforeAll, describe, expect, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {renderText} from '../../source/report/render-text.ts';
import type {Style} from '../../source/report/style.ts';
import {demoReport} from '../support/demo-report.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';
import {hostileTexts, withTexts} from '../support/hostile-text.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const plain: Style = {color: false, ascii: false, width: 80};

let fault: Report;
let healthy: Report;

beforeAll(async () => {
	fault = await demoReport('fault', ['forward-drop', 'service-without-endpoints', 'swap-enabled']);
	healthy = await demoReport('healthy', ['forward-drop', 'swap-enabled']);
});

describe('frames of a recorded node', () => {
	const frames: readonly (readonly [string, Style])[] = [40, 80, 140].flatMap((width) => [
		[`fault-${width}`, {color: false, ascii: false, width}],
		[`fault-${width}-ascii`, {color: false, ascii: true, width}],
		[`fault-${width}-colour`, {color: true, ascii: false, width}],
	]);
	test.each(frames)('%s', async (name, style) => {
		await expect(renderText(fault, style)).toMatchFileSnapshot(`frames/${name}.txt`);
	});

	test('healthy-80', async () => {
		await expect(renderText(healthy, plain)).toMatchFileSnapshot('frames/healthy-80.txt');
	});
});

/** Evidence, commands and links are never broken: a person copies them. */
const isVerbatim = (line: string): boolean => /^ {4,}\S/.test(line) || /^ {2}docs /.test(line);

test.each([40, 80, 140])('at %i columns no sentence is wider', (width) => {
	const lines = renderText(fault, {...plain, width}).split('\n');
	expect(lines.filter((line) => line.length > width && !isVerbatim(line) && !line.startsWith('w1 '))).toEqual([]);
	expect(lines.length).toBeGreaterThan(20);
});

test('evidence is one line, whatever the width', () => {
	expect(renderText(fault, {...plain, width: 40})).toContain('\n      [10:726] -A FORWARD -j DROP\n');
	expect(renderText(fault, {...plain, width: 40})).toMatch(/\n {6}\S.{100,}\n/);
});

test('colour adds nothing but colour', () => {
	const coloured = renderText(fault, {...plain, color: true});
	expect(coloured.replaceAll(/\u001B\[[0-9;]*m/g, '')).toBe(renderText(fault, plain));
	expect(strayBytes(Buffer.from(coloured), true)).toEqual([]);
	expect(strayBytes(Buffer.from(renderText(fault, plain)))).toEqual([]);
});

test.each(hostileTexts.map((text) => [text]))(
	'nothing of somebody else’s report reaches a terminal: %j in place of every text',
	(text) => {
		const unknown = fault.findings.map((finding) => ({...finding, status: 'unknown' as const}));
		const consequence = findingOf({rule: 'other', status: 'fail', consequenceOf: fault.findings[0]?.rule ?? null});
		for (const findings of [fault.findings, unknown, [...fault.findings, consequence]]) {
			const report = withTexts({...fault, findings}, [text]);
			for (const color of [true, false]) {
				expect(strayBytes(Buffer.from(renderText(report, {...plain, color})), color)).toEqual([]);
			}
		}
	},
);

test('a finding is told by mark and word, not by colour alone', () => {
	expect(renderText(fault, plain)).toContain('\n✗ error  forward-drop\n');
	expect(renderText(fault, {...plain, ascii: true})).toContain('\nx error  forward-drop\n');
});

test('ASCII is ASCII, and kdiag’s own words stay readable in it', () => {
	const odd = findingOf({why: 'It waits… → “later”', title: 'Nodes’ swap', actual: 'the name is ö'});
	const text = renderText(reportOf([odd]), {...plain, ascii: true});
	expect(text).toMatch(/^[\n -~]*$/);
	expect(text).toContain('It waits... -> "later"');
	expect(text).toContain("Nodes' swap");
	expect(text).toContain('the name is \\xF6');
});

describe('a machine without Kubernetes', () => {
	const answers = [1, 2, 3, 4, 5, 36, 37].map((number) => ({
		node: 'n1',
		number,
		id: `question-${number}`,
		question: `Question ${number}?`,
		answer: `Answer ${number}.`,
		values: [],
		evidence: [],
		commands: [],
	}));

	test('shows what can be said of any machine under the verdict', () => {
		const text = renderText(reportOf([], {nodes: [nodeOf({role: 'none'})], answers}), plain);
		expect(text).toMatchInlineSnapshot(`
			"n1   no Kubernetes   2026-01-02T03:04:05Z

			This machine runs no part of Kubernetes; there is nothing to diagnose.

			Network of n1
			  Answer 1.
			  Answer 2.
			  Answer 3.
			  Answer 4.
			  Answer 36.
			  Answer 37.
			  kdiag facts shows the lines behind this.

			0 errors, 0 warnings, 0 info; 0 passed, 0 unknown, 0 skipped
			By kdiag test; again: kdiag report SOURCE (the recording or its snapshot)
			"
		`);
	});

	test('a node of a cluster shows findings instead', () => {
		expect(renderText(reportOf([], {answers}), plain)).not.toContain('Answer');
	});
});

describe('sections', () => {
	test('a consequence stands under its cause', () => {
		const cause = findingOf({rule: 'cause'});
		const effect = findingOf({rule: 'effect', consequenceOf: 'cause', actual: 'pods wait', severity: 'error'});
		const text = renderText(reportOf([cause, effect]), plain);
		expect(text).toContain('consequences\n    ✗ error effect: pods wait');
		expect(text.match(/effect/g)).toHaveLength(1);
		expect(text).toContain('1 error, 1 warning');
	});

	test('what could not be checked is grouped by its reason, the longest list first', () => {
		const unknown = (rule: string, actual: string) => findingOf({rule, actual, status: 'unknown'});
		const text = renderText(
			reportOf([unknown('one', 'no swap file'), unknown('two', 'run as root'), unknown('three', 'run as root')]),
			plain,
		);
		expect(text).toContain('Could not check (3)\n  ? run as root\n      two, three\n  ? no swap file\n      one\n');
	});

	test('lines that were not understood are named, twenty of them', () => {
		const unrecognised = Array.from({length: 23}, (_, index) => ({
			source: 'netstat -npa',
			line: index + 1,
			text: 'what\u001B[31m',
			expected: 'a socket',
		}));
		const text = renderText(reportOf([], {nodes: [nodeOf({unrecognised})]}), plain);
		expect(text).toContain('Not understood on n1 (23)\n  netstat -npa:1: expected a socket: what\\e[31m\n');
		expect(text).toContain('  … and 3 more (--format json lists all)');
		expect(text).not.toContain('netstat -npa:21');
	});

	test('several nodes are named in each finding', () => {
		const nodes = [nodeOf(), nodeOf({id: 'n\u202E2'})];
		const text = renderText(reportOf([findingOf({nodes: ['n\u202E2']})], {nodes}), plain);
		expect(text).toContain('! warning  swap-enabled [n\\u{202E}2]');
	});

	test('a waived failure is listed with reason and expiry, and is no failure', () => {
		const waiver = {reason: 'edge nodes swap', expires: '2027-01-01', expired: false};
		const text = renderText(reportOf([findingOf({waiver})]), plain);
		expect(text).toContain('Waived (1)\n  swap-enabled: swap is on (until 2027-01-01: edge nodes swap)');
		expect(text).toContain('0 errors, 0 warnings');
	});

	test('at the end: what was not read, by which version, and how to look again', () => {
		const reading = (fact: string) =>
			({fact, status: 'unavailable', reason: 'no', remedy: null, partial: null, sources: [], unparsed: []}) as const;
		const text = (count: number): string =>
			renderText(
				reportOf([], {
					nodes: [
						nodeOf({origin: 'live', readings: Array.from({length: count}, (_, index) => reading(`fact${index}`))}),
					],
				}),
				{...plain, width: 120},
			);
		expect(text(0)).not.toContain('Not read');
		expect(text(2)).toMatch(
			/ skipped\nNot read: fact0, fact1\nBy kdiag test; again: kdiag report n1\.kdiag\.json\.gz \(a snapshot of the node\)\n$/,
		);
		expect(text(14)).toMatch(/ fact11, 2 more\n/);
	});

	test('what follows from something that is waived, or from a consequence, is not lost', () => {
		const waiver = {reason: 'known', expires: '2027-01-01', expired: false};
		const text = renderText(
			reportOf([
				findingOf({rule: 'known-cause', waiver}),
				findingOf({rule: 'orphan', consequenceOf: 'known-cause'}),
				findingOf({rule: 'cause'}),
				findingOf({rule: 'effect', consequenceOf: 'cause'}),
				findingOf({rule: 'later', consequenceOf: 'effect'}),
			]),
			plain,
		);
		expect(text).toContain('\n! warning  orphan\n');
		expect(text).toContain('consequences\n    ! warning effect: swap is on\n    ! warning later: swap is on\n');
	});
});

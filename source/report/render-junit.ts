import type {Finding} from '../model/finding.ts';
import type {Report, ReportNode} from '../model/report.ts';
import {type FailOn, isCounted} from './exit-status.ts';
import {findingLines} from './finding-lines.ts';
import {hiddenText} from './hidden-text.ts';
import {isWaived} from './is-waived.ts';
import {nodeList} from './node-list.ts';
import {analyseAgain, takenText} from './origin-of-report.ts';
import {xmlElement, xmlStart} from './xml.ts';

/** What a test case is for those who count. */
type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

type Case = {readonly finding: Finding; readonly name: string; readonly outcome: Outcome};

/** A suite: a node, or what was compared between nodes. `package` and the rule's group are the class of each case. */
type Suite = {
	readonly name: string;
	readonly takenAt: string;
	readonly properties: readonly (readonly [string, string])[];
	readonly cases: readonly Case[];
};

/** `never` is about the exit status; nobody who writes test results wants none to fail. */
const thresholdOf = (failOn: FailOn): FailOn => (failOn === 'never' ? 'warning' : failOn);

const outcomeOf = (finding: Finding, failOn: FailOn): Outcome => {
	switch (finding.status) {
		case 'fail':
			return isWaived(finding) ? 'skipped' : isCounted(finding, thresholdOf(failOn)) ? 'failure' : 'passed';
		case 'unknown':
			return finding.required ? 'error' : 'skipped';
		case 'skip':
			return 'skipped';
		case 'pass':
			return 'passed';
	}
};

const skippedBecause = ({actual, status, waiver}: Finding): string =>
	status === 'unknown'
		? `could not be checked: ${actual}`
		: status === 'skip'
			? actual
			: `waived until ${waiver?.expires}: ${waiver?.reason} (${actual})`;

const inside = ({finding, outcome}: Case): string | null => {
	switch (outcome) {
		case 'failure':
			return xmlElement('failure', {message: finding.actual, type: finding.severity}, findingLines(finding));
		case 'error':
			return xmlElement('error', {message: `could not be checked: ${finding.actual}`, type: 'unknown'}, [
				`could not be checked: ${finding.actual}`,
				`why it matters: ${finding.why}`,
			]);
		case 'skipped':
			return xmlElement('skipped', {message: skippedBecause(finding)}, []);
		case 'passed':
			// A failure below the threshold is no failed test, but it can be read.
			return finding.status === 'fail'
				? xmlElement('system-out', {}, [`${finding.severity}: ${finding.rule}`, ...findingLines(finding)])
				: null;
	}
};

const caseText = (each: Case, className: string): string => {
	const start = xmlStart('testcase', {name: each.name, classname: className, time: '0'});
	const content = inside(each);
	return content === null ? `    ${start}/>\n` : `    ${start}>\n      ${content}\n    </testcase>\n`;
};

/** Cases with names of their own: CI systems drop the second of a name. */
const casesOf = (findings: readonly Finding[], failOn: FailOn, withNodes: boolean): readonly Case[] => {
	const seen = new Map<string, number>();
	return findings.map((finding) => {
		const name = withNodes ? `${finding.rule} [${nodeList(finding.nodes)}]` : finding.rule;
		const number = (seen.get(name) ?? 0) + 1;
		seen.set(name, number);
		return {finding, outcome: outcomeOf(finding, failOn), name: number === 1 ? name : `${name} #${number}`};
	});
};

const propertiesOf = (node: ReportNode): Suite['properties'] => {
	const unread = node.readings.filter(({status}) => status === 'unavailable');
	const hidden = hiddenText(node);
	return [
		['role', node.role],
		['distribution', node.distribution],
		['origin', node.origin],
		['takenAt', node.takenAt],
		...(hidden === null ? [] : [['hidden', hidden] as const]),
		...unread.map(({fact, reason}) => ['notRead', `${fact}: ${reason}`] as const),
	];
};

/** Rules that compare nodes stand apart from those on a node. */
const isCompared = ({group, nodes}: Finding): boolean => group === 'nodes' || nodes.length !== 1;

const suitesOf = (report: Report, failOn: FailOn): readonly Suite[] => {
	const compared = report.findings.filter(isCompared);
	const byNode = Map.groupBy(
		report.findings.filter((finding) => !isCompared(finding)),
		({nodes}) => nodes[0] ?? '',
	);
	const suites = report.nodes.map((node) => ({
		name: node.id,
		takenAt: node.takenAt,
		properties: propertiesOf(node),
		cases: casesOf(byNode.get(node.id) ?? [], failOn, false),
	}));
	return compared.length === 0
		? suites
		: [
				...suites,
				{
					name: 'compared',
					takenAt: report.nodes[0]?.takenAt ?? '',
					properties: [['takenAt', takenText(report)]],
					cases: casesOf(compared, failOn, true),
				},
			];
};

const countsOf = (cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> => {
	const of = (outcome: Outcome): number => cases.filter((each) => each.outcome === outcome).length;
	return {tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped')};
};

/** UTC without a zone, as the schema of JUnit's task for Ant wants it; nothing where it is no time. */
const timestamp = (takenAt: string): Readonly<Record<string, string>> => {
	const [time] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(takenAt) ?? [];
	return time === undefined ? {} : {timestamp: time};
};

/**
 * The report as test results (JUnit XML): a suite a node and one for what was compared, a case a rule. Failures from `failOn` on are failures, required
 * rules that could not be checked errors, so that a suite is red where the exit status is not 0. `classname` is the node and the rule's group.
 */
export function* renderJunit(report: Report, failOn: FailOn = 'warning'): Generator<string> {
	const suites = suitesOf(report, failOn);
	const {tests, failures, errors} = countsOf(suites.flatMap(({cases}) => cases));
	const name = `kdiag ${report.tool.version}`;
	const whole = [['kdiag', report.tool.version] as const, ['again', analyseAgain(report).command] as const];
	yield `<?xml version="1.0" encoding="UTF-8"?>\n${xmlStart('testsuites', {name, tests, failures, errors, time: '0'})}>\n`;
	for (const [id, suite] of suites.entries()) {
		const counts = countsOf(suite.cases);
		yield `  ${xmlStart('testsuite', {name: suite.name, id, ...counts, time: '0', ...timestamp(suite.takenAt), hostname: suite.name})}>\n    <properties>\n`;
		for (const [key, value] of [...whole, ...suite.properties]) {
			yield `      ${xmlElement('property', {name: key, value}, [])}\n`;
		}
		yield '    </properties>\n';
		for (const each of suite.cases) {
			yield caseText(each, `${suite.name}.${each.finding.group}`);
		}
		yield '  </testsuite>\n';
	}
	yield '</testsuites>\n';
}

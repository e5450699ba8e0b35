import type {Finding, Severity} from '../model/finding.ts';
import {isDocumentation} from './documentation-link.ts';
import {escapeVisible} from './escape-visible.ts';
import {mostEvidence} from './finding-lines.ts';
import {isWaived} from './is-waived.ts';
import {nodeList} from './node-list.ts';
import {evidenceLocation, nodeLocation} from './sarif-location.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
	error: 'error',
	warning: 'warning',
	info: 'note',
};

/** A message for people. What would be a link to somewhere (SARIF 2.1.0, 3.11.6) is text. */
export const sarifText = (text: string): {readonly text: string} => {
	const shown = escapeVisible(text);
	return {text: shown.includes('](') ? shown.replace(/[[\]]/g, '\\$&') : shown};
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const messageOf = ({status, nodes, actual, expected, fix}: Finding): string => {
	const where = nodeList(nodes);
	return status === 'fail'
		? `${where}: ${sentence(actual)} Expected: ${sentence(expected)} ${fix.text}`
		: `${where}: could not be checked: ${actual}`;
};

/** A rule as viewers describe it. */
export const sarifRule = ({rule, group, title, why, docs, severity}: Finding): object => {
	const [page] = docs.filter(isDocumentation);
	return {
		id: rule,
		shortDescription: sarifText(title),
		fullDescription: sarifText(why),
		help: sarifText(`${sentence(why)} kdiag explain ${rule} tells more.`),
		...(page === undefined ? {} : {helpUri: page}),
		defaultConfiguration: {level: levels[severity]},
		properties: {tags: [group], docs},
	};
};

/** A finding as a result. `identity` is the same in every run for what is the same. */
export const sarifResult = (finding: Finding, ruleIndex: number, identity: string): object => {
	const {rule, status, severity, nodes, group, expected, actual, evidence, fix, consequenceOf, required} = finding;
	const [first, ...others] = evidence.slice(0, mostEvidence);
	return {
		ruleId: rule,
		ruleIndex,
		kind: status === 'fail' ? 'fail' : 'open',
		level: status === 'fail' ? levels[severity] : 'none',
		message: sarifText(messageOf(finding)),
		locations: [first === undefined ? nodeLocation(finding) : evidenceLocation(first)],
		...(others.length === 0 ? {} : {relatedLocations: others.map(evidenceLocation)}),
		partialFingerprints: {'kdiagFinding/v1': identity, primaryLocationLineHash: identity},
		// Where one result has them, all must (SARIF 2.1.0, 3.27.23).
		suppressions: isWaived(finding)
			? [{kind: 'external', status: 'accepted', justification: escapeVisible(finding.waiver?.reason ?? '')}]
			: [],
		properties: {
			nodes,
			group,
			severity,
			expected,
			actual,
			fix,
			consequenceOf,
			evidenceCount: evidence.length,
			...(status === 'unknown' ? {required} : {}),
			...(finding.waiver === undefined ? {} : {waiver: finding.waiver}),
		},
	};
};

import type {Finding} from '../model/finding.ts';
import {fewNodes} from './node-list.ts';

/** Among many nodes up to this many ways in which a rule fails are told apart. */
const ways = 3;

const kindOf = ({rule, severity, waiver}: Finding): string => JSON.stringify([rule, severity, waiver]);

const wayOf = (finding: Finding): string => JSON.stringify([kindOf(finding), finding.expected, finding.actual]);

const merge = (findings: readonly Finding[]): readonly Finding[] => {
	const [first] = findings;
	if (first === undefined || findings.length === 1) {
		return findings;
	}
	return [{...first, nodes: [...new Set(findings.flatMap((finding) => finding.nodes))]}];
};

const mergeKind = (findings: readonly Finding[], most: number): readonly Finding[] => {
	const byWay = [...Map.groupBy(findings, wayOf).values()];
	return byWay.length <= most
		? byWay.flatMap(merge)
		: merge(findings).map((finding) => ({
				...finding,
				actual: `${finding.actual} (and ${byWay.length - 1} more like it)`,
			}));
};

/**
 * Failures for people: one that stands on several nodes once, with all of them as its nodes and the proof of the first.
 * In a report of many nodes those of a rule that fails in many ways are one, too. The order is that in which they first come.
 */
export const groupFindings = (findings: readonly Finding[], nodeCount: number): readonly Finding[] =>
	[...Map.groupBy(findings, kindOf).values()].flatMap((kind) =>
		mergeKind(kind, nodeCount > fewNodes ? ways : Number.POSITIVE_INFINITY),
	);

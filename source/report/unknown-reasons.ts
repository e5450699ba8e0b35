import type {Finding} from '../model/finding.ts';

/** A reason why rules could not be checked, the nodes on which it is, and the rules. */
export type UnknownReason = {
	readonly text: string;
	readonly nodes: readonly string[];
	readonly rules: readonly string[];
};

/** One thing that is missing often keeps many rules, and on many nodes: each is named once, that which keeps the most first. */
export const unknownReasons = (findings: readonly Finding[]): readonly UnknownReason[] => {
	const perRule = [...Map.groupBy(findings, ({rule, actual}) => JSON.stringify([rule, actual])).values()];
	const kept = perRule.flatMap((same) =>
		same
			.slice(0, 1)
			.map(({rule, actual}) => ({rule, actual, nodes: [...new Set(same.flatMap(({nodes}) => nodes))].sort()})),
	);
	return [...Map.groupBy(kept, ({actual, nodes}) => JSON.stringify([actual, nodes])).values()]
		.flatMap((same) =>
			same.slice(0, 1).map(({actual, nodes}) => ({text: actual, nodes, rules: same.map(({rule}) => rule)})),
		)
		.sort((first, second) => second.rules.length * second.nodes.length - first.rules.length * first.nodes.length);
};

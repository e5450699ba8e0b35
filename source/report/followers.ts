import type {Finding} from '../model/finding.ts';

/** Hands out failures that follow from others. */
export type Followers = {
	/** What follows from a failure on its nodes, directly or through another one, and was not handed out before. */
	readonly of: (cause: Finding) => readonly Finding[];
	/** What nobody asked for: its cause is not shown. */
	readonly left: () => readonly Finding[];
};

const key = (rule: string, node: string): string => JSON.stringify([rule, node]);

/** Failures by the cause and the nodes that they name. Each is handed out once, so that a report stays linear however many failures share a cause. */
export const createFollowers = (failures: readonly Finding[]): Followers => {
	const waiting = new Map<string, Finding[]>();
	const following = failures.filter(({consequenceOf}) => consequenceOf !== null);
	for (const finding of following) {
		for (const node of finding.nodes) {
			const place = key(finding.consequenceOf ?? '', node);
			const there = waiting.get(place);
			if (there === undefined) {
				waiting.set(place, [finding]);
			} else {
				there.push(finding);
			}
		}
	}
	const taken = new Set<Finding>();
	const direct = ({rule, nodes}: Finding): readonly Finding[] =>
		nodes.flatMap((node) => {
			const own = (waiting.get(key(rule, node)) ?? []).filter((finding) => !taken.has(finding));
			waiting.delete(key(rule, node));
			for (const finding of own) {
				taken.add(finding);
			}
			return own;
		});
	return {
		of: (cause) => {
			const all = [...direct(cause)];
			// What is added while the list is walked is walked, too.
			for (const finding of all) {
				for (const next of direct(finding)) {
					all.push(next);
				}
			}
			return all;
		},
		left: () => following.filter((finding) => !taken.has(finding)),
	};
};

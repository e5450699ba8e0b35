import type {Report} from '../model/report.ts';

/** A fact that could not be read, why, what would help, and on which nodes. */
export type UnreadFact = {
	readonly fact: string;
	readonly reason: string;
	readonly remedy: string | null;
	readonly nodes: readonly string[];
};

/** What could not be read, each reason once for all nodes that share it. */
export const unreadFacts = ({nodes}: Report): readonly UnreadFact[] => {
	const unread = new Map<string, UnreadFact & {readonly nodes: string[]}>();
	for (const node of nodes) {
		for (const {fact, status, reason, remedy} of node.readings) {
			if (status === 'unavailable') {
				const key = JSON.stringify([fact, reason, remedy]);
				const there = unread.get(key);
				if (there === undefined) {
					unread.set(key, {fact, reason: reason ?? 'not read', remedy, nodes: [node.id]});
				} else {
					there.nodes.push(node.id);
				}
			}
		}
	}
	return [...unread.values()];
};

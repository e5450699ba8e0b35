import type {Place} from '../model/place.ts';
import type {NodeView} from './distinct-nodes.ts';

/** A value of a node, and where it stands. */
export type NodeValue = {readonly value: string; readonly at: readonly Place[]};

/** A value with the nodes that have it. */
export type Shared = {
	readonly value: string;
	readonly holders: readonly {readonly id: string; readonly at: readonly Place[]}[];
};

/** The nodes by a value of theirs, of which each may have several; in the order in which values are met. */
export const byValue = <V>(
	nodes: readonly NodeView<V>[],
	readAll: (view: V) => readonly NodeValue[],
): readonly Shared[] => {
	const groups = new Map<string, {id: string; at: readonly Place[]}[]>();
	for (const {id, view} of nodes) {
		for (const {value, at} of readAll(view)) {
			const holders = groups.get(value) ?? [];
			if (holders.at(-1)?.id !== id) {
				holders.push({id, at});
			}
			groups.set(value, holders);
		}
	}
	return [...groups].map(([value, holders]) => ({value, holders}));
};

/** Values that several nodes have. */
export const sharedValues = <V>(
	nodes: readonly NodeView<V>[],
	readAll: (view: V) => readonly NodeValue[],
): readonly Shared[] => byValue(nodes, readAll).filter(({holders}) => holders.length > 1);

/** The lines of several nodes, as evidence: those of a few stand for all. */
export const evidenceOf = (holders: Shared['holders'], most = 6): readonly (Place & {readonly node: string})[] =>
	holders.slice(0, most).flatMap(({id, at}) => at.slice(0, 2).map((place) => ({...place, node: id})));

/** Names of nodes in a sentence: `w1, w2 and 5 more`. */
export const namesOf = (ids: readonly string[], most = 6): string =>
	ids.length <= most ? ids.join(', ') : `${ids.slice(0, most).join(', ')} and ${ids.length - most} more`;

/** A value that nodes ought to have in common, and do not: the rarer values first, with one node that has the commonest. */
export type Difference = {
	readonly nodes: readonly string[];
	readonly text: string;
	readonly common: string;
	readonly evidence: readonly (Place & {readonly node: string})[];
};

/** How nodes differ in a value; null where they agree. Nodes without the value do not count. */
export const differenceOf = <V>(
	nodes: readonly NodeView<V>[],
	read: (view: V) => NodeValue | null,
): Difference | null => {
	const groups = byValue(nodes, (view) => {
		const value = read(view);
		return value === null ? [] : [value];
	}).toSorted((a, b) => a.holders.length - b.holders.length);
	const common = groups.at(-1);
	if (groups.length < 2 || common === undefined) {
		return null;
	}
	const rare = groups.slice(0, -1);
	const isTie = rare.some(({holders}) => holders.length === common.holders.length);
	return {
		nodes: [...rare.flatMap(({holders}) => holders), ...(isTie ? common.holders : [])].map(({id}) => id),
		text: groups
			.map(
				({value, holders}) =>
					`${value} on ${namesOf(
						holders.map(({id}) => id),
						3,
					)}`,
			)
			.join('; '),
		common: common.value,
		evidence: [...rare.flatMap(({holders}) => evidenceOf(holders, 2)).slice(0, 4), ...evidenceOf(common.holders, 1)],
	};
};

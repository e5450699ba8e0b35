import type {Difference, DifferenceArea} from '../model/difference.ts';
import type {Finding} from '../model/finding.ts';
import type {JudgedNode} from './judge-node.ts';
import {type Meaning, meaningOf} from './meaning.ts';
import {quoteAll} from './quote-evidence.ts';
import type {Statement} from './statement.ts';

/** One side of a comparison. */
export type ComparedNode = JudgedNode & {readonly findings: readonly Finding[]};

const indexed = (statements: readonly Statement[]): ReadonlyMap<string, Statement> =>
	new Map(statements.map((statement) => [statement.key, statement]));

const compareArea = (
	area: DifferenceArea,
	before: ComparedNode,
	after: ComparedNode,
	meanings: readonly [Meaning, Meaning],
): readonly Difference[] => {
	const [first, second] = [meanings[0][area], meanings[1][area]];
	// What is not known on one side is no difference.
	if (first === null || second === null) {
		return [];
	}
	const [old, young] = [indexed(first), indexed(second)];
	return [...new Set([...old.keys(), ...young.keys()])]
		.filter((key) => old.get(key)?.value !== young.get(key)?.value)
		.map((key) => {
			const [was, is] = [old.get(key), young.get(key)];
			return {
				area,
				key,
				before: was?.value ?? null,
				after: is?.value ?? null,
				evidence: [
					...(was === undefined ? [] : quoteAll(before.id, before.quote, [was.at])),
					...(is === undefined ? [] : quoteAll(after.id, after.quote, [is.at])),
				],
			};
		});
};

/** What differs in meaning between two recordings of a node, or two nodes of one role. Areas that one of them does not know are left out. */
export const compareNodes = (before: ComparedNode, after: ComparedNode): readonly Difference[] => {
	const meanings = [meaningOf(before.knowledge, before.findings), meaningOf(after.knowledge, after.findings)] as const;
	return (Object.keys(meanings[0]) as DifferenceArea[]).flatMap((area) => compareArea(area, before, after, meanings));
};

import type {Difference, DifferenceArea, MeaningArea} from '../model/difference.ts';
import type {Finding} from '../model/finding.ts';
import type {JudgedNode} from './judge-node.ts';
import {meaningOf} from './meaning.ts';
import {quoteAll} from './quote-evidence.ts';
import type {Statement, Statements} from './statement.ts';

/** One side of a comparison: what is known of it, its findings, and its answers where they are to be compared. */
export type ComparedNode = JudgedNode & {
	readonly findings: readonly Finding[];
	readonly answers: Statements;
};

/** What differs, and the areas that one side does not know. */
export type Comparison = {readonly differences: readonly Difference[]; readonly unknown: readonly DifferenceArea[]};

const indexed = (statements: readonly Statement[]): ReadonlyMap<string, Statement> =>
	new Map(statements.map((statement) => [statement.key, statement]));

/** What a side says to a failure that it does not have: nothing where the rule passes, else why the rule says nothing. */
const insteadOf = (key: string, {findings}: ComparedNode): string | null => {
	// The second failure of a rule has a number.
	const own = findings.filter(({rule}) => rule === key.replace(/ \(\d+\)$/, ''));
	const silent = own.find(({status}) => status === 'unknown' || status === 'skip');
	if (silent !== undefined) {
		return `${silent.status}: ${silent.actual}`;
	}
	return own.length === 0 ? 'unknown: not judged' : null;
};

const compareArea = (
	area: DifferenceArea,
	before: ComparedNode,
	after: ComparedNode,
	[first, second]: readonly [readonly Statement[], readonly Statement[]],
): readonly Difference[] => {
	const [old, young] = [indexed(first), indexed(second)];
	const absent = (key: string, side: ComparedNode): string | null =>
		area === 'findings' ? insteadOf(key, side) : null;
	return [...new Set([...old.keys(), ...young.keys()])]
		.filter((key) => old.get(key)?.value !== young.get(key)?.value)
		.map((key) => {
			const [was, is] = [old.get(key), young.get(key)];
			return {
				area,
				key,
				before: was?.value ?? absent(key, before),
				after: is?.value ?? absent(key, after),
				evidence: [
					...(was === undefined ? [] : quoteAll(before.id, before.quote, [was.at])),
					...(is === undefined ? [] : quoteAll(after.id, after.quote, [is.at])),
				],
			};
		});
};

/** What differs in meaning between two recordings of a node, or two nodes of one role. Areas that one of them does not know are left out, and named. */
export const compareNodes = (before: ComparedNode, after: ComparedNode): Comparison => {
	const [first, second] = [before, after].map((side) => meaningOf(side.knowledge, side.findings)) as [
		ReturnType<typeof meaningOf>,
		ReturnType<typeof meaningOf>,
	];
	const differences: Difference[] = [];
	const unknown: DifferenceArea[] = [];
	const areas = (Object.keys(first) as MeaningArea[]).map((area) => [area, first[area], second[area]] as const);
	for (const [area, was, is] of areas) {
		if (was === null || is === null) {
			unknown.push(area);
		} else {
			differences.push(...compareArea(area, before, after, [was, is]));
		}
	}
	if (before.answers !== null && after.answers !== null) {
		differences.push(...compareArea('answers', before, after, [before.answers, after.answers]));
	}
	return {differences, unknown};
};

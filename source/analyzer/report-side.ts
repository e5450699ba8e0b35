import type {Place} from '../model/place.ts';
import type {NodeAnswer, Report} from '../model/report.ts';
import type {ComparedNode} from './compare-nodes.ts';
import type {Knowledge} from './draw-conclusions.ts';
import {plainTags} from './plain-tags.ts';
import type {Quote} from './quote-evidence.ts';
import type {Statement} from './statement.ts';

/** Answers that are another in every reading, since they count connections, or name what comes and goes with pods. */
const fleeting: readonly string[] = ['etcd-busier-port', 'conntrack-usage', 'local-pods'];

/** What an answer says; an answer that could not be given says nothing. */
const statementOf = ({question, answer, values, evidence}: NodeAnswer): readonly Statement[] => {
	const [at] = evidence;
	return values.length === 0 && at === undefined
		? []
		: [
				{
					key: question,
					value: plainTags(values.length === 0 ? answer : values.join(', ')),
					at: at ?? {source: question, line: 1},
				},
			];
};

const answersOf = (answers: readonly NodeAnswer[]): ReadonlyMap<string, Statement> =>
	new Map(
		answers
			.filter(({id}) => !fleeting.includes(id))
			.flatMap((answer) => statementOf(answer).map((statement) => [answer.id, statement] as const)),
	);

/** Looks lines up among those that a report cites. */
const quoterOfReport = ({findings, answers}: Report, node: string): Quote => {
	const keyOf = ({source, line, path}: Place): string => JSON.stringify([source, line, path]);
	const lines = new Map(
		[...findings, ...answers]
			.flatMap(({evidence}) => evidence)
			.filter((each) => each.node === node)
			.map((each) => [keyOf(each), each.text]),
	);
	return (place) => lines.get(keyOf(place)) ?? '';
};

const knowledgeOf = ({conclusions}: Report, node: string): Knowledge =>
	Object.fromEntries(
		Object.entries(conclusions.find((each) => each.node === node) ?? {}).flatMap(([name, value]) =>
			name === 'node' || value === null
				? []
				: [[name, {status: 'ready', value, partial: null, sources: [], unparsed: []}]],
		),
	);

/** What two reports can be compared in for a node each: findings, answers that both give, and conclusions. `id` is what its side is called. */
export const reportSides = (...sides: readonly [ReportSide, ReportSide]): readonly [ComparedNode, ComparedNode] => {
	const [first, second] = sides.map(({report, node}) =>
		answersOf(report.answers.filter((answer) => answer.node === node)),
	) as [ReadonlyMap<string, Statement>, ReadonlyMap<string, Statement>];
	const sideOf = (
		{report, node, id}: ReportSide,
		own: ReadonlyMap<string, Statement>,
		other: ReadonlyMap<string, Statement>,
	): ComparedNode => ({
		id,
		knowledge: knowledgeOf(report, node),
		quote: quoterOfReport(report, node),
		findings: report.findings.filter(({nodes}) => nodes.includes(node)),
		answers: [...own].flatMap(([question, statement]) => (other.has(question) ? [statement] : [])),
	});
	return [sideOf(sides[0], first, second), sideOf(sides[1], second, first)];
};

/** A node in a report (by its id there), and what it is called in a comparison. */
export type ReportSide = {readonly report: Report; readonly node: string; readonly id: string};

import type {Finding} from '../../model/finding.ts';
import type {NodeAnswer, NodeConclusions, Report, ReportNode} from '../../model/report.ts';
import {clipText} from '../clip-text.ts';
import {addressPicture} from './address-picture.ts';
import {element, type Html, joined} from './element.ts';
import {answerList, readingsTable, ruleList, unparsedLines} from './node-details.ts';
import {packetWays} from './packet-ways.ts';
import {folded, longest} from './parts.ts';

/** All that a report holds of one node. */
export type NodePart = {
	readonly node: ReportNode;
	readonly conclusions: NodeConclusions | undefined;
	readonly answers: readonly NodeAnswer[];
	readonly findings: readonly Finding[];
};

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
	const known = map.get(key) ?? [];
	known.push(value);
	map.set(key, known);
};

/** Sorts a report by its nodes, in one walk. */
export const nodeParts = ({nodes, conclusions, answers, findings}: Report): readonly NodePart[] => {
	const byConclusion = new Map(conclusions.map((each) => [each.node, each]));
	const byAnswer = new Map<string, NodeAnswer[]>();
	for (const answer of answers) {
		add(byAnswer, answer.node, answer);
	}
	const byFinding = new Map<string, Finding[]>();
	for (const finding of findings) {
		for (const node of finding.nodes) {
			add(byFinding, node, finding);
		}
	}
	return nodes.map((node) => ({
		node,
		conclusions: byConclusion.get(node.id),
		answers: byAnswer.get(node.id) ?? [],
		findings: byFinding.get(node.id) ?? [],
	}));
};

/** What is said of one of several nodes is folded under its name. */
const ofNode = ({node}: NodePart, isOne: boolean, content: Html, note = ''): Html =>
	isOne || content.markup === ''
		? content
		: folded(
				[
					element('bdi', {}, clipText(node.id, longest.line)),
					element('span', {class: 'beside'}, note === '' ? '' : `  ${note}`),
				],
				content,
			);

/** What there is to unfold for; nothing where there is none. */
const noteOf = (count: number, one: string, many: string): string =>
	count === 0 ? '' : `${count} ${count === 1 ? one : many}`;

/** The address plan of a node; nothing where it is not known. */
export const addressesOf = (part: NodePart, isOne: boolean): Html => {
	const plan = part.conclusions?.addressPlan ?? null;
	const failures = part.findings.filter(({status}) => status === 'fail');
	return ofNode(
		part,
		isOne,
		plan === null || plan.ranges.length === 0 ? joined('') : addressPicture(plan, failures),
		noteOf(plan?.overlaps.length ?? 0, 'overlap', 'overlaps'),
	);
};

/** What becomes of packets on a node; nothing where that is not known. */
export const packetsOf = (part: NodePart, isOne: boolean): Html => {
	const ways = part.conclusions?.packets ?? [];
	return ofNode(
		part,
		isOne,
		ways.length === 0 ? joined('') : packetWays(ways),
		noteOf(ways.filter(({verdict}) => verdict !== 'accept').length, 'does not surely pass', 'do not surely pass'),
	);
};

/** What was asked, passed and read of a node, folded. */
export const detailsOf = (part: NodePart, isOne: boolean): Html =>
	ofNode(
		part,
		isOne,
		joined(
			answerList(part.answers),
			ruleList(part.findings, 'pass'),
			ruleList(part.findings, 'skip'),
			readingsTable(part.node),
			unparsedLines(part.node),
		),
	);

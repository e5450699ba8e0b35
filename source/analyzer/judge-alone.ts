import type {NodeConclusions} from '../model/report.ts';
import type {AnalyzedNode} from './analyzed-node.ts';
import {answerQuestions} from './answer-questions.ts';
import type {Catalogue} from './catalogue.ts';
import {type ComparedNames, comparedNames, comparedPart} from './compared-part.ts';
import {knownValue} from './draw-conclusions.ts';
import {type JudgedNode, judgeNode} from './judge-node.ts';
import {machineOf} from './machine-of.ts';
import type {NodeJudgement} from './node-judgement.ts';
import {quoterOf} from './quote-evidence.ts';
import {reportNodeOf} from './report-node.ts';

/** What a report for people tells of the conclusions, and what fixes are worded by. */
const told: readonly string[] = ['role', 'nodeAddress', 'supervisor'];

const conclusionsOf = ({id, knowledge}: JudgedNode, {derivations, asked}: Catalogue): NodeConclusions => {
	const values = derivations.map(({conclusion}) => {
		const isTold = asked === 'all' || told.includes(conclusion);
		return [conclusion, (isTold ? knownValue(knowledge, conclusion) : null) ?? null];
	});
	return {node: id, ...Object.fromEntries(values)} as NodeConclusions;
};

const nothing: ComparedNames = {all: [], seen: new Set()};

/** Judges a node by itself: the rules on one node, the questions, and what is kept of it for comparison; nothing where there is no other node. */
export const judgeAlone = (analyzed: AnalyzedNode, catalogue: Catalogue, isOnly = false): NodeJudgement => {
	const {snapshot, knowledge} = analyzed;
	const node = reportNodeOf(
		analyzed,
		catalogue.collectors.map((collector) => collector.fact),
	);
	const judged: JudgedNode = {id: node.id, knowledge, quote: quoterOf(snapshot)};
	return {
		node,
		machine: machineOf(knowledge),
		conclusions: conclusionsOf(judged, catalogue),
		answers: catalogue.asked === 'all' || node.role === 'none' ? answerQuestions(catalogue.questions, judged) : [],
		findings: catalogue.rules.flatMap((rule) => (rule.scope === 'node' ? [judgeNode(rule, judged)] : [])),
		compared: comparedPart(knowledge, isOnly ? nothing : comparedNames(catalogue.rules), judged.quote),
	};
};

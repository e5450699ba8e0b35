import type {Finding} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import type {Waiver} from '../model/waiver.ts';
import {applyWaivers} from './apply-waivers.ts';
import type {Catalogue} from './catalogue.ts';
import {quoterOfCompared} from './compared-part.ts';
import {judgeCluster} from './judge-cluster.ts';
import {nameNodes} from './name-nodes.ts';
import type {NodeJudgement} from './node-judgement.ts';
import {linkCauses, orderFindings} from './order-findings.ts';
import {createUnpacker} from './unpack-findings.ts';

/** Which failures are known, and today's date by which waivers expire. */
export type Waivers = {readonly list: readonly Waiver[]; readonly today: string};

/** The findings of all rules: of a rule on one node for each node, of one that compares nodes for all of them. */
const findingsOf = (judgements: readonly NodeJudgement[], {rules}: Pick<Catalogue, 'rules'>): readonly Finding[] => {
	const compared = judgements.map((judgement) => ({
		id: judgement.node.id,
		knowledge: judgement.compared.knowledge,
		quote: quoterOfCompared(judgement.compared),
	}));
	const unpack = createUnpacker(rules);
	const byRule = Map.groupBy(
		judgements.flatMap(({node, conclusions, findings}) => unpack(node.id, conclusions.supervisor, findings)),
		(finding) => finding.rule,
	);
	return rules.flatMap((rule) => (rule.scope === 'node' ? (byRule.get(rule.id) ?? []) : judgeCluster(rule, compared)));
};

/** Compares nodes that were judged by themselves and assembles the report. Pure: the same nodes give the same report. */
export const assembleJudgements = (
	judgements: readonly NodeJudgement[],
	catalogue: Pick<Catalogue, 'rules' | 'causes'>,
	version: string,
	waivers: Waivers = {list: [], today: ''},
): Report => {
	const named = nameNodes(judgements);
	return {
		format: 'kdiag-report',
		version: 1,
		tool: {name: 'kdiag', version},
		nodes: named.map(({node}) => node),
		conclusions: named.map(({conclusions}) => conclusions),
		answers: named.flatMap(({answers}) => answers),
		findings: orderFindings(
			applyWaivers(linkCauses(findingsOf(named, catalogue), catalogue.causes), waivers.list, waivers.today),
			catalogue.rules.map((rule) => rule.id),
		),
		differences: [],
	};
};

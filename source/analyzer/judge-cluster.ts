import type {Finding} from '../model/finding.ts';
import type {ClusterRule, KnownName} from '../model/rule.ts';
import {viewOf} from './draw-conclusions.ts';
import {fillFix} from './fill-fix.ts';
import type {JudgedNode} from './judge-node.ts';
import {quoteAll} from './quote-evidence.ts';

type AnyClusterRule = ClusterRule<KnownName, KnownName>;

const isKnown = (node: JudgedNode, rule: AnyClusterRule): boolean =>
	rule.needs.every((name) => node.knowledge[name]?.status === 'ready');

/** Judges a rule that compares nodes: one finding for each violation; one `unknown` for the nodes that could not be read, by name. */
export const judgeCluster = (declared: ClusterRule<never, never>, nodes: readonly JudgedNode[]): readonly Finding[] => {
	const rule = declared as unknown as AnyClusterRule;
	const base = {
		rule: rule.id,
		group: rule.group,
		severity: rule.severity,
		title: rule.title,
		expected: '',
		actual: '',
		evidence: [],
		why: rule.why,
		fix: fillFix(rule, [], undefined),
		docs: rule.docs,
		consequenceOf: null,
		required: false,
	} as const;
	if (nodes.length < 2) {
		return [
			{...base, status: 'skip', nodes: nodes.map((node) => node.id), actual: 'compares nodes; only one was given'},
		];
	}
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const readable = nodes.filter((node) => isKnown(node, rule));
	const names = [...rule.needs, ...(rule.uses ?? [])];
	const views = readable.map((node) => ({id: node.id, view: viewOf(node.knowledge, names) as never}));
	const outcome = views.length === 0 ? [] : rule.check(views);
	if ('skip' in outcome) {
		return [{...base, status: 'skip', nodes: nodes.map((node) => node.id), actual: outcome.skip}];
	}
	const findings: Finding[] = outcome.map((violation) => ({
		...base,
		status: 'fail',
		severity: violation.severity ?? rule.severity,
		nodes: violation.nodes,
		expected: violation.expected,
		actual: violation.actual,
		evidence: violation.evidence.flatMap((place) => {
			const node = byId.get(place.node);
			return node === undefined ? [] : quoteAll(node.id, node.quote, [place]);
		}),
		fix: fillFix(rule, [violation], undefined),
	}));
	const unread = nodes.filter((node) => !isKnown(node, rule)).map((node) => node.id);
	if (unread.length > 0) {
		findings.push({...base, status: 'unknown', nodes: unread, actual: `${rule.needs.join(', ')} not known there`});
	} else if (findings.length === 0) {
		findings.push({...base, status: 'pass', nodes: nodes.map((node) => node.id)});
	}
	return findings;
};

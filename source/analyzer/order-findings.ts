import type {Finding, Severity, Status} from '../model/finding.ts';
import type {CauseLink} from '../model/rule.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const statuses: readonly Status[] = ['fail', 'unknown', 'skip', 'pass'];

/** The failures of each rule by node, to find those that share a node with another without looking at all of them. */
type Failures = ReadonlyMap<string, ReadonlyMap<string, readonly Finding[]>>;

const byRuleAndNode = (failing: readonly Finding[]): Failures => {
	const rules = new Map<string, Map<string, Finding[]>>();
	for (const finding of failing) {
		const nodes = rules.get(finding.rule) ?? new Map<string, Finding[]>();
		rules.set(finding.rule, nodes);
		for (const node of finding.nodes) {
			const list = nodes.get(node) ?? [];
			list.push(finding);
			nodes.set(node, list);
		}
	}
	return rules;
};

const ofRule = (failures: Failures, rule: string): ReadonlySet<Finding> =>
	new Set([...(failures.get(rule)?.values() ?? [])].flat());

const onNodes = (failures: Failures, rules: readonly string[], nodes: readonly string[]): readonly Finding[] =>
	rules.flatMap((rule) => nodes.flatMap((node) => failures.get(rule)?.get(node) ?? []));

/**
 * Names the cause of each failure that another failure on the same node explains, by the table of links. The first link in the
 * table wins; no failure becomes the consequence of its own consequence.
 */
export const linkCauses = (findings: readonly Finding[], links: readonly CauseLink[]): readonly Finding[] => {
	const failing = findings.filter((finding) => finding.status === 'fail');
	const causes = new Map<Finding, Finding>();
	const explains = (start: Finding, end: Finding): boolean => {
		for (let finding: Finding | undefined = start; finding !== undefined; finding = causes.get(finding)) {
			if (finding === end) {
				return true;
			}
		}
		return false;
	};
	const failures = byRuleAndNode(failing);
	for (const link of links) {
		for (const cause of ofRule(failures, link.cause)) {
			for (const finding of onNodes(failures, link.consequences, cause.nodes)) {
				if (!causes.has(finding) && !explains(cause, finding) && (link.when?.(cause, finding) ?? true)) {
					causes.set(finding, cause);
				}
			}
		}
	}
	return findings.map((finding) => ({...finding, consequenceOf: causes.get(finding)?.rule ?? null}));
};

/** Failures without a cause among the others (error, warning, info), each group in rule order, then their consequences, then unknown, skip and pass. Within a group causes that explain more come first. */
export const orderFindings = (findings: readonly Finding[], rules: readonly string[]): readonly Finding[] => {
	const explained = new Map<string, number>();
	for (const finding of findings) {
		if (finding.consequenceOf !== null) {
			explained.set(finding.consequenceOf, (explained.get(finding.consequenceOf) ?? 0) + 1);
		}
	}
	const place = new Map(rules.map((rule, index) => [rule, index]));
	const key = (finding: Finding): readonly number[] => [
		statuses.indexOf(finding.status),
		finding.waiver?.expired === false ? 1 : 0,
		finding.consequenceOf === null ? 0 : 1,
		finding.status === 'fail' ? severities.indexOf(finding.severity) : 0,
		-(explained.get(finding.rule) ?? 0),
		place.get(finding.rule) ?? rules.length,
	];
	return findings
		.map((finding) => ({finding, key: key(finding), nodes: finding.nodes.join()}))
		.sort((a, b) => {
			for (let i = 0; i < a.key.length; i++) {
				const difference = (a.key[i] ?? 0) - (b.key[i] ?? 0);
				if (difference !== 0) {
					return difference;
				}
			}
			return a.nodes < b.nodes ? -1 : a.nodes > b.nodes ? 1 : 0;
		})
		.map(({finding}) => finding);
};

import type {Finding, Severity, Status} from '../model/finding.ts';
import type {CauseLink} from '../model/rule.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const statuses: readonly Status[] = ['fail', 'unknown', 'skip', 'pass'];

const shareNode = (a: Finding, b: Finding): boolean => a.nodes.some((node) => b.nodes.includes(node));

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
	for (const link of links) {
		for (const cause of failing.filter((finding) => finding.rule === link.cause)) {
			for (const finding of failing) {
				const follows = link.consequences.includes(finding.rule) && shareNode(cause, finding);
				if (follows && !causes.has(finding) && !explains(cause, finding) && (link.when?.(cause, finding) ?? true)) {
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
		.map((finding) => ({finding, key: key(finding)}))
		.sort((a, b) => {
			for (let i = 0; i < a.key.length; i++) {
				const difference = (a.key[i] ?? 0) - (b.key[i] ?? 0);
				if (difference !== 0) {
					return difference;
				}
			}
			return a.finding.nodes.join() < b.finding.nodes.join() ? -1 : 1;
		})
		.map(({finding}) => finding);
};

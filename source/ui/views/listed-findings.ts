import type {Finding} from '../../model/finding.ts';
import type {Report} from '../../model/report.ts';
import {findingKey, type Track} from '../../model/scene.ts';
import {groupFindings} from '../../report/group-findings.ts';
import {isListed} from '../filters.ts';
import type {ViewContext} from '../view.ts';

/** A finding on the list, and those that follow from it. */
export type Listed = {readonly finding: Finding; readonly consequences: readonly Finding[]};

/** Findings as people see them: the same failure on several nodes is one. In the order of the report. */
const grouped = (report: Report): readonly Finding[] => {
	const byStatus = Map.groupBy(report.findings, ({status}) => status);
	return [...byStatus.values()].flatMap((findings) => groupFindings(findings, report.nodes.length));
};

const follows = (cause: Finding, finding: Finding): boolean =>
	finding.status === 'fail' &&
	finding.consequenceOf === cause.rule &&
	finding.nodes.some((node) => cause.nodes.includes(node));

/** The failures of the same nodes that follow from one. */
export const consequencesOf = (cause: Finding, {scene: {report}, once}: ViewContext): readonly Finding[] =>
	cause.status === 'fail'
		? once(report, 'grouped', () => grouped(report)).filter((finding) => follows(cause, finding))
		: [];

/** The findings that the filters leave, causes first; what follows from a failure stands with it. */
export const listedFindings = (context: ViewContext): readonly Listed[] => {
	const {scene, filters, once} = context;
	const {report} = scene;
	return once(report, `listed ${JSON.stringify(filters)}`, () => {
		const groupOf = (rule: string): string => scene.groups.get(rule) ?? '';
		const all = once(report, 'grouped', () => grouped(report)).filter((finding) => isListed(finding, filters, groupOf));
		const roots = all.filter(
			(finding) => finding.status !== 'fail' || !all.some((cause) => cause !== finding && follows(cause, finding)),
		);
		return roots.map((finding) => ({
			finding,
			consequences: finding.status === 'fail' ? all.filter((each) => follows(finding, each)) : [],
		}));
	});
};

/** The finding of that key, wherever it stands; undefined where it is there no more. */
export const findingOf = (key: string, {scene: {report}, once}: ViewContext): Finding | undefined =>
	once(report, 'grouped', () => grouped(report)).find((finding) => findingKey(finding) === key) ??
	report.findings.find((finding) => findingKey(finding) === key);

/** How a finding went; of one that stands on several nodes how it began. */
export const trackOf = (finding: Finding, {scene: {tracks}}: ViewContext): Track | undefined =>
	tracks.get(findingKey(finding)) ??
	finding.nodes
		.flatMap((node) => tracks.get(findingKey({rule: finding.rule, nodes: [node]})) ?? [])
		.sort((one, other) => one.since - other.since)[0];

/** The key of the finding after the one that is looked at, or before it; null at the ends of the list. */
export const siblingFinding = (context: ViewContext, step: 1 | -1): string | null => {
	const keys = listedFindings(context).flatMap(({finding, consequences}) => [finding, ...consequences].map(findingKey));
	const at = keys.indexOf(context.spot.subject ?? '');
	return at < 0 ? null : (keys[at + step] ?? null);
};

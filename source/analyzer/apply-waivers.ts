import type {Finding} from '../model/finding.ts';
import type {Waiver} from '../model/waiver.ts';

const covers = (waiver: Waiver, finding: Finding): boolean =>
	waiver.rule === finding.rule &&
	(waiver.node === undefined || finding.nodes.includes(waiver.node)) &&
	(waiver.match === undefined ||
		finding.actual.includes(waiver.match) ||
		finding.evidence.some((item) => item.text.includes(waiver.match ?? '')));

/** Marks the failures that waivers cover; `today` (ISO 8601 date) decides which have expired. One that is still good wins over expired ones. */
export const applyWaivers = (
	findings: readonly Finding[],
	waivers: readonly Waiver[],
	today: string,
): readonly Finding[] =>
	waivers.length === 0
		? findings
		: findings.map((finding) => {
				const matching = finding.status === 'fail' ? waivers.filter((waiver) => covers(waiver, finding)) : [];
				const waiver = matching.find(({expires}) => expires >= today) ?? matching[0];
				return waiver === undefined
					? finding
					: {...finding, waiver: {reason: waiver.reason, expires: waiver.expires, expired: waiver.expires < today}};
			});

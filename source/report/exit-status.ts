import type {Finding, Severity} from '../model/finding.ts';
import type {Report} from '../model/report.ts';
import {isWaived} from './is-waived.ts';

/** From which severity on a failure decides the exit status. */
export type FailOn = Severity | 'never';

const ranks: Readonly<Record<Severity, number>> = {error: 2, warning: 1, info: 0};

/** Whether a failure counts: nobody accepts it, and it is as bad as the threshold. */
export const isCounted = (finding: Finding, failOn: FailOn): boolean =>
	finding.status === 'fail' && !isWaived(finding) && failOn !== 'never' && ranks[finding.severity] >= ranks[failOn];

/**
 * The exit status of a report: 2 for an error, 1 for a warning (or info with `--fail-on info`) at or above the threshold;
 * else 3 when a required check is unknown; else 0.
 */
export const exitStatus = (report: Report, failOn: FailOn): 0 | 1 | 2 | 3 => {
	const counted = report.findings.filter((finding) => isCounted(finding, failOn));
	if (counted.some((finding) => finding.severity === 'error')) {
		return 2;
	}
	if (counted.length > 0) {
		return 1;
	}
	const owed = report.findings.some((finding) => finding.status === 'unknown' && finding.required);
	return owed && failOn !== 'never' ? 3 : 0;
};

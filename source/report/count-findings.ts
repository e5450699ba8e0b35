import type {Finding} from '../model/finding.ts';
import {isWaived} from './is-waived.ts';

/** How many findings of each kind there are; failures that are waived count apart. */
export type FindingCounts = {
	readonly [kind in 'error' | 'warning' | 'info' | 'unknown' | 'pass' | 'skip' | 'waived']: number;
};

const kindOf = (finding: Finding): keyof FindingCounts =>
	finding.status !== 'fail' ? finding.status : isWaived(finding) ? 'waived' : finding.severity;

/** Counts findings by kind. */
export const countFindings = (findings: readonly Finding[]): FindingCounts => {
	const counts = {error: 0, warning: 0, info: 0, unknown: 0, pass: 0, skip: 0, waived: 0};
	for (const finding of findings) {
		counts[kindOf(finding)] += 1;
	}
	return counts;
};

/** A number of things: `1 error`, `2 errors`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

import type {Finding, Severity, Status} from '../model/finding.ts';

/** Which findings are listed; null is all of them. */
export type Filters = {
	readonly severity: Severity | null;
	/** `fail` and `unknown` are what somebody has to look at; that is the beginning. */
	readonly status: Status | 'attention' | null;
	readonly group: string | null;
	readonly node: string | null;
};

/** Failures and what could not be checked, of all groups and nodes. */
export const noFilters: Filters = {severity: null, status: 'attention', group: null, node: null};

/** The values that a key goes through, in their order. */
export const severities: readonly Filters['severity'][] = [null, 'error', 'warning', 'info'];

/** The values that a key goes through, in their order. */
export const statuses: readonly Filters['status'][] = ['attention', 'fail', 'unknown', 'pass', 'skip', null];

/** The value after this one; after the last comes the first. */
export const following = <T>(values: readonly T[], value: T): T => {
	const next = values[(values.indexOf(value) + 1) % values.length];
	return next === undefined ? value : next;
};

const hasStatus = (finding: Finding, status: Filters['status']): boolean =>
	status === null ||
	(status === 'attention' ? finding.status === 'fail' || finding.status === 'unknown' : finding.status === status);

/** Whether a finding is listed. `groupOf` tells a rule's group. */
export const isListed = (
	finding: Finding,
	{severity, status, group, node}: Filters,
	groupOf: (rule: string) => string,
): boolean =>
	(severity === null || finding.severity === severity) &&
	hasStatus(finding, status) &&
	(group === null || groupOf(finding.rule) === group) &&
	(node === null || finding.nodes.includes(node));

/** The filters that narrow the list, in words; empty where none does. */
export const filterWords = ({severity, status, group, node}: Filters): readonly string[] => [
	...(severity === null ? [] : [`only ${severity}`]),
	...(status === 'attention' ? [] : [`status ${status ?? 'any'}`]),
	...(group === null ? [] : [`group ${group}`]),
	...(node === null ? [] : [`node ${node}`]),
];

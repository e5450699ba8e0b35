import type {Report} from '../model/report.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The verdict in one sentence: the first failure that nothing else explains, and what to do; or that nothing is wrong. */
export const verdictOf = (report: Report): string => {
	const failures = report.findings.filter(
		(finding) => finding.status === 'fail' && finding.severity !== 'info' && finding.waiver?.expired !== false,
	);
	const [first] = failures.filter((finding) => finding.consequenceOf === null);
	const unknown = report.findings.filter((finding) => finding.status === 'unknown').length;
	if (first !== undefined) {
		const others = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
		return `${sentence(first.actual)}${others}. ${first.fix.text}`;
	}
	if (report.nodes.length > 0 && report.nodes.every((node) => node.role === 'none')) {
		return 'This machine runs no part of Kubernetes; there is nothing to diagnose.';
	}
	const unchecked = `${unknown} ${unknown === 1 ? 'rule' : 'rules'} could not be checked`;
	return unknown === 0 ? 'Nothing wrong was found.' : `Nothing wrong was found; ${unchecked}.`;
};

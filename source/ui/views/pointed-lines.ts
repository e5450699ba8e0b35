import type {Finding} from '../../model/finding.ts';
import type {Report} from '../../model/report.ts';
import type {Once} from '../view.ts';

/** The failures that rest on each line of a node's outputs: by the name of the output, then by the line's number. */
export type PointedLines = ReadonlyMap<string, ReadonlyMap<number, readonly Finding[]>>;

const linesOf = (report: Report, node: string): PointedLines => {
	const sources = new Map<string, Map<number, Finding[]>>();
	for (const finding of report.findings) {
		for (const {source, line} of finding.status === 'fail'
			? finding.evidence.filter((each) => each.node === node)
			: []) {
			const lines = sources.get(source) ?? new Map<number, Finding[]>();
			const findings = lines.get(line) ?? [];
			sources.set(source, lines.set(line, findings.includes(finding) ? findings : [...findings, finding]));
		}
	}
	return sources;
};

/** What the failures of a report point at on a node. */
export const pointedLines = (report: Report, node: string, once: Once): PointedLines =>
	once(report, `pointed at ${node}`, () => linesOf(report, node));

import {type AnalyzedNode, assembleReport, type Catalogue} from '../analyzer/analyze.ts';
import {type ComparedNode, compareNodes} from '../analyzer/compare-nodes.ts';
import {quoterOf} from '../analyzer/quote-evidence.ts';
import {type ReportSide, reportSides} from '../analyzer/report-side.ts';
import type {DiffDocument} from '../model/documents.ts';
import type {Report} from '../model/report.ts';

/** One side of a comparison: a node that was read, or a node (by its id) of a report without its snapshot. */
export type DiffSide = AnalyzedNode | {readonly report: Report; readonly node: string};

const isNode = (side: DiffSide): side is AnalyzedNode => 'snapshot' in side;

/** What a side says of itself. */
export const aboutSide = (side: DiffSide): DiffDocument['before'] => {
	if (isNode(side)) {
		return {node: side.snapshot.node, takenAt: side.snapshot.takenAt};
	}
	const node = side.report.nodes.find(({id}) => id === side.node);
	return {node: node?.name ?? side.node, takenAt: node?.takenAt ?? ''};
};

/** `kdiag diff`: two nodes, or two recordings of one, compared in meaning; where a side is a report without its snapshot, in what reports hold. */
export const diffNodes = (before: DiffSide, after: DiffSide, catalogue: Catalogue, version: string): DiffDocument => {
	const about = [aboutSide(before), aboutSide(after)] as const;
	const isSame = about[0].node === about[1].node;
	const ids = [isSame ? `${about[0].node} before` : about[0].node, isSame ? `${about[1].node} after` : about[1].node];
	const whole = (node: AnalyzedNode, id = ''): ComparedNode => ({
		id,
		knowledge: node.knowledge,
		quote: quoterOf(node.snapshot),
		findings: assembleReport([node], catalogue, version).findings,
		answers: null,
	});
	const reported = (side: DiffSide, id = ''): ReportSide => {
		const report = isNode(side) ? assembleReport([side], catalogue, version) : side.report;
		return {report, node: isNode(side) ? (report.nodes[0]?.id ?? '') : side.node, id};
	};
	const sides =
		isNode(before) && isNode(after)
			? ([whole(before, ids[0]), whole(after, ids[1])] as const)
			: reportSides(reported(before, ids[0]), reported(after, ids[1]));
	return {
		format: 'kdiag-diff',
		version: 1,
		tool: {name: 'kdiag', version},
		before: about[0],
		after: about[1],
		...compareNodes(...sides),
	};
};

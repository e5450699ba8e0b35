import {type AnalyzedNode, assembleReport, type Catalogue} from '../analyzer/analyze.ts';
import {type ComparedNode, compareNodes} from '../analyzer/compare-nodes.ts';
import {quoterOf} from '../analyzer/quote-evidence.ts';
import type {DiffDocument} from '../model/documents.ts';

const side = (node: AnalyzedNode, id: string, catalogue: Catalogue, version: string): ComparedNode => ({
	id,
	knowledge: node.knowledge,
	quote: quoterOf(node.snapshot),
	findings: assembleReport([node], catalogue, version).findings,
});

const about = ({snapshot}: AnalyzedNode): DiffDocument['before'] => ({node: snapshot.node, takenAt: snapshot.takenAt});

/** `kdiag diff`: two nodes, or two recordings of one, compared in meaning. */
export const diffNodes = (
	before: AnalyzedNode,
	after: AnalyzedNode,
	catalogue: Catalogue,
	version: string,
): DiffDocument => {
	const isSame = before.snapshot.node === after.snapshot.node;
	const first = side(before, isSame ? `${before.snapshot.node} before` : before.snapshot.node, catalogue, version);
	const second = side(after, isSame ? `${after.snapshot.node} after` : after.snapshot.node, catalogue, version);
	return {
		format: 'kdiag-diff',
		version: 1,
		tool: {name: 'kdiag', version},
		before: about(before),
		after: about(after),
		differences: compareNodes(first, second),
	};
};

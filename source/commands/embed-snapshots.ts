import type {AnalyzedNode} from '../analyzer/analyze.ts';
import type {Catalogue} from '../analyzer/catalogue.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {Report} from '../model/report.ts';
import {encodeSnapshot} from '../sources/write-snapshot.ts';
import type {ReportOutput} from './choose-outputs.ts';
import {commandFailure} from './command-failure.ts';
import {judgementOf} from './judge-apart.ts';
import type {OpenOptions} from './open-sources.ts';
import {type Opened, openSources, type Source} from './open-sources.ts';
import {talkLine} from './talk-line.ts';

/** A judgement with the node's snapshot as the bytes of its file. */
export type RecordedJudgement = NodeJudgement & {readonly snapshot: Buffer};

/** The most that snapshots may take inside a report, in letters: with it the report can still be read again. */
const most = 256 * 1_048_576;

/** Formats that can carry a snapshot: what of them kdiag reads again. */
const carriers: readonly string[] = ['json', 'html'];

/** What is said of documents that cannot carry a snapshot. Complains where none of them can. */
export const checkCarriers = (outputs: readonly ReportOutput[]): string => {
	const others = outputs.filter(({format}) => !carriers.includes(format));
	if (others.length === outputs.length) {
		const formats = [...new Set(others.map(({format}) => format))].join(', ');
		throw commandFailure(64, `--with-snapshot is for JSON and HTML, not for ${formats}; add -o ticket.json`);
	}
	return others
		.map(({file, format}) => talkLine(`${file}: ${format} cannot carry the snapshot, so it is left out`))
		.join('');
};

/** Judges a node of so many, and keeps its snapshot. */
export const recordedJudgement = async (
	node: AnalyzedNode,
	count: number,
	catalogue: Catalogue,
): Promise<RecordedJudgement> => ({
	...judgementOf(node, count, catalogue),
	snapshot: await encodeSnapshot(node.snapshot),
});

/** Judges each node when it is opened, and keeps its snapshot. */
export const judgeAndRecord = async (
	sources: readonly Source[],
	judging: OpenOptions & {readonly catalogue: Catalogue},
): Promise<Opened<RecordedJudgement>> => {
	const {nodes, failures} = await openSources(sources, judging, (node: AnalyzedNode, count) => ({
		judgement: judgementOf(node, count, judging.catalogue),
		encoded: encodeSnapshot(node.snapshot),
	}));
	return {
		nodes: await Promise.all(nodes.map(async ({judgement, encoded}) => ({...judgement, snapshot: await encoded}))),
		failures,
	};
};

/** The report with the snapshots of its nodes, which are in the order of the nodes. */
export const withSnapshots = (report: Report, nodes: readonly RecordedJudgement[]): Report => {
	const size = nodes.reduce((sum, {snapshot}) => sum + Math.ceil(snapshot.length / 3) * 4, 0);
	if (size > most) {
		const [is, may] = [size, most].map((bytes) => `${Math.ceil(bytes / 1_048_576)} MB`);
		throw commandFailure(
			64,
			`${nodes.length} snapshots take ${is} inside a report, and may take ${may}: kdiag snapshot -o FOLDER writes them as files`,
		);
	}
	return {
		...report,
		snapshots: report.nodes.flatMap(({id}, index) => {
			const snapshot = nodes[index]?.snapshot;
			return snapshot === undefined ? [] : [{node: id, data: snapshot.toString('base64')}];
		}),
	};
};

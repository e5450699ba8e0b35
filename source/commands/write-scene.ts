import type {AnalyzedNode} from '../analyzer/analyze.ts';
import type {Scene} from '../model/scene.ts';
import {fileNameOf} from '../report/origin-of-report.ts';
import {renderText} from '../report/render-text.ts';
import {encodeSnapshot} from '../sources/write-snapshot.ts';
import {writeOutput} from './write-output.ts';

/** Now, as part of a file's name. */
export const stamp = (): string => new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');

/** Writes the report that is on the screen, as text, into the current folder. */
export const writeSceneReport = async ({report}: Scene): Promise<string> => {
	const [node, ...others] = report.nodes;
	if (node === undefined) {
		throw new Error('there is nothing to write yet');
	}
	const name = others.length > 0 ? `${report.nodes.length}-nodes` : fileNameOf(node.name, 0);
	const file = `kdiag-${name}-${stamp()}.txt`;
	await writeOutput(file, renderText(report, {color: false, ascii: false, width: 100}));
	return `wrote ${file}`;
};

/** Writes a snapshot of each node into the current folder. */
export const writeSceneSnapshot = async (nodes: readonly AnalyzedNode[]): Promise<string> => {
	const files: string[] = [];
	for (const [index, {snapshot}] of nodes.entries()) {
		const file = `${fileNameOf(snapshot.node, index)}-${stamp()}.kdiag.json.gz`;
		await writeOutput(file, await encodeSnapshot(snapshot));
		files.push(file);
	}
	if (files.length === 0) {
		throw new Error('there is nothing to write yet');
	}
	return `wrote ${files.join(', ')}`;
};

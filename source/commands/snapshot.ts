import path from 'node:path';
import {encodeSnapshot} from '../sources/write-snapshot.ts';
import {commandFailure} from './command-failure.ts';
import type {Opened} from './open-sources.ts';
import type {Outcome} from './run-request.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';

/** A node's name as part of a file's: plain letters only, since a hostname is the node's own text. Without one, its number. */
export const fileNameOf = (node: string, index: number): string =>
	node.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_') || `node-${index + 1}`;

/** `kdiag snapshot`: one file a node. With several nodes `output` is a folder that is there. */
export const saveSnapshots = async (opened: Opened, output: string): Promise<Outcome> => {
	const [first] = opened.nodes;
	if (first === undefined) {
		throw commandFailure(65, 'nothing was read');
	}
	const talk = opened.failures.map((failure) => talkLine(failure.detail)).join('');
	const exit = opened.failures[0]?.exit ?? 0;
	if (opened.nodes.length === 1) {
		const data = await encodeSnapshot(first.snapshot);
		if (output === '-') {
			return {stdout: data, stderr: talk, exit};
		}
		await writeOutput(output, data);
		return {stdout: '', stderr: talk + talkLine(`wrote ${output} (${data.length} bytes)`), exit};
	}
	if (output === '-') {
		throw commandFailure(64, 'several nodes do not fit on standard output; name a folder with -o');
	}
	const written: string[] = [];
	for (const [index, node] of opened.nodes.entries()) {
		const file = path.join(output, `${fileNameOf(node.snapshot.node, index)}.kdiag.json.gz`);
		await writeOutput(file, await encodeSnapshot(node.snapshot));
		written.push(talkLine(`wrote ${file}`));
	}
	return {stdout: '', stderr: talk + written.join(''), exit};
};

import path from 'node:path';
import {fileNameOf} from '../report/origin-of-report.ts';
import {encodeSnapshot} from '../sources/write-snapshot.ts';
import {commandFailure, isCommandFailure} from './command-failure.ts';
import type {Opened} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import type {Outcome} from './run-request.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';

/** What was written before the trouble is said, too. */
const after =
	(written: readonly string[]) =>
	(error: unknown): never => {
		throw isCommandFailure(error) ? commandFailure(error.exit, ...written, ...error.lines) : error;
	};

/** Names of files for nodes, each another one also where nodes have one name. */
const fileNames = (nodes: Opened['nodes']): readonly string[] => {
	const taken = new Set<string>();
	for (const [index, {snapshot}] of nodes.entries()) {
		const name = fileNameOf(snapshot.node, index);
		let free = name;
		for (let count = 2; taken.has(free); count += 1) {
			free = `${name}-${count}`;
		}
		taken.add(free);
	}
	return [...taken].map((name) => `${name}.kdiag.json.gz`);
};

/** `kdiag snapshot`: one file a node. With several nodes `output` is a folder that is there. */
export const saveSnapshots = async (
	open: () => Promise<Opened>,
	{output, force}: {readonly output: string; readonly force: boolean},
	{isTerminal}: Pick<Surroundings, 'isTerminal'>,
): Promise<Outcome> => {
	if (output === '-' && isTerminal) {
		throw commandFailure(64, 'a snapshot is not for a terminal; name a file with -o');
	}
	const {nodes, failures} = await open();
	const [first, ...others] = nodes;
	if (first === undefined) {
		throw commandFailure(65, 'nothing was read');
	}
	const talk = failures.map((failure) => talkLine(failure.detail)).join('');
	const exit = failures[0]?.exit ?? 0;
	if (others.length === 0) {
		const data = await encodeSnapshot(first.snapshot);
		if (output === '-') {
			return {stdout: data, stderr: talk, exit};
		}
		await writeOutput(output, data, force);
		return {stdout: '', stderr: talk + talkLine(`wrote ${output} (${data.length} bytes)`), exit};
	}
	if (output === '-') {
		throw commandFailure(64, 'several nodes do not fit on standard output; name a folder with -o');
	}
	const names = fileNames(nodes);
	const written: string[] = [];
	for (const [index, node] of nodes.entries()) {
		const file = path.join(output, names[index] ?? '');
		await writeOutput(file, await encodeSnapshot(node.snapshot), force).catch(after(written));
		written.push(`wrote ${file}`);
	}
	return {stdout: '', stderr: talk + written.map(talkLine).join(''), exit};
};

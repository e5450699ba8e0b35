import path from 'node:path';
import type {AnalyzedNode} from '../analyzer/analyze.ts';
import {hiddenValues} from '../analyzer/hidden-values.ts';
import type {Snapshot, SourceFailure} from '../model/snapshot.ts';
import {hiddenWords, withDisguise} from '../report/hidden-text.ts';
import {fileNameOf} from '../report/origin-of-report.ts';
import {embeddedSources, isReportSource, type ListedSource, readEmbedded} from '../sources/list-sources.ts';
import {encodeSnapshot} from '../sources/write-snapshot.ts';
import {commandFailure, isCommandFailure} from './command-failure.ts';
import type {Opened} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import type {Outcome} from './run-request.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';

/** A node, the bytes of its snapshot file, and what was hidden in it, in words. */
export type SnapshotFile = {
	readonly node: string;
	readonly encode: () => Promise<Uint8Array>;
	readonly hidden: string;
};

const hiddenIn = (snapshot: Snapshot): string => {
	const {kinds, sources} = hiddenValues(snapshot);
	return withDisguise(hiddenWords(kinds, sources), snapshot.disguised ?? []);
};

/** The snapshot file of a node that was read. */
export const snapshotFile = ({snapshot}: AnalyzedNode): SnapshotFile => ({
	node: snapshot.node,
	encode: () => encodeSnapshot(snapshot),
	hidden: hiddenIn(snapshot),
});

/** The snapshots inside reports, byte for byte; null where there are other sources, too. What is no snapshot is not taken out. */
export const snapshotsInside = async (
	listed: readonly (ListedSource | SourceFailure)[],
): Promise<Opened<SnapshotFile> | null> => {
	const reports = listed.filter(isReportSource);
	if (reports.length === 0 || reports.length < listed.length) {
		return null;
	}
	const nodes: SnapshotFile[] = [];
	const failures: SourceFailure[] = [];
	for (const each of (await Promise.all(reports.map(embeddedSources))).flat()) {
		const read = 'exit' in each ? each : await readEmbedded(each);
		if ('exit' in read) {
			failures.push(read);
		} else if ('data' in each) {
			nodes.push({node: each.name, encode: async () => Buffer.from(each.data, 'base64'), hidden: hiddenIn(read)});
		}
	}
	return {nodes, failures};
};

/** What was written before the trouble is said, too. */
const after =
	(written: readonly string[]) =>
	(error: unknown): never => {
		throw isCommandFailure(error) ? commandFailure(error.exit, ...written, ...error.lines) : error;
	};

/** Names of files for nodes, each another one also where nodes have one name. */
const fileNames = (nodes: readonly SnapshotFile[]): readonly string[] => {
	const taken = new Set<string>();
	for (const [index, {node}] of nodes.entries()) {
		const name = fileNameOf(node, index);
		let free = name;
		for (let count = 2; taken.has(free); count += 1) {
			free = `${name}-${count}`;
		}
		taken.add(free);
	}
	return [...taken].map((name) => `${name}.kdiag.json.gz`);
};

/** What is said of a file that was written. */
const wroteLine = (file: string, {length}: Uint8Array, hidden: string): string =>
	`wrote ${file} (${length} bytes), ${hidden}`;

/** `kdiag snapshot`: one file a node. With several nodes `output` is a folder that is there. */
export const saveSnapshots = async (
	open: () => Promise<Opened<SnapshotFile>>,
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
		const data = await first.encode();
		if (output === '-') {
			return {stdout: data, stderr: talk, exit};
		}
		await writeOutput(output, data, force);
		return {stdout: '', stderr: talk + talkLine(wroteLine(output, data, first.hidden)), exit};
	}
	if (output === '-') {
		throw commandFailure(64, 'several nodes do not fit on standard output; name a folder with -o');
	}
	const names = fileNames(nodes);
	const written: string[] = [];
	for (const [index, {encode, hidden}] of nodes.entries()) {
		const file = path.join(output, names[index] ?? '');
		const data = await encode();
		await writeOutput(file, data, force).catch(after(written));
		written.push(wroteLine(file, data, hidden));
	}
	return {stdout: '', stderr: talk + written.map(talkLine).join(''), exit};
};

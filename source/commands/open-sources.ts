import {type AnalyzedNode, type Catalogue, readNode} from '../analyzer/analyze.ts';
import {formats} from '../collectors/formats.ts';
import type {Reader} from '../model/capture.ts';
import type {Snapshot, SourceFailure} from '../model/snapshot.ts';
import {nothingRecognised} from '../sources/classify-folder.ts';
import {
	type EmbeddedSource,
	embeddedSources,
	isReportSource,
	type ListedSource,
	listSources,
	readEmbedded,
} from '../sources/list-sources.ts';
import {createPastedReader} from '../sources/pasted-reader.ts';
import {readPaste} from '../sources/read-paste.ts';
import {readSnapshotBytes, readSnapshotFile} from '../sources/read-snapshot.ts';
import {createRecordedReader} from '../sources/recorded-reader.ts';
import {createRedactor} from '../sources/redact.ts';
import {createSnapshotReader} from '../sources/snapshot-reader.ts';
import {datedNode} from './dated-node.ts';
import type {DemoName} from './demo.ts';
import {createLiveReading} from './live-reading.ts';
import type {Surroundings} from './options.ts';
import {snapshotHeader} from './snapshot-header.ts';

/** How sources are opened: what to read, the deadline of a command in seconds, and the surroundings. */
export type OpenOptions = {
	readonly catalogue: Pick<Catalogue, 'collectors' | 'derivations'>;
	readonly timeout: number;
	readonly probe?: boolean;
	readonly around: Surroundings;
};

/** What was made of the nodes that could be read, and the sources that gave nothing. */
export type Opened<T = AnalyzedNode> = {readonly nodes: readonly T[]; readonly failures: readonly SourceFailure[]};

const isFailure = (result: Snapshot | SourceFailure): result is SourceFailure => 'exit' in result;

/** Secrets are hidden where text enters kdiag. */
const redacted = (reader: Reader): Reader => {
	const redactor = createRedactor();
	return async (input) => redactor.capture(await reader(input));
};

const openSnapshot = async (
	read: Promise<Snapshot | SourceFailure>,
	options: OpenOptions,
): Promise<AnalyzedNode | SourceFailure> => {
	const snapshot = await read;
	return isFailure(snapshot) ? snapshot : readNode(createSnapshotReader(snapshot), snapshot, options.catalogue);
};

/** Opens a node whose snapshot a report carries. */
export const openEmbedded = (
	source: Omit<EmbeddedSource, 'kind'>,
	options: OpenOptions,
): Promise<AnalyzedNode | SourceFailure> => openSnapshot(readEmbedded(source), options);

const openPaste = async (source: ListedSource, options: OpenOptions): Promise<AnalyzedNode | SourceFailure> => {
	const {files, unrecognised} = source.pasted ?? (await readPaste(source.path));
	const paste = createPastedReader(files, formats);
	const gaps = [...unrecognised, ...paste.unrecognised];
	// The reader of a paste hides secrets itself, before it looks for pieces.
	const node = await readNode(
		paste.reader,
		snapshotHeader('paste', source.name, options.around.version, gaps),
		options.catalogue,
	);
	const isUnderstood = node.snapshot.captures.some((capture) => capture.failure === null && capture.parts.length > 0);
	if (isUnderstood) {
		return datedNode(node);
	}
	const [first] = gaps;
	const detail = first === undefined ? 'is empty' : `line ${first.line}: expected ${first.expected}`;
	return nothingRecognised(source.path, `${source.path}: ${detail}`);
};

/** A source that is one node. */
export type NodeSource = (ListedSource & {readonly kind: 'recording' | 'snapshot' | 'paste'}) | EmbeddedSource;

const openOne = async (source: NodeSource, options: OpenOptions): Promise<AnalyzedNode | SourceFailure> => {
	switch (source.kind) {
		case 'snapshot':
			return openSnapshot(readSnapshotFile(source.path), options);
		case 'embedded':
			return openEmbedded(source, options);
		case 'recording':
			return datedNode(
				await readNode(
					redacted(createRecordedReader(source.path)),
					snapshotHeader('recording', source.name, options.around.version),
					options.catalogue,
				),
			);
		case 'paste':
			return openPaste(source, options);
	}
};

const openDemo = (name: string, options: OpenOptions): Promise<AnalyzedNode | SourceFailure> =>
	openSnapshot(
		options.around.readDemo(name as DemoName).then((bytes) => readSnapshotBytes(bytes, `demo ${name}`)),
		options,
	);

/** Somebody else who makes the same of the same sources: what is there of one by now, and an end to it. */
export type Apart<T> = {
	readonly of: (source: NodeSource) => Opened<T> | undefined;
	readonly stop: () => void;
};

const merge = <T>(opened: readonly Opened<T>[]): Opened<T> => ({
	nodes: opened.flatMap(({nodes}) => nodes),
	failures: opened.flatMap(({failures}) => failures),
});

/** A source as the user named it, or as it was listed already. */
export type Source = string | ListedSource | SourceFailure;

/** Each node of sources by itself: of a report those whose snapshots are inside it. */
const nodeSources = async (sources: readonly Source[]): Promise<readonly (NodeSource | SourceFailure)[]> => {
	const nodes: (NodeSource | SourceFailure)[] = [];
	for (const source of sources) {
		for (const each of typeof source === 'string' ? await listSources([source]) : [source]) {
			nodes.push(
				...(isReportSource(each) ? [await embeddedSources(each)].flat() : [each as NodeSource | SourceFailure]),
			);
		}
	}
	return nodes;
};

/**
 * Opens what the user named: this machine where nothing is named. A source that gives nothing costs only itself.
 * Of a node only what `keep` makes of it is held, so that the next one finds room; it is told how many sources there are.
 */
export const openSources = async <T>(
	sources: readonly Source[],
	options: OpenOptions,
	keep: (node: AnalyzedNode, count: number) => T,
	apart?: (sources: readonly NodeSource[]) => Apart<T>,
): Promise<Opened<T>> => {
	if (sources.length === 0) {
		const readLive = await createLiveReading(options);
		return {nodes: [keep(await readLive(), 1)], failures: []};
	}
	const listed = await nodeSources(sources);
	const elsewhere = apart?.(listed.flatMap((each) => ('exit' in each ? [] : [each])));
	const here = async (source: NodeSource): Promise<Opened<T>> => {
		const opened = await openOne(source, options);
		return 'exit' in opened ? {nodes: [], failures: [opened]} : {nodes: [keep(opened, listed.length)], failures: []};
	};
	const all: Opened<T>[] = [];
	for (const each of listed) {
		all.push('exit' in each ? {nodes: [], failures: [each]} : (elsewhere?.of(each) ?? (await here(each))));
	}
	elsewhere?.stop();
	return merge(all);
};

/** Opens a recorded node that the executable carries. */
export const openDemoNode = async (name: DemoName, options: OpenOptions): Promise<Opened> => {
	const opened = await openDemo(name, options);
	return 'exit' in opened ? {nodes: [], failures: [opened]} : {nodes: [opened], failures: []};
};

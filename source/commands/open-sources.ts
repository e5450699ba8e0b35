import {type AnalyzedNode, type Catalogue, readNode, type SnapshotHeader} from '../analyzer/analyze.ts';
import {knownValue} from '../analyzer/draw-conclusions.ts';
import {formats} from '../collectors/formats.ts';
import type {Reader} from '../model/capture.ts';
import type {Snapshot, SourceFailure, Unrecognised} from '../model/snapshot.ts';
import {type ClassifiedSource, classifyFolder, nothingRecognised} from '../sources/classify-folder.ts';
import {createPastedReader} from '../sources/pasted-reader.ts';
import {machineQueryArgument} from '../sources/query-machine.ts';
import {readPaste} from '../sources/read-paste.ts';
import {readSnapshotBytes, readSnapshotFile} from '../sources/read-snapshot.ts';
import {createRecordedReader} from '../sources/recorded-reader.ts';
import {createRedactor} from '../sources/redact.ts';
import {createSnapshotReader} from '../sources/snapshot-reader.ts';
import type {DemoName} from './demo.ts';
import type {Surroundings} from './options.ts';

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

/** When the last of the captures that hold something was made. */
const lastRead = ({captures}: Snapshot): string | undefined =>
	captures
		.flatMap(({failure, parts, at}) => (failure === null && parts.length > 0 && at !== '' ? [at] : []))
		.sort()
		.at(-1);

/** The node's own clock says when it was read; where it was not recorded, the captures' times do. */
const dated = (node: AnalyzedNode): AnalyzedNode => {
	const clock = knownValue(node.knowledge, 'clock')?.value;
	const name = knownValue(node.knowledge, 'hostname')?.value ?? node.snapshot.node;
	const takenAt = clock ?? lastRead(node.snapshot) ?? node.snapshot.takenAt;
	return {...node, snapshot: {...node.snapshot, node: name, takenAt}};
};

const header = (
	origin: Snapshot['origin'],
	node: string,
	{around}: OpenOptions,
	unrecognised: readonly Unrecognised[] = [],
): SnapshotHeader => ({
	version: 1,
	tool: around.version,
	node,
	origin,
	takenAt: new Date(0).toISOString(),
	unrecognised,
});

/** Secrets are hidden where text enters kdiag. */
const redacted = (reader: Reader): Reader => {
	const redactor = createRedactor();
	return async (input) => redactor.capture(await reader(input));
};

const openLive = async (options: OpenOptions): Promise<AnalyzedNode> => {
	// What runs commands is loaded only where commands are run.
	const {createLiveReader} = await import('../sources/live-reader.ts');
	const reader = createLiveReader({
		timeout: options.timeout * 1000,
		probe: options.probe === true,
		machineQuery: [...options.around.self, machineQueryArgument],
	});
	const node = await readNode(
		reader,
		{...header('live', 'this machine', options), takenAt: new Date().toISOString()},
		options.catalogue,
	);
	return dated(node);
};

const openSnapshot = async (
	read: Promise<Snapshot | SourceFailure>,
	options: OpenOptions,
): Promise<AnalyzedNode | SourceFailure> => {
	const snapshot = await read;
	return isFailure(snapshot) ? snapshot : readNode(createSnapshotReader(snapshot), snapshot, options.catalogue);
};

const openPaste = async (source: ClassifiedSource, options: OpenOptions): Promise<AnalyzedNode | SourceFailure> => {
	const {files, unrecognised} = await readPaste(source.path);
	const paste = createPastedReader(files, formats);
	const gaps = [...unrecognised, ...paste.unrecognised];
	// The reader of a paste hides secrets itself, before it looks for pieces.
	const node = await readNode(paste.reader, header('paste', source.name, options, gaps), options.catalogue);
	const isUnderstood = node.snapshot.captures.some((capture) => capture.failure === null && capture.parts.length > 0);
	if (isUnderstood) {
		return dated(node);
	}
	const [first] = gaps;
	const detail = first === undefined ? 'is empty' : `line ${first.line}: expected ${first.expected}`;
	return nothingRecognised(source.path, `${source.path}: ${detail}`);
};

const openOne = async (source: ClassifiedSource, options: OpenOptions): Promise<AnalyzedNode | SourceFailure> => {
	switch (source.kind) {
		case 'snapshot':
			return openSnapshot(readSnapshotFile(source.path), options);
		case 'recording':
			return dated(
				await readNode(
					redacted(createRecordedReader(source.path)),
					header('recording', source.name, options),
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

/** What is made of sources by somebody else, by path; null where that failed. */
export type Apart<T> = (sources: readonly ClassifiedSource[]) => ReadonlyMap<string, Promise<Opened<T> | null>>;

const merge = <T>(opened: readonly Opened<T>[]): Opened<T> => ({
	nodes: opened.flatMap(({nodes}) => nodes),
	failures: opened.flatMap(({failures}) => failures),
});

/**
 * Opens what the user named: this machine where nothing is named. A source that gives nothing costs only itself.
 * Of a node only what `keep` makes of it is held, so that the next one finds room; it is told how many sources there are.
 */
export const openSources = async <T>(
	sources: readonly string[],
	options: OpenOptions,
	keep: (node: AnalyzedNode, count: number) => T,
	apart?: Apart<T>,
): Promise<Opened<T>> => {
	if (sources.length === 0) {
		return {nodes: [keep(await openLive(options), 1)], failures: []};
	}
	const listed: (ClassifiedSource | SourceFailure)[] = [];
	for (const source of sources) {
		listed.push(...[await classifyFolder(source)].flat());
	}
	const elsewhere = apart?.(listed.flatMap((each) => ('exit' in each ? [] : [each])));
	const here = async (source: ClassifiedSource): Promise<Opened<T>> => {
		const opened = await openOne(source, options);
		return 'exit' in opened ? {nodes: [], failures: [opened]} : {nodes: [keep(opened, listed.length)], failures: []};
	};
	const results: (Opened<T> | ClassifiedSource)[] = [];
	for (const each of listed) {
		const isElsewhere = !('exit' in each) && elsewhere?.has(each.path) === true;
		results.push('exit' in each ? {nodes: [], failures: [each]} : isElsewhere ? each : await here(each));
	}
	// What others do is awaited when all of one's own is done.
	const all: Opened<T>[] = [];
	for (const result of results) {
		all.push('nodes' in result ? result : ((await elsewhere?.get(result.path)) ?? (await here(result))));
	}
	return merge(all);
};

/** Opens a recorded node that the executable carries. */
export const openDemoNode = async (name: DemoName, options: OpenOptions): Promise<Opened> => {
	const opened = await openDemo(name, options);
	return 'exit' in opened ? {nodes: [], failures: [opened]} : {nodes: [opened], failures: []};
};

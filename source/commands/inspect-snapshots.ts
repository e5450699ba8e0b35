import type {SnapshotListDocument} from '../model/documents.ts';
import type {SourceFailure} from '../model/snapshot.ts';
import {escapeVisible} from '../report/escape-visible.ts';
import {toSafeJson} from '../report/render-json.ts';
import {renderSnapshotList} from '../report/render-snapshot-list.ts';
import {showCount} from '../report/show-size.ts';
import {inspectSnapshotFile, type ReadSnapshot} from '../sources/read-snapshot.ts';
import {commandFailure} from './command-failure.ts';
import {listSnapshot} from './list-snapshot.ts';
import {type Surroundings, styleFor} from './options.ts';
import type {Request} from './request.ts';
import type {Outcome} from './run-request.ts';
import {talkLine} from './talk-line.ts';

type SnapshotRequest = Extract<Request, {command: 'snapshot'}>;
type Inspected = {readonly file: string; readonly read: ReadSnapshot | SourceFailure};
type Found = {readonly file: string; readonly read: ReadSnapshot};

const isFound = (each: Inspected): each is Found => !('exit' in each.read);

const wholeLine = ({file, read}: Found): string => {
	const {snapshot, expanded} = read;
	const sources = `${snapshot.captures.length} ${snapshot.captures.length === 1 ? 'source' : 'sources'}`;
	const text = `${file}: whole: ${snapshot.node}, ${snapshot.takenAt}, ${sources}, ${showCount(expanded)} bytes, kdiag ${snapshot.tool}`;
	return `${escapeVisible(text)}\n`;
};

/** What is wrong with a file, in one line, or null. */
const troubleOf = ({file, read}: Inspected): string | null => {
	if ('exit' in read) {
		return read.detail;
	}
	return read.cut === null ? null : `${file}: ${read.cut}`;
};

const exitOf = ({read}: Inspected): number => {
	if ('exit' in read) {
		return read.exit;
	}
	return read.cut === null ? 0 : 65;
};

const listed = (found: readonly Found[], request: SnapshotRequest, around: Surroundings): string => {
	const snapshots = found.map(({file, read}) => listSnapshot(file, read));
	if (request.format === 'json') {
		const tool = {name: 'kdiag', version: around.version} as const;
		const document: SnapshotListDocument = {format: 'kdiag-snapshot-list', version: 1, tool, snapshots};
		return `${toSafeJson(document)}\n`;
	}
	return snapshots.map((snapshot) => renderSnapshotList(snapshot, styleFor(request, around))).join('\n');
};

/** `kdiag snapshot --list` and `--verify`: what is in files, and whether they are whole. 65 for one that is not, 66 for one that cannot be read. */
export const inspectSnapshots = async (request: SnapshotRequest, around: Surroundings): Promise<Outcome> => {
	const {action, sources, output} = request;
	if (sources.length === 0) {
		throw commandFailure(64, `name a snapshot file: kdiag snapshot --${action} FILE`);
	}
	if (output !== null) {
		throw commandFailure(64, `--${action} takes no snapshot, so -o has nothing to write; leave one of them out`);
	}
	const inspected: Inspected[] = [];
	for (const file of sources) {
		inspected.push({file, read: await inspectSnapshotFile(file)});
	}
	const found = inspected.filter(isFound);
	const exits = inspected.map(exitOf);
	const troubles = inspected.map(troubleOf).filter((trouble) => trouble !== null);
	const stdout =
		action === 'list'
			? listed(found, request, around)
			: found
					.filter((each) => troubleOf(each) === null)
					.map(wholeLine)
					.join('');
	return {stdout, stderr: troubles.map(talkLine).join(''), exit: exits.find((exit) => exit !== 0) ?? 0};
};

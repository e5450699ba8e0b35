import type {Report} from '../model/report.ts';
import type {Snapshot, SourceFailure} from '../model/snapshot.ts';
import {type ClassifiedSource, classifyFolder} from './classify-folder.ts';
import {failure} from './failures.ts';
import {isReportText} from './find-report.ts';
import {type PasteRead, readPaste} from './read-paste.ts';
import {readReportBytes, readReportFile} from './read-report.ts';
import {readSnapshotBytes} from './read-snapshot.ts';

/** A source that is known by what it is. What came in by a pipe is read already, since that works once. */
export type ListedSource = ClassifiedSource & {readonly pasted?: PasteRead};

/** A finished report among sources. */
export type ReportSource = ListedSource & {readonly kind: 'report'};

/** A snapshot inside a report; `name` is the node's id there, `data` the file in base64. */
export type EmbeddedSource = {
	readonly kind: 'embedded';
	readonly path: string;
	readonly name: string;
	readonly data: string;
};

/** Whether a source is a finished report. */
export const isReportSource = (source: ListedSource | EmbeddedSource | SourceFailure): source is ReportSource =>
	source.kind === 'report';

const listOne = async (source: ClassifiedSource): Promise<ListedSource> => {
	if (source.isStream !== true) {
		return source;
	}
	const pasted = await readPaste(source.path);
	const [file] = pasted.files;
	const isReport = file !== undefined && isReportText(file.text);
	return {...source, kind: isReport ? 'report' : source.kind, pasted};
};

/** The nodes and reports that source arguments name. */
export const listSources = async (sources: readonly string[]): Promise<readonly (ListedSource | SourceFailure)[]> => {
	const listed: (ListedSource | SourceFailure)[] = [];
	for (const source of sources) {
		for (const each of [await classifyFolder(source)].flat()) {
			listed.push('exit' in each ? each : await listOne(each));
		}
	}
	return listed;
};

/** Reads a finished report. */
export const readReport = ({path, pasted}: ReportSource): Promise<Report | SourceFailure> => {
	const [file] = pasted?.files ?? [];
	const [gap] = pasted?.unrecognised ?? [];
	if (file === undefined) {
		return readReportFile(path);
	}
	return gap === undefined
		? readReportBytes(Buffer.from(file.text), file.name)
		: Promise.resolve({
				...failure('too-large', `${file.name}: expected at most 16 MB: save the report to a file and name that`),
				source: path,
				exit: 65,
			});
};

/** Reads a snapshot inside a report. */
export const readEmbedded = ({path, name, data}: Omit<EmbeddedSource, 'kind'>): Promise<Snapshot | SourceFailure> =>
	readSnapshotBytes(Buffer.from(data, 'base64'), `${path}, snapshot of ${name}`);

/** The snapshots inside a report; it is a failure to have none. */
export const embeddedSources = async (source: ReportSource): Promise<readonly EmbeddedSource[] | SourceFailure> => {
	const report = await readReport(source);
	if ('exit' in report) {
		return report;
	}
	const {snapshots = []} = report;
	const detail = `${source.path} is a report without its snapshot: ask for one made with --with-snapshot, or for a snapshot`;
	return snapshots.length === 0
		? {...failure('not-recorded', detail), source: source.path, exit: 65}
		: snapshots.map(({node, data}) => ({kind: 'embedded', path: source.path, name: node, data}));
};

import type * as z from 'zod';
import type {Capture} from '../model/capture.ts';
import type {Input} from '../model/input.ts';
import type * as schemas from './snapshot-schemas.ts';

/** The name in the first line of every snapshot file, and the version that this kdiag writes and reads. */
export const snapshotFormat = 'kdiag-snapshot';
export const snapshotVersion = 1;

/** What is read of a snapshot file at most: compressed and expanded bytes, records, and how far it may grow when it is expanded. */
export const snapshotLimits = {
	compressed: 64 * 1_048_576,
	expanded: 512 * 1_048_576,
	records: 200_000,
	/** Expanded bytes for one compressed byte, once there are more than `freeBytes`. */
	ratio: 200,
	freeBytes: 16 * 1_048_576,
} as const;

/** Where a snapshot that was not read on the node itself comes from. */
export const origins = ['recording', 'paste'] as const;

/** Why nothing could be read, as a record says it. */
export const failureKinds = [
	'missing',
	'denied',
	'timed-out',
	'failed',
	'not-recorded',
	'gated',
	'not-a-file',
	'too-large',
] as const;

/** What has to hold before a command may run, as a record says it. */
export const gates = ['nf_tables', 'legacy-iptables', 'legacy-ip6tables', 'ip_set', 'systemd', 'recorded'] as const;

/** A record of a snapshot file. */
export type SnapshotRecord = z.infer<typeof schemas.recordSchema>;

/** What one record adds to the capture that it belongs to. */
export type PartRecord = Pick<SnapshotRecord, 'part' | 'index' | 'count' | 'lineNumbers' | 'sha256' | 'enc' | 'data'>;

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

/**
 * Whether a record that goes on with a capture is one: its first record has been looked at whole, of the others only this is used.
 * By hand, since a node has thousands of them.
 */
export const isPartRecord = (value: object): value is PartRecord => {
	const {part, index, count, lineNumbers, sha256, enc, data} = value as Readonly<Record<keyof PartRecord, unknown>>;
	return (
		isTextOrNull(part) &&
		isTextOrNull(sha256) &&
		isTextOrNull(data) &&
		typeof index === 'number' &&
		typeof count === 'number' &&
		(enc === 'utf8' || enc === 'b64') &&
		(lineNumbers === undefined || (Array.isArray(lineNumbers) && lineNumbers.every((line) => typeof line === 'number')))
	);
};

const isText = (value: unknown): value is string => typeof value === 'string';

const isTextOrLeftOut = (value: unknown): boolean => value === undefined || isText(value);

const isNumber = (value: unknown): boolean => Number.isFinite(value);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isFailure = (value: object): boolean => {
	const {kind, detail, remedy} = value as Readonly<Record<string, unknown>>;
	const isKnown = failureKinds.some((known) => known === kind);
	// Keys of a newer kdiag are for the schema to take out.
	return isKnown && isText(detail) && isTextOrNull(remedy) && Object.keys(value).length === 3;
};

/** A first line as it may be read. */
export type SnapshotHeader = z.infer<typeof schemas.headerSchema>;

/** Whether a first line is one for `headerSchema`. By hand, since to make the schema ready takes longer than all else about it. */
export const isHeader = (value: object): value is SnapshotHeader => {
	const {format, version, tool, node, origin, takenAt, redaction} = value as Readonly<
		Record<keyof SnapshotHeader, unknown>
	>;
	return (
		format === snapshotFormat &&
		isNumber(version) &&
		[tool, node, takenAt].every(isText) &&
		isTextOrLeftOut(redaction) &&
		(origin === undefined || origins.some((known) => known === origin))
	);
};

/** Whether a last line is one for `manifestSchema`; by hand, too. */
export const isManifest = (value: object): value is z.infer<typeof schemas.manifestSchema> => {
	const {manifest} = value as {readonly manifest?: unknown};
	if (typeof manifest !== 'object' || manifest === null) {
		return false;
	}
	const {records, captures, unrecognised, sha256} = manifest as Readonly<Record<string, unknown>>;
	return [records, captures, unrecognised].every(isNumber) && isText(sha256);
};

/**
 * Whether a record is one for `recordSchema`, which says of others what is wrong. By hand, since the schema takes a tenth of the time of a node.
 */
export const isRecord = (value: object): value is SnapshotRecord => {
	const record = value as Readonly<Record<keyof SnapshotRecord, unknown>>;
	const {id, format, argv, gate, file, directory, match, links, query, dial, failure} = record;
	return (
		isPartRecord(value) &&
		(value.lineNumbers?.every(isNumber) ?? true) &&
		isCount(record.index) &&
		isCount(record.count) &&
		isText(id) &&
		[format, file, directory, match, links, dial].every(isTextOrLeftOut) &&
		(argv === undefined || (Array.isArray(argv) && argv.every(isText))) &&
		(gate === undefined || gates.some((known) => known === gate)) &&
		(query === undefined || query === 'host') &&
		(record.rc === null || isNumber(record.rc)) &&
		isNumber(record.ms) &&
		isText(record.at) &&
		isTextOrNull(record.partial) &&
		(failure === null || (typeof failure === 'object' && failure !== undefined && isFailure(failure))) &&
		isText(record.stderr)
	);
};

/** The input that a record answers, or null where it is of a kind that this kdiag does not know. */
export const inputOfRecord = (record: SnapshotRecord): Input | null => {
	const format = record.format === undefined ? {} : {format: record.format};
	if (record.argv !== undefined) {
		return {...format, run: record.argv, ...(record.gate === undefined ? {} : {gate: record.gate})};
	}
	if (record.file !== undefined) {
		return {...format, file: record.file};
	}
	if (record.directory !== undefined && record.match !== undefined) {
		return {...format, directory: record.directory, match: record.match};
	}
	if (record.links !== undefined) {
		return {...format, links: record.links};
	}
	if (record.dial !== undefined) {
		return {...format, dial: record.dial};
	}
	return record.query === undefined ? null : {...format, query: record.query};
};

type InputFields = Pick<
	SnapshotRecord,
	'format' | 'argv' | 'gate' | 'file' | 'directory' | 'match' | 'links' | 'query' | 'dial'
>;

const fieldsOfInput = (input: Input): InputFields => {
	const {format, ...rest} = input;
	const name = format === undefined ? {} : {format};
	if ('run' in rest) {
		const {run, ...gate} = rest;
		return {...name, argv: [...run], ...gate};
	}
	return {...name, ...rest};
};

/** The fields that all records of a capture share. */
export const fieldsOfCapture = ({id, input, parts, exit, ms, at, partial, failure, stderr}: Capture) => ({
	id,
	...fieldsOfInput(input),
	count: parts.length,
	rc: exit,
	ms,
	at,
	truncated: partial !== null,
	partial,
	failure,
	stderr,
});

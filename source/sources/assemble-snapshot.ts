import {createHash, hash} from 'node:crypto';
import type * as z from 'zod';
import type {Capture, Part} from '../model/capture.ts';
import {inputId} from '../model/input.ts';
import type {Snapshot, Unrecognised} from '../model/snapshot.ts';
import {
	inputOfRecord,
	isHeader,
	isManifest,
	isPartRecord,
	isRecord,
	type PartRecord,
	type SnapshotHeader,
	type SnapshotRecord,
	snapshotFormat,
	snapshotLimits,
	snapshotVersion,
} from './snapshot-format.ts';
import type * as schemas from './snapshot-schemas.ts';

/** The schemas of a snapshot file. They say what is wrong with a line; what is right can be told without them. */
export type SnapshotSchemas = typeof schemas;

/** What is wrong with a line of a snapshot file: what was expected there. */
export type Damage = {readonly expected: string};

/** Takes the lines of a snapshot file one by one, each with its newline, and puts the snapshot together. */
export type SnapshotAssembly = {
	/** What is wrong with the line, or null. */
	readonly take: (line: Buffer) => Damage | null;
	/** Lines taken so far. */
	readonly lines: () => number;
	/** Whether the manifest came, and what it says of the lines before it holds. */
	readonly isComplete: () => boolean;
	/** How secrets were treated when it was taken, as the header says it; null where it does not. */
	readonly redaction: () => string | null;
	/** Whether a line could not be judged for want of schemas; the file has then to be read again, with them. */
	readonly wantsSchemas: () => boolean;
	/** The snapshot as far as it goes; null where not even the header came. A file that is cut says so. */
	readonly snapshot: () => Snapshot | null;
};

type Header = Omit<Snapshot, 'captures' | 'unrecognised'>;

const redactionOf = (header: object): string | null =>
	'redaction' in header && typeof header.redaction === 'string' ? header.redaction : null;

type Open = {readonly record: SnapshotRecord; readonly capture: Omit<Capture, 'parts'>; readonly parts: Part[]};

/** A schema is used on too few lines to be worth compiling. */
const once = {jitless: true} as const;

const parseLine = (line: Buffer): unknown => {
	try {
		return JSON.parse(line.toString('utf8'));
	} catch {
		return undefined;
	}
};

const textOf = ({enc, data}: PartRecord): string | null =>
	data === null ? null : enc === 'b64' ? Buffer.from(data, 'base64').toString('utf8') : data;

/** Where a line's shape is wrong, in few words. */
const wrongAt = (issues: readonly {readonly path: readonly PropertyKey[]; readonly message: string}[]): string =>
	issues
		.slice(0, 1)
		.map(({path, message}) => `${path.map(String).join('.') || 'the line'}: ${message}`)
		.join();

const isDamage = (value: object): value is Damage => 'expected' in value;

/** What a schema makes of a line, or what is wrong with it. */
type Check = <T extends object>(of: (all: SnapshotSchemas) => z.ZodType<T>, value: unknown, what: string) => T | Damage;

/** Keys of a newer kdiag are left out. */
const onlyKnown = ({format, version, tool, node, origin, takenAt, redaction}: SnapshotHeader): SnapshotHeader => ({
	format,
	version,
	tool,
	node,
	origin,
	takenAt,
	redaction,
});

const parseHeader = (value: unknown, check: Check): Header | Damage => {
	const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
	if (format !== snapshotFormat) {
		return {expected: 'the header of a kdiag snapshot'};
	}
	const data = isHeader(value as object)
		? onlyKnown(value as SnapshotHeader)
		: check(({headerSchema}) => headerSchema, value, 'header');
	if (isDamage(data)) {
		return data;
	}
	if (data.version !== snapshotVersion) {
		return {expected: `version ${snapshotVersion}, not ${data.version}: a newer kdiag wrote this, use one as new`};
	}
	const {tool, node, takenAt, origin = 'snapshot', redaction = ''} = data;
	const words = redaction.split(',');
	const disguised = (['addresses', 'names'] as const).filter((what) => words.includes(what));
	return {version: snapshotVersion, tool, node, origin, takenAt, ...(disguised.length === 0 ? {} : {disguised})};
};

const openCapture = (record: SnapshotRecord): Open | Damage | null => {
	const input = inputOfRecord(record);
	if (input === null) {
		return null;
	}
	if (inputId(input) !== record.id) {
		return {expected: `the id ${JSON.stringify(inputId(input))}`};
	}
	const {id, failure, partial, rc: exit, stderr, at, ms} = record;
	return {record, capture: {id, input, failure, partial, exit, stderr, at, ms}, parts: []};
};

const addPart = (open: Open, record: PartRecord): Damage | null => {
	const {part: name, lineNumbers, sha256, index, count} = record;
	const {id} = open.capture;
	const text = textOf(record);
	if (index !== open.parts.length || count !== open.record.count) {
		return {expected: `part ${open.parts.length + 1} of ${open.record.count} of ${id}`};
	}
	if (name === null || text === null) {
		return count === 0 ? null : {expected: 'a part with its text'};
	}
	if (hash('sha256', text) !== sha256) {
		return {expected: `text whose sha256 is ${sha256 ?? 'given'}`};
	}
	open.parts.push({name, text, ...(lineNumbers === undefined ? {} : {lineNumbers})});
	return null;
};

const keyOf = (value: unknown): 'id' | 'unrecognised' | 'manifest' | null => {
	if (typeof value !== 'object' || value === null) {
		return null;
	}
	return (['id', 'unrecognised', 'manifest'] as const).find((key) => Object.hasOwn(value, key)) ?? null;
};

/** An assembly for the file of that name; without schemas it takes what needs none. Keys and records that this version does not know are left out; records are named as such. */
export const assembleSnapshot = (source: string, all: SnapshotSchemas | null = null): SnapshotAssembly => {
	const sum = createHash('sha256');
	const seen = new Set<string>();
	const captures: Capture[] = [];
	const unrecognised: Unrecognised[] = [];
	const counts = {lines: 0, records: 0, unrecognised: 0};
	let header: Header | null = null;
	let redaction: string | null = null;
	let open: Open | null = null;
	let isComplete = false;
	let wantsSchemas = false;

	const check: Check = (of, value, what) => {
		if (all === null) {
			wantsSchemas = true;
			return {expected: `a ${what}`};
		}
		const result = of(all).safeParse(value, once);
		return result.success ? result.data : {expected: `a ${what} (${wrongAt(result.error.issues)})`};
	};
	const note = (expected: string, text: string): void => {
		unrecognised.push({source, line: counts.lines, text, expected});
	};
	const close = (): Damage | null => {
		if (open === null) {
			return null;
		}
		const {capture, parts, record} = open;
		open = null;
		captures.push({...capture, parts});
		return parts.length === record.count
			? null
			: {expected: `part ${parts.length + 1} of ${record.count} of ${capture.id}`};
	};
	const start = (record: SnapshotRecord): Damage | null => {
		const damage = close();
		if (damage !== null) {
			return damage;
		}
		if (seen.has(record.id)) {
			return {expected: `each reading once, not ${record.id} again`};
		}
		seen.add(record.id);
		const opened = openCapture(record);
		if (opened === null) {
			note('a reading of a kind that this kdiag knows', record.id);
			return null;
		}
		if (isDamage(opened)) {
			return opened;
		}
		open = opened;
		return null;
	};
	const begin = (record: SnapshotRecord): Damage | null =>
		start(record) ?? (open === null ? null : addPart(open, record));
	const takeRecord = (value: object): Damage | null => {
		counts.records += 1;
		if (counts.records > snapshotLimits.records) {
			return {expected: `at most ${snapshotLimits.records} records`};
		}
		if (open !== null && 'id' in value && value.id === open.capture.id) {
			return isPartRecord(value) ? addPart(open, value) : {expected: 'a part of a capture'};
		}
		if (isRecord(value)) {
			return begin(value);
		}
		const record = check(({recordSchema}) => recordSchema, value, 'record');
		return isDamage(record) ? record : begin(record);
	};
	const takeUnrecognised = (value: unknown): Damage | null => {
		const data = check(({unrecognisedSchema}) => unrecognisedSchema, value, 'record');
		if (isDamage(data)) {
			return data;
		}
		counts.unrecognised += 1;
		unrecognised.push(data.unrecognised);
		return null;
	};
	const takeManifest = (value: object): Damage | null => {
		const data = isManifest(value)
			? {manifest: value.manifest}
			: check(({manifestSchema}) => manifestSchema, value, 'manifest');
		if (isDamage(data)) {
			return data;
		}
		const {manifest} = data;
		isComplete = true;
		if (manifest.sha256 !== sum.digest('hex')) {
			return {expected: 'a manifest whose sha256 is that of the lines before it'};
		}
		if (manifest.records !== counts.records || manifest.unrecognised !== counts.unrecognised) {
			return {expected: `${manifest.records} records, not ${counts.records}`};
		}
		return manifest.captures === seen.size
			? close()
			: {expected: `records of ${manifest.captures} readings, not of ${seen.size}`};
	};
	const takeValue = (value: unknown, line: Buffer): Damage | null => {
		if (value === undefined) {
			return {expected: 'a line of JSON'};
		}
		if (header === null) {
			const parsed = parseHeader(value, check);
			if (isDamage(parsed)) {
				return parsed;
			}
			header = parsed;
			redaction = redactionOf(value as object);
			return null;
		}
		switch (keyOf(value)) {
			case 'id':
				return takeRecord(value as object);
			case 'unrecognised':
				return takeUnrecognised(value);
			case 'manifest':
				return takeManifest(value as object);
			default:
				note('a record of a kind that this kdiag knows', line.toString('utf8', 0, 200));
				return null;
		}
	};

	return {
		take: (line) => {
			counts.lines += 1;
			if (isComplete) {
				return {expected: 'nothing after the manifest'};
			}
			const damage = takeValue(parseLine(line), line);
			if (!isComplete) {
				sum.update(line);
			}
			return damage;
		},
		lines: () => counts.lines,
		isComplete: () => isComplete,
		redaction: () => redaction,
		wantsSchemas: () => wantsSchemas,
		snapshot: () => {
			if (header === null) {
				return null;
			}
			if (isComplete) {
				return {...header, captures, unrecognised};
			}
			const left = open;
			const damage = close();
			const last = captures.at(-1);
			if (damage !== null && last !== undefined && left !== null) {
				const partial = last.partial ?? `the snapshot file is cut: ${last.parts.length} of ${left.record.count} parts`;
				captures[captures.length - 1] = {...last, partial};
			}
			counts.lines += 1;
			note('the rest of the snapshot: the file is cut here', '');
			return {...header, captures, unrecognised};
		},
	};
};

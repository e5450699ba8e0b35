import {constants} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import type {Report} from '../model/report.ts';
import type * as schemas from '../model/report-schema.ts';
import type {SourceFailure} from '../model/snapshot.ts';
import {failure, pathFailure} from './failures.ts';
import {inOrderOf} from './in-order-of.ts';
import {type JsonMember, type JsonSlice, jsonMembers, sliceValue} from './json-members.ts';
import {documentOf, isWrong, type Wrong, wrong} from './report-document.ts';
import {snapshotLimits} from './snapshot-format.ts';

const lineAt = (bytes: Buffer, offset: number): number => {
	let line = 1;
	for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
		line += 1;
	}
	return line;
};

/** Longer names are not quoted whole. */
const longest = 100;

/** A place in the document as a person reads it: `findings[3].evidence[0].line`. */
const pathText = (path: readonly PropertyKey[]): string =>
	path
		.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, longest)}`))
		.join('')
		.replace(/^\./, '');

type Issue = {readonly path: readonly PropertyKey[]; readonly message: string};

const wrongAt = (path: readonly PropertyKey[], issues: readonly Issue[]): Wrong => {
	const [issue] = issues;
	const message = (issue?.message ?? 'expected something else')
		.replace(/^Invalid [a-z]+: /, '')
		.replace('received undefined', 'there is none');
	return wrong(`${pathText([...path, ...(issue?.path ?? [])])}: ${message}`);
};

type Members = ReadonlyMap<string, JsonMember>;

/** What a schema makes of a value; `path` says where it stands. */
type Check = <T>(
	schema: {
		readonly safeParse: (
			value: unknown,
		) =>
			| {readonly success: true; readonly data: T}
			| {readonly success: false; readonly error: {readonly issues: readonly Issue[]}};
	},
	value: unknown,
	path: readonly PropertyKey[],
) => T;

/** Thrown inside, so that a report is read as it is written down. */
const stop = (reason: Wrong): never => {
	throw reason;
};

const check: Check = (schema, value, path) => {
	const result = schema.safeParse(value);
	return result.success ? inOrderOf(value, result.data) : stop(wrongAt(path, result.error.issues));
};

const assemble = (bytes: Buffer, members: Members, {reportSchema: {shape}}: typeof schemas): Report => {
	const one = (key: string): unknown => {
		const [slice] = members.get(key)?.slices ?? [];
		return slice === undefined ? undefined : sliceValue(bytes, slice);
	};
	const slicesOf = (key: keyof typeof shape): readonly JsonSlice[] => {
		const member = members.get(key);
		return member?.isList === true
			? member.slices
			: stop(wrong(`${key}: expected a list${member === undefined ? ', not nothing' : ''}`));
	};
	const items = <T>(key: keyof typeof shape, schema: Parameters<typeof check<T>>[0]): readonly T[] =>
		slicesOf(key).map((slice, index) => {
			const value = sliceValue(bytes, slice);
			return value === undefined
				? stop(wrong(`line ${lineAt(bytes, slice.start)}: ${key}[${index}]: expected JSON`))
				: check(schema, value, [key, index]);
		});

	const version = one('version');
	if (one('format') === 'kdiag-report' && typeof version === 'number' && version > 1) {
		stop(wrong(`version: expected 1, not ${version}: a newer kdiag wrote this, use one as new`));
	}
	// A list of which nothing is known, so that nothing of it is kept.
	slicesOf('differences');
	const report: Report = {
		format: check(shape.format, one('format'), ['format']),
		version: check(shape.version, version, ['version']),
		tool: check(shape.tool, one('tool'), ['tool']),
		nodes: items('nodes', shape.nodes.element),
		conclusions: items('conclusions', shape.conclusions.element),
		answers: items('answers', shape.answers.element),
		findings: items('findings', shape.findings.element),
		differences: [],
		...(members.has('snapshots') ? {snapshots: items('snapshots', shape.snapshots.unwrap().element)} : {}),
	};
	const ids = new Set<string>();
	for (const [index, {id}] of report.nodes.entries()) {
		if (ids.has(id)) {
			stop(wrong(`nodes[${index}].id: expected an id of its own, not ${JSON.stringify(id.slice(0, longest))} again`));
		}
		ids.add(id);
	}
	return inOrderOf(Object.fromEntries([...members.keys()].map((key) => [key, null])), report);
};

const readDocument = async (bytes: Buffer): Promise<Report | Wrong> => {
	const document = await documentOf(bytes);
	if (isWrong(document)) {
		return document;
	}
	const members = jsonMembers(document);
	if ('offset' in members) {
		return wrong(`line ${lineAt(document, members.offset)}: expected ${members.expected}`);
	}
	try {
		return assemble(document, members, await import('../model/report-schema.ts'));
	} catch (error) {
		if (typeof error === 'object' && error !== null && isWrong(error)) {
			return error;
		}
		throw error;
	}
};

const unusable = (source: string, detail: string): SourceFailure => ({
	...failure('failed', `${source}: ${detail}`),
	source,
	exit: 65,
});

/** Reads a finished report out of the bytes of a file: JSON or HTML, either of them under gzip. What is wrong with it is one line with its place. */
export const readReportBytes = async (bytes: Buffer, source: string): Promise<Report | SourceFailure> => {
	const report = await readDocument(bytes);
	return isWrong(report) ? unusable(source, report.wrong) : report;
};

/** Reads a finished report that somebody gave. */
export const readReportFile = async (file: string): Promise<Report | SourceFailure> => {
	try {
		const {size} = await stat(file);
		if (size > snapshotLimits.expanded) {
			return unusable(file, `expected at most ${snapshotLimits.expanded} bytes`);
		}
		return await readReportBytes(await readFile(file, {flag: constants.O_RDONLY | constants.O_NONBLOCK}), file);
	} catch (error) {
		return {...pathFailure(file, error), source: file, exit: 66};
	}
};

// Makes the JSON Schemas of docs/ from the TypeScript types, and that of snapshots from what reads them.
import path from 'node:path';
import {createGenerator} from 'ts-json-schema-generator';
import * as z from 'zod';
import {headerSchema, manifestSchema, recordSchema, unrecognisedSchema} from '../source/sources/snapshot-schemas.ts';

const root = path.dirname(import.meta.dirname);
const draft = 'http://json-schema.org/draft-07/schema#';

/** Types of `ParseRecords` stand under these names, so that they do not hide the formats'. */
const recordName = (name) => `record ${name}`;

/** The place of a record is printed as its line and, inside JSON, its pointer. */
const printed = (record) => {
	if (record.anyOf) {
		return {...record, anyOf: record.anyOf.map(printed)};
	}
	const {at, ...properties} = record.properties;
	return {
		...record,
		properties: {
			line: {type: 'number', description: 'The 1-based line that the record stands on.'},
			path: {type: 'string', description: 'Inside JSON the pointer (RFC 6901) of the record.'},
			...properties,
		},
		required: ['line', ...record.required.filter((name) => name !== 'at')],
	};
};

const referenced = (schema) => decodeURIComponent(schema.$ref.slice('#/definitions/'.length));

/** The definitions that a schema refers to, directly or through others, in their order. */
const reachable = (schema, definitions) => {
	const names = new Set();
	const visit = (value) => {
		if (typeof value !== 'object' || value === null) {
			return;
		}
		if (typeof value.$ref === 'string' && !names.has(referenced(value))) {
			names.add(referenced(value));
			visit(definitions[referenced(value)]);
		}
		Object.values(value).forEach(visit);
	};
	visit(schema);
	return Object.fromEntries(Object.entries(definitions).filter(([name]) => names.has(name)));
};

/** One definition a format; the document says by its format's name which of them its records follow. */
const parseSchema = (generator) => {
	const {ParseRecords, ...definitions} = generator.createSchema('ParseRecords').definitions;
	const {
		definitions: {ParseDocument, ...parts},
	} = generator.createSchema('ParseDocument');
	const formats = {};
	const records = {};
	const print = (schema) => {
		if (schema.anyOf) {
			return {...schema, anyOf: schema.anyOf.map(print)};
		}
		if (!schema.$ref) {
			return printed(schema);
		}
		const name = referenced(schema);
		records[recordName(name)] ??= printed(definitions[name]);
		return {$ref: `#/definitions/${encodeURIComponent(recordName(name))}`};
	};
	for (const [format, schema] of Object.entries(ParseRecords.properties)) {
		formats[format] = print(schema);
	}
	const ofFormat = (format, items) => ({properties: {format: {const: format}, records: {type: 'array', ...items}}});
	const document = {
		$schema: draft,
		description: ParseDocument.description,
		type: 'object',
		properties: {...ParseDocument.properties, records: {type: 'array'}},
		required: ParseDocument.required,
		oneOf: [
			...Object.keys(formats).map((format) => ofFormat(format, {items: {$ref: `#/definitions/${format}`}})),
			ofFormat(null, {maxItems: 0}),
		],
	};
	return {...document, definitions: reachable(document, {...parts, ...formats, ...records, ...definitions})};
};

/** A line of a snapshot file is one of these. */
const snapshotSchema = () => {
	const {id, part, index, count, lineNumbers, sha256, enc, data} = recordSchema.shape;
	const furtherPart = z.object({id, part, index, count, lineNumbers, sha256, enc, data});
	const line = z.union([
		headerSchema.describe('The first line: whose snapshot this is, and when it was taken.'),
		recordSchema.describe('The first part of a capture, or all of one that has none.'),
		furtherPart.describe('A further part of the capture that the line before belongs to.'),
		unrecognisedSchema.describe('Text of a paste that no format recognised.'),
		manifestSchema.describe(
			'The last line: what came before it. sha256 is of all lines before, each with its newline.',
		),
	]);
	return {
		...z.toJSONSchema(line, {target: 'draft-7', io: 'input'}),
		description: 'One line of a snapshot file, which is JSON lines under gzip.',
	};
};

/** Each schema by its file under docs/. */
export const makeSchemas = () => {
	const generator = createGenerator({
		path: path.join(root, 'source/{model/report,model/documents,collectors/parse-records}.ts'),
		tsconfig: path.join(root, 'tsconfig.json'),
		skipTypeCheck: true,
		additionalProperties: true,
		encodeRefs: true,
		topRef: true,
	});
	return {
		'report.schema.json': generator.createSchema('Report'),
		'facts.schema.json': generator.createSchema('FactsDocument'),
		'service.schema.json': generator.createSchema('ServiceDocument'),
		'diff.schema.json': generator.createSchema('DiffDocument'),
		'snapshot-list.schema.json': generator.createSchema('SnapshotListDocument'),
		'parse.schema.json': parseSchema(generator),
		'snapshot.schema.json': snapshotSchema(),
	};
};

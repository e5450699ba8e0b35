import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isHeader, isManifest, isRecord} from '../../source/sources/snapshot-format.ts';
import {headerSchema, manifestSchema, recordSchema} from '../../source/sources/snapshot-schemas.ts';

const record = {
	id: 'netstat -npa',
	format: 'netstat',
	argv: ['netstat', '-npa'],
	gate: 'recorded',
	file: '/etc/hosts',
	directory: '/etc',
	match: '*',
	links: '/proc/*/fd',
	query: 'host',
	dial: '10.0.0.1:6443',
	part: 'netstat -npa',
	index: 0,
	count: 1,
	rc: 0,
	ms: 1.5,
	at: '2026-01-01T00:00:00.000Z',
	partial: null,
	failure: {kind: 'denied', detail: 'no', remedy: 'run as root'},
	stderr: '',
	lineNumbers: [1, 2],
	sha256: 'ab',
	enc: 'utf8',
	data: 'tcp',
} as const;

const keys = Object.keys(record) as (keyof typeof record)[];

const values: readonly unknown[] = [
	...[
		undefined,
		null,
		true,
		0,
		1.5,
		-1,
		2 ** 60,
		Number.POSITIVE_INFINITY,
		'',
		'text',
		'utf8',
		'b64',
		'host',
		'systemd',
	],
	...[[], ['text'], [1, 2], [1, 'text'], [Number.POSITIVE_INFINITY], {}, record.failure],
	...[{kind: 'denied', detail: 'no', remedy: null}, {kind: 'other', detail: 'no', remedy: null}, {kind: 'denied'}],
];

const isForSchema = (value: object): boolean => recordSchema.safeParse(value).success;

test('a record is one for the schema exactly when it is one by hand', () => {
	expect(isRecord(record)).toBe(true);
	expect(isForSchema(record)).toBe(true);
	for (const key of keys) {
		for (const value of values) {
			const changed: Record<string, unknown> = {...record, [key]: value};
			expect(isRecord(changed), `${key}: ${JSON.stringify(value)}`).toBe(isForSchema(changed));
			const {[key]: _, ...without} = record;
			expect(isRecord(without), `without ${key}`).toBe(isForSchema(without));
		}
	}
});

test('several fields at once', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values)), (change) => {
			const changed = {...record, ...change};
			expect(isRecord(changed)).toBe(isForSchema(changed));
		}),
	);
});

test('a failure with keys of a newer version is left to the schema, which takes them out', () => {
	const newer = {...record, failure: {...record.failure, since: 1}};
	expect(isRecord(newer)).toBe(false);
	expect(recordSchema.parse(newer).failure).toEqual(record.failure);
});

test('so are a first and a last line', () => {
	const header = {format: 'kdiag-snapshot', version: 1, tool: '0.1.0', node: 'w1', origin: 'paste', takenAt: ''};
	const manifest = {records: 1, captures: 1, unrecognised: 0, sha256: 'ab'};
	expect(isHeader(header)).toBe(true);
	expect(isManifest({manifest})).toBe(true);
	for (const value of values) {
		for (const key of Object.keys(header)) {
			const changed = {...header, [key]: value};
			expect(isHeader(changed), `${key}: ${JSON.stringify(value)}`).toBe(headerSchema.safeParse(changed).success);
		}
		for (const key of Object.keys(manifest)) {
			const changed = {manifest: {...manifest, [key]: value}};
			expect(isManifest(changed), `${key}: ${JSON.stringify(value)}`).toBe(manifestSchema.safeParse(changed).success);
		}
		expect(isManifest({manifest: value})).toBe(manifestSchema.safeParse({manifest: value}).success);
	}
});

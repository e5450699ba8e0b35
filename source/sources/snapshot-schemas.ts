import * as z from 'zod';
import {failureKinds, gates, origins, snapshotFormat} from './snapshot-format.ts';

/** The first line: whose snapshot this is, and when it was taken. `origin` is left out where the node itself was read. */
export const headerSchema = z.object({
	format: z.literal(snapshotFormat),
	version: z.number(),
	tool: z.string(),
	node: z.string(),
	origin: z.enum(origins).optional(),
	takenAt: z.string(),
	/** What was replaced: `secrets`, and with --hide `addresses` and `names`, separated by commas. */
	redaction: z.string().optional(),
});

const failureSchema = z.object({kind: z.enum(failureKinds), detail: z.string(), remedy: z.string().nullable()});

/** One part of a capture; a capture without parts is one record without part and data. `count` is how many parts the capture has. */
export const recordSchema = z.object({
	id: z.string(),
	format: z.string().optional(),
	argv: z.array(z.string()).optional(),
	gate: z.enum(gates).optional(),
	file: z.string().optional(),
	directory: z.string().optional(),
	match: z.string().optional(),
	links: z.string().optional(),
	query: z.literal('host').optional(),
	dial: z.string().optional(),
	part: z.string().nullable(),
	index: z.number().int().nonnegative(),
	count: z.number().int().nonnegative(),
	rc: z.number().nullable(),
	ms: z.number(),
	at: z.string(),
	partial: z.string().nullable(),
	failure: failureSchema.nullable(),
	stderr: z.string(),
	lineNumbers: z.array(z.number()).optional(),
	sha256: z.string().nullable(),
	enc: z.enum(['utf8', 'b64']),
	data: z.string().nullable(),
});

/** Text that no format recognised, kept as it was found. */
export const unrecognisedSchema = z.object({
	unrecognised: z.object({source: z.string(), line: z.number(), text: z.string(), expected: z.string()}),
});

/** The last line: what came before it. `sha256` is of all lines before, each with its newline. */
export const manifestSchema = z.object({
	manifest: z.object({records: z.number(), captures: z.number(), unrecognised: z.number(), sha256: z.string()}),
});

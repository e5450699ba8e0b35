import * as z from 'zod';
import {conclusionsSchema} from './conclusions-schema.ts';
import {count, nullable, text} from './schema-parts.ts';

const evidence = z.object({
	source: text,
	line: count,
	path: text.exactOptional(),
	node: text,
	text,
});

const unparsed = z.object({source: text, line: count, path: text.exactOptional(), text, expected: text});

/** A link is for people to click on, so it leads nowhere but to a page. */
const link = z.string().regex(/^https:\/\/[^\s"'<>\\]+$/, 'expected a link that begins with https://');

/** A node of a report. */
const nodeSchema = z.object({
	id: text,
	name: text,
	role: text,
	distribution: text,
	origin: z.enum(['live', 'snapshot', 'recording', 'paste']),
	takenAt: text,
	readings: z.array(
		z.object({
			fact: text,
			status: z.enum(['ready', 'unavailable']),
			reason: nullable(text),
			remedy: nullable(text),
			partial: nullable(text),
			sources: z.array(text),
			unparsed: z.array(unparsed),
		}),
	),
	unrecognised: z.array(unparsed),
	hidden: z.array(z.object({kind: text, count, sources: count})).exactOptional(),
	hiddenSources: count.exactOptional(),
	disguised: z.array(z.enum(['addresses', 'names'])).exactOptional(),
});

/** An answer of a report. */
const answerSchema = z.object({
	number: z.number(),
	id: text,
	question: text,
	answer: text,
	values: z.array(text),
	evidence: z.array(evidence),
	commands: z.array(text),
	node: text,
});

/** A finding of a report. */
const findingSchema = z.object({
	rule: text,
	group: text,
	severity: z.enum(['error', 'warning', 'info']),
	status: z.enum(['pass', 'fail', 'unknown', 'skip']),
	nodes: z.array(text),
	title: text,
	expected: text,
	actual: text,
	evidence: z.array(evidence),
	why: text,
	fix: z.object({text, commands: z.array(text), verify: z.array(text)}),
	docs: z.array(link),
	consequenceOf: nullable(text),
	required: z.boolean(),
	waiver: z.object({reason: text, expires: text, expired: z.boolean()}).exactOptional(),
});

/** A snapshot inside a report. */
const embeddedSchema = z.object({
	node: text,
	data: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected a snapshot in base64'),
});

/** A whole report, as somebody else may give it. Fields that this version does not know are left out; one that is added later needs a default, for reports from before. */
export const reportSchema = z.object({
	format: z.literal('kdiag-report'),
	version: z.literal(1),
	tool: z.object({name: z.literal('kdiag'), version: text}),
	nodes: z.array(nodeSchema),
	conclusions: z.array(conclusionsSchema),
	answers: z.array(answerSchema),
	findings: z.array(findingSchema),
	/** Empty since there are reports. */
	differences: z.array(z.object({})),
	snapshots: z.array(embeddedSchema).exactOptional(),
});

import {expect, test} from 'vitest';
import type * as z from 'zod';
import type {Report} from '../../source/model/report.ts';
import {reportSchema} from '../../source/model/report-schema.ts';

/** A type with every field that may be left out, and none that is only read. */
type Whole<T> = T extends readonly (infer U)[]
	? Whole<U>[]
	: T extends object
		? {-readonly [K in keyof T]-?: Whole<Exclude<T[K], undefined>>}
		: T;

// Differences have no fields.
type Known = Omit<Whole<z.output<typeof reportSchema>>, 'differences'>;
type Written = Omit<Whole<Report>, 'differences'>;

test('the schema is the type: neither knows a field that the other does not', () => {
	// What is said here is said to the compiler.
	const readable = (report: Written): Known => report;
	const writable = (report: Known): Written => report;
	expect(readable).not.toBe(writable);
	expect(Object.keys(reportSchema.shape).at(-1)).toBe('snapshots');
});

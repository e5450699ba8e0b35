import * as z from 'zod';

/** Any text. It is somebody else's, and is escaped wherever it is shown. */
export const text = z.string();

/** A number of things, a line, a port. */
export const count = z.int().min(0);

/** Something or null. */
export const nullable = <T extends z.ZodType>(schema: T) => z.nullable(schema);

/** Where a record stood. */
export const place = z.object({source: text, line: count, path: text.exactOptional()});

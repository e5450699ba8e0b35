/**
 * A copy of plain data away from the text that it was read from: a string cut out of a longer one keeps the longer one in memory, its copy does not.
 * Through JSON, since engines know no other way to strings of their own.
 */
export const detach = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

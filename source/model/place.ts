/** Where a record stood: the part's name, its 1-based line, and inside JSON the pointer (RFC 6901) of the smallest enclosing value. */
export type Place = {readonly source: string; readonly line: number; readonly path?: string};

/** A line that should have been understood and was not, and what was expected there. */
export type Unparsed = Place & {readonly text: string; readonly expected: string};

/** What a parser returns: the value and all that it did not understand. A bad line never loses the rest. */
export type Parsed<T> = {readonly value: T; readonly unparsed: readonly Unparsed[]};

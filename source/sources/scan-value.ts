/** A range of a text, `end` not included. */
export type TextRange = {readonly start: number; readonly end: number};

/** The first place from `at` on that does not hold one of the letters, at most `limit` further. */
export const skip = (text: string, at: number, letters: string, limit: number): number => {
	let to = at;
	while (to < at + limit && to < text.length && letters.includes(text[to] as string)) {
		to += 1;
	}
	return to;
};

/** The quote at a place with the backslashes before it (as in JSON within JSON), or null where there is none. */
export const quoteAt = (
	text: string,
	at: number,
): {readonly quote: string; readonly slashes: number; readonly end: number} | null => {
	const to = skip(text, at, '\\', 8);
	const quote = text[to];
	return quote === '"' || quote === "'" || quote === '`' ? {quote, slashes: to - at, end: to + 1} : null;
};

/** What stands in quotes that open at `at`, up to the quote that closes them or the end of the line; null where no quote opens. */
export const quotedValue = (text: string, at: number): TextRange | null => {
	const open = quoteAt(text, at);
	if (open === null) {
		return null;
	}
	let slashes = 0;
	for (let to = open.end; to < text.length; to++) {
		const letter = text[to];
		if (letter === '\n') {
			return {start: open.end, end: text[to - 1] === '\r' ? Math.max(open.end, to - 1) : to};
		}
		// Within JSON in JSON a quote with more backslashes than the first one belongs to the value.
		if (letter === open.quote && (open.slashes === 0 ? slashes % 2 === 0 : slashes <= open.slashes)) {
			return {start: open.end, end: to - Math.min(slashes, open.slashes)};
		}
		slashes = letter === '\\' ? slashes + 1 : 0;
	}
	return {start: open.end, end: text.length};
};

/** What stands from `at` up to the first of the letters or the end of the line. */
export const valueUpTo = (text: string, at: number, stops: string): TextRange => {
	let to = at;
	while (to < text.length && text[to] !== '\n' && text[to] !== '\r' && !stops.includes(text[to] as string)) {
		to += 1;
	}
	return {start: at, end: to};
};

/** What stands from `at` up to the end of the line, without a comment (YAML: blank and `#`) and blanks at its end. */
export const valueOfLine = (text: string, at: number): TextRange => {
	let {end} = valueUpTo(text, at, '\0');
	const comment = text.slice(at, end).search(/[ \t]#/);
	end = comment < 0 ? end : at + comment;
	while (end > at && (text[end - 1] === ' ' || text[end - 1] === '\t')) {
		end -= 1;
	}
	return {start: at, end};
};

/** A value in a JSON document: bytes from `start` to `end`. */
export type JsonSlice = {readonly start: number; readonly end: number};

/** A member of a document's one object: the items of one that is a list, or the one value. */
export type JsonMember = {readonly isList: boolean; readonly slices: readonly JsonSlice[]};

/** What is wrong with the shape of a document: where, in bytes, and what was expected there. */
export type JsonDamage = {readonly offset: number; readonly expected: string};

/** How deep brackets may stand in each other, and how many values there may be: more take the memory of a machine and are in no report. */
export const jsonLimits = {depth: 64, values: 10_000_000, key: 1000} as const;

const byte = (letter: string): number => letter.charCodeAt(0);
const [quote, backslash, comma, colon] = [byte('"'), byte('\\'), byte(','), byte(':')];
const [openBrace, closeBrace, openBracket, closeBracket] = [byte('{'), byte('}'), byte('['), byte(']')];

const cut = 'the rest of the document: it is cut here';

const isBlank = (value: number | undefined): boolean =>
	value === 0x20 || value === 0x0a || value === 0x0d || value === 0x09;

const isDamage = (value: number | JsonDamage): value is JsonDamage => typeof value !== 'number';

/** Behind the string that begins at `start`. */
const stringEnd = (bytes: Buffer, start: number): number | JsonDamage => {
	for (let end = bytes.indexOf(quote, start + 1); end >= 0; end = bytes.indexOf(quote, end + 1)) {
		let before = end - 1;
		while (bytes[before] === backslash) {
			before -= 1;
		}
		if ((end - before) % 2 === 1) {
			return end + 1;
		}
	}
	return {offset: bytes.length, expected: cut};
};

/** What a slice says; undefined where it is no JSON. */
export const sliceValue = (bytes: Buffer, {start, end}: JsonSlice): unknown => {
	try {
		return JSON.parse(bytes.toString('utf8', start, end));
	} catch {
		return undefined;
	}
};

/**
 * The members of a document whose top is an object, each as a piece of its bytes, without making anything of them: what is not wanted is never parsed,
 * and what is may be parsed piece by piece. Linear. Whether a piece is JSON is for JSON.parse to tell.
 */
export const jsonMembers = (bytes: Buffer): ReadonlyMap<string, JsonMember> | JsonDamage => {
	const members = new Map<string, JsonMember>();
	let values = 0;
	let at = 0;

	const skipBlanks = (): void => {
		while (isBlank(bytes[at])) {
			at += 1;
		}
	};
	const damage = (expected: string, offset = at): JsonDamage => ({offset: Math.min(offset, bytes.length), expected});
	/** Behind the value that begins here. */
	const valueEnd = (): number | JsonDamage => {
		let depth = 0;
		let index = at;
		while (index < bytes.length) {
			const value = bytes[index];
			if (value === quote) {
				const end = stringEnd(bytes, index);
				if (isDamage(end)) {
					return end;
				}
				index = end;
				continue;
			}
			if (value === openBrace || value === openBracket) {
				depth += 1;
				values += 1;
				if (depth > jsonLimits.depth) {
					return damage(`at most ${jsonLimits.depth} levels`, index);
				}
			} else if (value === closeBrace || value === closeBracket) {
				if (depth === 0) {
					return index;
				}
				depth -= 1;
				if (depth === 0) {
					return index + 1;
				}
			} else if (value === comma) {
				if (depth === 0) {
					return index;
				}
				values += 1;
			}
			if (values > jsonLimits.values) {
				return damage(`at most ${jsonLimits.values} values`, index);
			}
			index += 1;
		}
		return depth === 0 ? index : damage(cut, index);
	};
	const take = (slices: JsonSlice[]): JsonDamage | null => {
		const start = at;
		const end = valueEnd();
		if (isDamage(end)) {
			return end;
		}
		if (end === start) {
			return damage('a value');
		}
		values += 1;
		if (values > jsonLimits.values) {
			return damage(`at most ${jsonLimits.values} values`);
		}
		slices.push({start, end});
		at = end;
		skipBlanks();
		return null;
	};
	/** All that stands between brackets, by commas; `one` takes what stands between two. */
	const takeList = (close: number, one: () => JsonDamage | null): JsonDamage | null => {
		at += 1;
		skipBlanks();
		for (let isFirst = true; bytes[at] !== close; isFirst = false) {
			if (!isFirst) {
				if (bytes[at] !== comma) {
					return damage(at >= bytes.length ? cut : 'a comma');
				}
				at += 1;
				skipBlanks();
			}
			const wrong = one();
			if (wrong !== null) {
				return wrong;
			}
		}
		at += 1;
		skipBlanks();
		return null;
	};
	const takeMember = (): JsonDamage | null => {
		const start = at;
		const end = bytes[at] === quote ? stringEnd(bytes, at) : damage('a name in quotes');
		if (isDamage(end)) {
			return end;
		}
		const key = end - start > jsonLimits.key ? undefined : sliceValue(bytes, {start, end});
		if (typeof key !== 'string' || members.has(key)) {
			return damage(typeof key === 'string' ? `${JSON.stringify(key)} only once` : 'a short name in quotes', start);
		}
		at = end;
		skipBlanks();
		if (bytes[at] !== colon) {
			return damage('a colon');
		}
		at += 1;
		skipBlanks();
		const isList = bytes[at] === openBracket;
		const slices: JsonSlice[] = [];
		members.set(key, {isList, slices});
		return isList ? takeList(closeBracket, () => take(slices)) : take(slices);
	};

	skipBlanks();
	if (bytes[at] !== openBrace) {
		return damage('an object');
	}
	const wrong = takeList(closeBrace, takeMember);
	if (wrong !== null) {
		return wrong;
	}
	return at === bytes.length ? members : damage('nothing after the document');
};

/** A 32-bit mark of which only the bits in `known` are known. */
export type Mark = {readonly value: number; readonly known: number};

const all = 0xffffffff;

/** A mark of which every bit is known. */
export const knownMark = (value: number): Mark => ({value: value >>> 0, known: all});

/** A mark of which nothing is known. */
export const unknownMark: Mark = {value: 0, known: 0};

/** The value, or null where a bit is unknown. */
export const markValue = (mark: Mark): number | null => (mark.known === all ? mark.value : null);

/** The bits under a mask, or null where one of them is unknown. */
export const maskedValue = (mark: Mark, mask: number): number | null =>
	(mark.known & mask) >>> 0 === mask >>> 0 ? (mark.value & mask) >>> 0 : null;

/** The mark of a packet that may have come either way: where the two differ it is unknown. */
export const mergeMarks = (first: Mark, second: Mark): Mark => {
	const known = (first.known & second.known & ~(first.value ^ second.value)) >>> 0;
	return {value: (first.value & known) >>> 0, known};
};

/** Clears the bits of `mask`, then turns those of `value` over: `--set-xmark value/mask` (iptables-extensions(8)). */
export const xorMark = (mark: Mark, value: number, mask: number): Mark => {
	const known = (mark.known | mask) >>> 0;
	return {value: (((mark.value & ~mask) ^ value) & known) >>> 0, known};
};

/** Sets bits: known afterwards whatever they were. */
export const orMark = (mark: Mark, value: number): Mark => xorMark(mark, value, value);

/** Keeps only the bits of `value`. */
export const andMark = (mark: Mark, value: number): Mark => xorMark(mark, 0, ~value >>> 0);

/** Copies the bits of `from` under `fromMask` over the bits of `to` under `toMask`, as CONNMARK saves and restores. */
export const copyMark = (to: Mark, toMask: number, from: Mark, fromMask: number): Mark => {
	const source = (from.value & fromMask) >>> 0;
	const cleared = xorMark(to, 0, toMask);
	const known = (cleared.known & (from.known | ~fromMask)) >>> 0;
	return {value: ((cleared.value ^ source) & known) >>> 0, known};
};

/** Reads `0x4000`, `0x4000/0xc000` or decimals; the mask is all ones where none is given. Null when it is neither. */
export const parseMark = (text: string): {readonly value: number; readonly mask: number} | null => {
	const [first = '', second = '0xffffffff', ...rest] = text.split('/');
	const value = parseNumber(first);
	const mask = parseNumber(second);
	return value === null || mask === null || rest.length > 0 ? null : {value, mask};
};

/** Reads a 32-bit number, decimal or hexadecimal. */
export const parseNumber = (text: string): number | null => {
	if (!/^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text)) {
		return null;
	}
	const value = Number(text);
	return value > all ? null : value;
};

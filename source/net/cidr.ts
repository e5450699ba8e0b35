import {type ParsedAddress, parseAddress} from './address.ts';

/** A range of addresses: first and last as numbers. `text` is the network in normal form (`10.244.1.0/24`). */
export type Cidr = {
	readonly family: 4 | 6;
	readonly prefix: number;
	readonly first: bigint;
	readonly last: bigint;
	readonly text: string;
};

const format = (family: 4 | 6, value: bigint): string => {
	if (family === 4) {
		const number = Number(value);
		return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
	}
	const groups = Array.from({length: 8}, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
	return parseAddress(groups.join(':'))?.text ?? groups.join(':');
};

/** Reads `10.244.1.1/24` (host bits may be set), or a bare address as /32 or /128. Null when it is neither. */
export const parseCidr = (text: string): Cidr | null => {
	const slash = text.indexOf('/');
	const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
	if (address === null) {
		return null;
	}
	const bits = address.family === 4 ? 32 : 128;
	const suffix = slash < 0 ? String(bits) : text.slice(slash + 1);
	if (!/^\d{1,3}$/.test(suffix) || Number(suffix) > bits) {
		return null;
	}
	const prefix = Number(suffix);
	const host = BigInt(bits - prefix);
	const size = 1n << host;
	const first = (address.value >> host) << host;
	return {
		family: address.family,
		prefix,
		first,
		last: first + size - 1n,
		text: `${first === address.value ? address.text : format(address.family, first)}/${prefix}`,
	};
};

/** Reads a comma-separated list of ranges; entries that are none are left out. */
export const parseCidrs = (text: string): readonly Cidr[] =>
	text
		.split(',')
		.map((item) => parseCidr(item.trim()))
		.filter((cidr) => cidr !== null);

/** Whether two ranges share an address. */
export const overlaps = (a: Cidr, b: Cidr): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

/** Whether the second range lies inside the first. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
	outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

/** Whether an address that was parsed lies in a range. */
export const containsParsed = (range: Cidr, {family, value}: ParsedAddress): boolean =>
	family === range.family && value >= range.first && value <= range.last;

/** Whether an address lies in a range. */
export const containsAddress = (range: Cidr, address: string): boolean => {
	const parsed = parseAddress(address);
	return parsed !== null && containsParsed(range, parsed);
};

/** How many addresses a range has. */
export const sizeOf = (range: Cidr): bigint => range.last - range.first + 1n;

/** The n-th address of a range (0 is the network's own). */
export const addressAt = (range: Cidr, n: bigint): string => format(range.family, range.first + n);

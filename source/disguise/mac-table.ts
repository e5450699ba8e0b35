import type {AddressTable, Draw} from './address-table.ts';

/** Gives each MAC address another one. */
export type MacTable = (bytes: readonly number[]) => readonly number[];

const keyOf = (bytes: readonly number[]): string => bytes.join(':');

const v4Of = (bytes: readonly number[]): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

/** Prefixes of addresses that are made of an IPv4 address: by docker, and by the bridge plugin. */
const isDerived = ([first, second]: readonly number[]): boolean =>
	(first === 0x02 && second === 0x42) || (first === 0x0a && second === 0x58);

/**
 * A table for the MAC addresses of a run: the vendor's half stays, the other is drawn by lot, equal for equal ones, never one that was seen. What is none
 * (zero, broadcast, a group) stays; one that is made of an IPv4 address is made of its image.
 */
export const createMacTable = (
	seen: readonly (readonly number[])[],
	{table, isSeen}: {readonly table: AddressTable; readonly isSeen: (address: bigint) => boolean},
	draw: Draw,
): MacTable => {
	const taken = new Set(seen.map(keyOf));
	const images = new Map<string, readonly number[]>();
	return (bytes) => {
		if (bytes.every((byte) => byte === 0) || ((bytes[0] ?? 0) & 1) === 1) {
			return bytes;
		}
		const key = keyOf(bytes);
		const known = images.get(key);
		if (known !== undefined) {
			return known;
		}
		const address = v4Of(bytes.slice(2));
		if (isDerived(bytes) && isSeen(address)) {
			const image = table({family: 4, value: address});
			const made = [...bytes.slice(0, 2), ...[24n, 16n, 8n, 0n].map((by) => Number((image >> by) & 255n))];
			images.set(key, made);
			return made;
		}
		let made = bytes;
		while (taken.has(keyOf(made))) {
			made = [...bytes.slice(0, 3), draw(256), draw(256), draw(256)];
		}
		taken.add(keyOf(made));
		images.set(key, made);
		return made;
	};
};

/** The MAC address in an interface identifier of EUI-64 (RFC 4291), or null where it is none. */
export const macOfIdentifier = (identifier: bigint): readonly number[] | null => {
	const bytes = Array.from({length: 8}, (_, index) => Number((identifier >> BigInt(56 - 8 * index)) & 255n));
	const [a = 0, b = 0, c = 0, d, e, f = 0, g = 0, h = 0] = bytes;
	return d === 0xff && e === 0xfe ? [a ^ 2, b, c, f, g, h] : null;
};

/** The interface identifier that a MAC address gives. */
export const identifierOfMac = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): bigint =>
	[a ^ 2, b, c, 0xff, 0xfe, d, e, f].reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

import type {Visitor} from './scan-addresses.ts';

const hexOf = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

/** Bytes of each word of 32 bits in the other order, as the kernel prints an address on a little-endian machine. */
const turned = (hex: string): string =>
	(hex.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).reverse().join('')).join('');

const mapped = 0xffff_0000_0000n;

/** A hexadecimal address with another one, in the order and the spelling in which it was. */
const image = (hex: string, prefix: number | null, isTurned: boolean, {address}: Visitor): string => {
	const value = BigInt(`0x${isTurned ? turned(hex) : hex}`);
	// IPv4 in a socket of IPv6 is IPv4.
	const isMapped = hex.length === 32 && value >> 32n === mapped >> 32n;
	const family = hex.length === 8 || isMapped ? 4 : 6;
	const bare = isMapped ? value - mapped : value;
	const found = address(family, bare, isMapped ? null : prefix) + (isMapped ? mapped : 0n);
	const written = hexOf(found, hex.length);
	const digits = isTurned ? turned(written) : written;
	return hex === hex.toUpperCase() ? digits.toUpperCase() : digits;
};

const prefixOfMask = (mask: string): number =>
	BigInt(`0x${turned(mask)}`)
		.toString(2)
		.replace(/0+$/, '').length;

type Table = (text: string, visitor: Visitor) => string;

const sockets: Table = (text, visitor) =>
	text.replace(
		/\b([0-9A-F]{32}|[0-9A-F]{8}):([0-9A-F]{4})\b/g,
		(_, hex: string, port: string) => `${image(hex, null, true, visitor)}:${port}`,
	);

const routesV4: Table = (text, visitor) =>
	text.replace(
		/^(\S+\s+)([0-9A-F]{8})(\s+)([0-9A-F]{8})((?:\s+\S+){4}\s+)([0-9A-F]{8})/gm,
		(_, head: string, to: string, gap: string, via: string, middle: string, mask: string) =>
			`${head}${image(to, prefixOfMask(mask), true, visitor)}${gap}${image(via, null, true, visitor)}${middle}${mask}`,
	);

const addressesV6: Table = (text, visitor) =>
	text.replace(
		/^([0-9a-f]{32})(\s+\S+\s+)([0-9a-f]{2})/gm,
		(_, hex: string, gap: string, length: string) =>
			`${image(hex, Number.parseInt(length, 16), false, visitor)}${gap}${length}`,
	);

const routesV6: Table = (text, visitor) =>
	text.replace(
		/^([0-9a-f]{32}) ([0-9a-f]{2}) ([0-9a-f]{32}) ([0-9a-f]{2}) ([0-9a-f]{32})/gm,
		(_, to: string, length: string, from: string, fromLength: string, via: string) =>
			`${image(to, Number.parseInt(length, 16), false, visitor)} ${length} ${image(from, Number.parseInt(fromLength, 16), false, visitor)} ${fromLength} ${image(via, null, false, visitor)}`,
	);

const virtualServers: Table = (text, visitor) =>
	text.replace(
		/(?<![0-9A-F])([0-9A-F]{8}):([0-9A-F]{4})\b/g,
		(_, hex: string, port: string) => `${image(hex, null, false, visitor)}:${port}`,
	);

/** Tables of the kernel that hold addresses as hexadecimal numbers (proc_pid_net(5)), by the name of their file. */
const tables: readonly (readonly [RegExp, Table])[] = [
	[/\/net\/(?:tcp|udp|raw|udplite)6?$/, sockets],
	[/\/net\/route$/, routesV4],
	[/\/net\/if_inet6$/, addressesV6],
	[/\/net\/ipv6_route$/, routesV6],
	[/\/net\/ip_vs$/, virtualServers],
];

/** A table of the kernel with other addresses, or null where the file is none of those that hold them as numbers. */
export const scanTable = (name: string, text: string, visitor: Visitor): string | null =>
	tables.find(([pattern]) => pattern.test(name))?.[1](text, visitor) ?? null;

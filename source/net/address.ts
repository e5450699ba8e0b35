import ipaddr from 'ipaddr.js';

/** An IP address as a number, with its family. IPv4-mapped IPv6 addresses are IPv4. */
export type ParsedAddress = {readonly family: 4 | 6; readonly value: bigint; readonly text: string};

const [dot, zero, nine] = [46, 48, 57];

/** Four numbers up to 255 without leading zeros, as every tool of a node prints IPv4, as one number; -1 for anything else. By characters, since a node's output is full of them. */
const plainIpv4 = (text: string): number => {
	let value = 0;
	let part = -1;
	let dots = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === dot && part >= 0 && dots < 3) {
			value = value * 256 + part;
			part = -1;
			dots++;
		} else if (code >= zero && code <= nine && part !== 0) {
			part = Math.max(part, 0) * 10 + code - zero;
			if (part > 255) {
				return -1;
			}
		} else {
			return -1;
		}
	}
	return dots === 3 && part >= 0 ? value * 256 + part : -1;
};

const ipv4 = (text: string): ParsedAddress => ({family: 4, value: BigInt(plainIpv4(text)), text});

const parseIpv6 = (text: string): ipaddr.IPv6 | null => {
	try {
		return ipaddr.IPv6.parse(text);
	} catch {
		return null;
	}
};

/** Reads an address in any spelling; a zone (`%eth0`) and brackets are dropped. Null when it is not one. */
export const parseAddress = (text: string): ParsedAddress | null => {
	const plain = plainIpv4(text);
	if (plain >= 0) {
		return {family: 4, value: BigInt(plain), text};
	}
	const bare = text.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
	if (!bare.includes(':')) {
		// ipaddr.js reads `10` and octal forms as addresses; a node's tools never print those.
		return /^\d{1,3}(\.\d{1,3}){3}$/.test(bare) && ipaddr.IPv4.isValid(bare)
			? ipv4(ipaddr.IPv4.parse(bare).toString())
			: null;
	}
	const address = parseIpv6(bare);
	if (address === null) {
		return null;
	}
	if (address.isIPv4MappedAddress()) {
		return ipv4(address.toIPv4Address().toString());
	}
	const groups = address.parts.map((group) => group.toString(16).padStart(4, '0'));
	return {family: 6, value: BigInt(`0x${groups.join('')}`), text: address.toString()};
};

/** The address in normal form (IPv4-mapped as IPv4, IPv6 compressed), or the text itself when it is not an address. */
export const normaliseAddress = (text: string): string => parseAddress(text)?.text ?? text;

/** Whether two texts are the same address. */
export const sameAddress = (first: string, second: string): boolean =>
	first === second || normaliseAddress(first) === normaliseAddress(second);

const rangeOf = (text: string): string | null => {
	const parsed = parseAddress(text);
	return parsed === null ? null : ipaddr.parse(parsed.text).range();
};

/** 127.0.0.0/8 or ::1. */
export const isLoopback = (text: string): boolean =>
	plainIpv4(text) >= 0 ? text.startsWith('127.') : rangeOf(text) === 'loopback';

/** 0.0.0.0, :: or `*`. */
export const isWildcard = (text: string): boolean =>
	text === '*' || text === '::' || (plainIpv4(text) >= 0 ? text.startsWith('0.') : rangeOf(text) === 'unspecified');

/** 169.254.0.0/16 or fe80::/10. */
export const isLinkLocal = (text: string): boolean =>
	plainIpv4(text) >= 0 ? text.startsWith('169.254.') : rangeOf(text) === 'linkLocal';

/** An address that the internet routes: not private, shared (100.64.0.0/10), unique local, link-local, loopback, multicast or reserved. */
export const isPublic = (text: string): boolean => rangeOf(text) === 'unicast';

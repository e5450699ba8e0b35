import ipaddr from 'ipaddr.js';

/** An IP address as a number, with its family. IPv4-mapped IPv6 addresses are IPv4. */
export type ParsedAddress = {readonly family: 4 | 6; readonly value: bigint; readonly text: string};

const toNumber = (bytes: readonly number[]): bigint => {
	let value = 0n;
	for (const byte of bytes) {
		value = (value << 8n) | BigInt(byte);
	}
	return value;
};

/** Reads an address in any spelling; a zone (`%eth0`) and brackets are dropped. Null when it is not one. */
export const parseAddress = (text: string): ParsedAddress | null => {
	const bare = text.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
	// ipaddr.js reads `10` and octal forms as addresses; a node's tools never print those.
	if (!bare.includes(':') && !/^\d{1,3}(\.\d{1,3}){3}$/.test(bare)) {
		return null;
	}
	if (!ipaddr.isValid(bare)) {
		return null;
	}
	const address = ipaddr.process(bare);
	return {
		family: address.kind() === 'ipv4' ? 4 : 6,
		value: toNumber(address.toByteArray()),
		text: address.toString(),
	};
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
export const isLoopback = (text: string): boolean => rangeOf(text) === 'loopback';

/** 0.0.0.0, :: or `*`. */
export const isWildcard = (text: string): boolean => text === '*' || rangeOf(text) === 'unspecified';

/** 169.254.0.0/16 or fe80::/10. */
export const isLinkLocal = (text: string): boolean => rangeOf(text) === 'linkLocal';

/** An address that the internet routes: not private, shared (100.64.0.0/10), unique local, link-local, loopback, multicast or reserved. */
export const isPublic = (text: string): boolean => rangeOf(text) === 'unicast';

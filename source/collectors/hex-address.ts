import {normaliseAddress} from '../net/address.ts';

/** The IPv4 address that a row of /proc/net shows as one word in the byte order of the machine (little-endian): `0138A8C0` is 192.168.56.1. */
export const ipv4OfHex = (hex: string): string | null =>
	/^[0-9a-f]{8}$/i.test(hex)
		? [6, 4, 2, 0].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)).join('.')
		: null;

/** The IPv6 address that /proc/net/if_inet6 and /proc/net/ipv6_route show as 32 digits in network order. */
export const ipv6OfHex = (hex: string): string | null =>
	/^[0-9a-f]{32}$/i.test(hex) ? normaliseAddress((hex.match(/.{4}/g) ?? []).join(':')) : null;

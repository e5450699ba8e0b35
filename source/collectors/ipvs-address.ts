import {normaliseAddress} from '../net/address.ts';

const addressOf = (hex: string): string =>
	[0, 2, 4, 6].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');

/** An address and port of /proc/net/ip_vs, which unlike /proc/net/tcp are in network order: `C0A80016:0CEA`, `[fd00:0000:…:0001]:01BB`; null for other text. */
export const hexAddress = (text: string): {readonly address: string; readonly port: number} | null => {
	const v4 = /^([0-9A-F]{8}):([0-9A-F]{4})$/.exec(text);
	if (v4 !== null) {
		return {address: addressOf(v4[1] ?? ''), port: Number.parseInt(v4[2] ?? '', 16)};
	}
	// The kernel writes every digit of an IPv6 address, ipvsadm never does.
	const v6 = /^\[((?:[0-9a-fA-F]{4}:){7}[0-9a-fA-F]{4})\]:([0-9A-F]{4})$/.exec(text);
	return v6 === null ? null : {address: normaliseAddress(v6[1] ?? ''), port: Number.parseInt(v6[2] ?? '', 16)};
};

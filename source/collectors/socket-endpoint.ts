import {normaliseAddress, parseAddress} from '../net/address.ts';
import {isPlainIpv4, isPlainIpv6} from './canonical-address.ts';
import {portOfService} from './service-ports.ts';

/** One end of a socket. `port` is null for `*` and unknown names; `named` tells the two apart; `known` is false where the text is no address. */
export type Endpoint = {
	readonly address: string;
	readonly port: number | null;
	readonly named: boolean;
	readonly known: boolean;
};

/** Reads `ADDRESS:PORT` as netstat and ss print it; null when there is no colon or one side is empty. */
export type EndpointReader = (text: string) => Endpoint | null;

/** The number that a text of digits stands for, null when it is anything else or larger than 2^53. */
export const toInteger = (text: string): number | null => {
	if (text === '' || text.length > 15) {
		return null;
	}
	let value = 0;
	for (let index = 0; index < text.length; index++) {
		const digit = text.charCodeAt(index) - 48;
		if (digit < 0 || digit > 9) {
			return null;
		}
		value = value * 10 + digit;
	}
	return value;
};

const bareAddress = (text: string): string => {
	const zone = text.indexOf('%');
	const bare = zone === -1 ? text : text.slice(0, zone);
	return bare.startsWith('[') ? bare.slice(1).replace(']', '') : bare;
};

/** An address, with `*` as the wildcard of its family. */
export const wildcardOr = (address: string, family: 4 | 6): string =>
	address === '*' ? (family === 6 ? '::' : '0.0.0.0') : address;

type Address = {readonly text: string; readonly known: boolean};

/** Names that netstat and ss print without `-n` for the loopback addresses (hosts(5)). */
const loopbackNames: ReadonlyMap<string, string> = new Map([
	['localhost', '127.0.0.1'],
	['ip6-localhost', '::1'],
	['localhost6', '::1'],
]);

const readAddress = (text: string): Address => {
	const written = bareAddress(text);
	const bare = loopbackNames.get(written) ?? written;
	const known = bare === '*' || parseAddress(bare) !== null;
	return {text: known && bare !== '*' ? normaliseAddress(bare) : bare, known};
};

/** The port that a text of digits is; null when it is no number up to 65535. */
const readPort = (text: string): number | null => {
	const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	return port <= 65_535 ? port : null;
};

/** A reader that remembers the addresses it had to think about; those in normal form already, nearly all, are taken as they are. */
export const createEndpointReader = (): EndpointReader => {
	const addresses = new Map<string, Address>();
	const slowly = (written: string): Address => {
		const address = addresses.get(written) ?? readAddress(written);
		addresses.set(written, address);
		return address;
	};
	let last: Endpoint | null = null;
	let lastText = '';
	const readNew = (text: string): Endpoint | null => {
		const colon = text.lastIndexOf(':');
		if (colon <= 0 || colon === text.length - 1) {
			return null;
		}
		const bracketed = text.startsWith('[') && text.charCodeAt(colon - 1) === 93;
		const written = bracketed ? text.slice(1, colon - 1) : text.slice(0, colon);
		const plain = isPlainIpv4(written) || isPlainIpv6(written);
		const address = plain ? written : slowly(written);
		const bare = typeof address === 'string' ? address : address.text;
		const known = typeof address === 'string' || address.known;
		const end = text.slice(colon + 1);
		const port = readPort(end);
		return port !== null || end === '*'
			? {address: bare, port, named: false, known}
			: {address: bare, port: portOfService(end), named: true, known};
	};
	return (text) => {
		// Most sockets of a server have its own end in common.
		if (text !== lastText) {
			lastText = text;
			last = readNew(text);
		}
		return last;
	};
};

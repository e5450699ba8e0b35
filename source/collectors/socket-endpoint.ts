import {normaliseAddress, parseAddress} from '../net/address.ts';
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

const readAddress = (text: string): Address => {
	const bare = bareAddress(text);
	const known = bare === '*' || parseAddress(bare) !== null;
	return {text: known && bare !== '*' ? normaliseAddress(bare) : bare, known};
};

/** A reader that remembers the addresses it has met: a busy node has few of them and many sockets. */
export const createEndpointReader = (): EndpointReader => {
	const addresses = new Map<string, Address>();
	return (text) => {
		const colon = text.lastIndexOf(':');
		if (colon <= 0 || colon === text.length - 1) {
			return null;
		}
		const written = text.slice(0, colon);
		let address = addresses.get(written);
		if (address === undefined) {
			address = readAddress(written);
			addresses.set(written, address);
		}
		const portText = text.slice(colon + 1);
		const number = toInteger(portText);
		const port = number !== null && number <= 65_535 ? number : null;
		if (port !== null || portText === '*') {
			return {address: address.text, port, named: false, known: address.known};
		}
		return {address: address.text, port: portOfService(portText), named: true, known: address.known};
	};
};

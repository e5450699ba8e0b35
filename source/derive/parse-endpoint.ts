import {normaliseAddress, parseAddress} from '../net/address.ts';

/** Reads `10.244.1.5:8080`, `[fd00::5]:8080`, or an address alone. Null when it is neither. */
export const parseEndpoint = (text: string): {readonly address: string; readonly port: number | null} | null => {
	if (parseAddress(text) !== null) {
		return {address: normaliseAddress(text), port: null};
	}
	const colon = text.lastIndexOf(':');
	const address = parseAddress(text.slice(0, colon));
	const port = Number(text.slice(colon + 1));
	return colon < 0 || address === null || !Number.isInteger(port) ? null : {address: address.text, port};
};

import {parseAddress} from '../net/address.ts';

const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::(\d{1,5}))?$/;

const isOctets = (address: string): boolean => address.split('.').every((octet) => Number(octet) <= 255);

/** Reads `10.244.1.5:8080`, `[fd00::5]:8080`, or an address alone. Null when it is neither. */
export const parseEndpoint = (text: string): {readonly address: string; readonly port: number | null} | null => {
	// Ten thousand services have thirty thousand of these: no library is asked.
	const match = ipv4.exec(text);
	if (match !== null) {
		const [, address = '', port] = match;
		return isOctets(address) ? {address, port: port === undefined ? null : Number(port)} : null;
	}
	const bracket = text.lastIndexOf(']:');
	const address = parseAddress(bracket < 0 ? text : text.slice(0, bracket + 1));
	const port = bracket < 0 ? null : Number(text.slice(bracket + 2));
	return address === null || (port !== null && !Number.isInteger(port)) ? null : {address: address.text, port};
};

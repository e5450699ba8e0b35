import {parseAddress} from '../net/address.ts';

/** A host and port out of a URL or `host:port`. `host` is an address in normal form, a name, or empty where only a port was given. */
export type Endpoint = {readonly host: string; readonly port: number | null};

const portOf = (text: string): number | null => {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
	return port <= 65535 ? port : null;
};

const endpoint = (text: string): Endpoint => {
	const afterScheme = text.slice(text.indexOf('://') < 0 ? 0 : text.indexOf('://') + 3);
	const authority = afterScheme.split('/')[0] ?? '';
	if (parseAddress(authority) !== null && !authority.startsWith('[')) {
		return {host: parseAddress(authority)?.text ?? authority, port: null};
	}
	const colon = authority.lastIndexOf(':');
	const hasPort = colon > authority.lastIndexOf(']');
	const host = (hasPort ? authority.slice(0, colon) : authority).replace(/^\[|\]$/g, '');
	return {host: parseAddress(host)?.text ?? host, port: hasPort ? portOf(authority.slice(colon + 1)) : null};
};

/**
 * The endpoints in a comma-separated list as flags have it: `https://127.0.0.1:2379,https://10.0.0.1:2379`, `0.0.0.0:10256`, `[::]:10249`,
 * and with a name in front (`cp1=https://10.0.0.1:2380`). Unix sockets are none.
 */
export const endpointsOf = (list: string): readonly Endpoint[] =>
	list
		.split(',')
		.map((item) => item.trim())
		.filter((item) => item !== '' && !/(^|=)unixs?:/.test(item))
		.map((item) => endpoint(item.slice(item.indexOf('=') + 1)));

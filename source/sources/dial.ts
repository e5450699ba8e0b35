import {connect} from 'node:net';

/** How long a connection may take to open, in ms. */
export const dialTimeout = 3000;

const words: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'no route',
	ENETUNREACH: 'no route',
	EHOSTDOWN: 'no route',
	ETIMEDOUT: 'timed out',
	ENOTFOUND: 'unknown host',
	EAI_AGAIN: 'unknown host',
};

/** Host and port of `10.0.0.1:6443` or `[fd00::1]:6443`; null where it is neither. */
const endpointOf = (endpoint: string): {readonly host: string; readonly port: number} | null => {
	const colon = endpoint.lastIndexOf(':');
	const port = Number(endpoint.slice(colon + 1));
	const host = endpoint.slice(0, colon).replace(/^\[|\]$/g, '');
	return host === '' || !Number.isInteger(port) || port < 1 || port > 65_535 ? null : {host, port};
};

/**
 * Opens a TCP connection, sends nothing and closes it: `open`, `refused`, `timed out`, `no route`, `unknown host`, or `failed` with the error's code, and how long it took.
 * Only asked for with --probe.
 */
export const dial = (endpoint: string, timeout = dialTimeout): Promise<string> =>
	new Promise((resolve) => {
		const target = endpointOf(endpoint);
		if (target === null) {
			resolve('failed EINVAL');
			return;
		}
		const started = performance.now();
		const socket = connect(target);
		const end = (result: string): void => {
			clearTimeout(timer);
			socket.destroy();
			resolve(`${result} after ${Math.round(performance.now() - started)} ms`);
		};
		const timer = setTimeout(() => end('timed out'), timeout);
		socket.once('connect', () => end('open'));
		socket.once('error', (error: NodeJS.ErrnoException) =>
			end(words[error.code ?? ''] ?? `failed ${error.code ?? ''}`.trim()),
		);
	});

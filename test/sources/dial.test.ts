import {createServer, type Server} from 'node:net';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {dial} from '../../source/sources/dial.ts';

let server: Server;
let port = 0;
let received = 0;
beforeAll(async () => {
	server = createServer((socket) => {
		socket.on('data', (chunk) => {
			received += chunk.length;
		});
		socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	port = (server.address() as {port: number}).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a listener is open, and nothing is sent to it', async () => {
	expect(await dial(`127.0.0.1:${port}`)).toMatch(/^open after \d+ ms$/);
	expect(received).toBe(0);
});

test('nobody there refuses', async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const free = (other.address() as {port: number}).port;
	await new Promise((resolve) => other.close(resolve));
	expect(await dial(`127.0.0.1:${free}`)).toMatch(/^refused after/);
});

test.each(['nothing', '127.0.0.1:', '127.0.0.1:99999', ':80'])('%s is no endpoint', async (endpoint) => {
	expect(await dial(endpoint)).toBe('failed EINVAL');
});

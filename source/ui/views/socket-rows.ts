import type {Socket} from '../../model/facts/socket.ts';
import {column, gap, textWidth} from '../fit-line.ts';
import type {Line, Span} from '../span.ts';
import {rawAt} from '../target.ts';
import type {Row, Rows, ViewContext} from '../view.ts';

/** `[::1]:2379`, `10.0.0.1:443`; `*` for no port. */
const endpoint = (address: string, port: number | null): string =>
	`${address.includes(':') ? `[${address}]` : address}:${port ?? '*'}`;

const keyOf = ({protocol, localAddress, localPort, remoteAddress, remotePort, inode}: Socket): string =>
	`${localPort} ${remotePort} ${localAddress} ${remoteAddress} ${protocol} ${inode}`;

/** At least `width` columns: addresses are never cut, so that they can be scrolled to. */
const wide = (span: Span, width: number): Span => (textWidth(span.text) > width ? span : column(span, width));

const ownerOf = ({program, pid}: Socket): string =>
	program === null ? '-' : `${program}${pid === null ? '' : ` ${pid}`}`;

const queuesOf = ({receiveQueue, sendQueue}: Socket): string =>
	receiveQueue === 0 && sendQueue === 0 ? '' : `queued in ${receiveQueue} out ${sendQueue}`;

/** Sockets as rows, made when they are shown: each with its output line. */
export const socketRows = (sockets: readonly Socket[], {pen, width, node}: ViewContext): Rows => {
	const end = Math.max(21, Math.min(45, Math.floor((width - 12 - 17) / 2)));
	const lineOf = (socket: Socket): Line => {
		const notes = [queuesOf(socket), socket.unconfirmed ? 'not known to the kernel' : ''].filter(Boolean).join(' ');
		const owner = pen.quote(ownerOf(socket));
		return [
			wide(pen.quote(socket.state ?? socket.protocol), 11),
			gap(1),
			wide(pen.quote(endpoint(socket.localAddress, socket.localPort)), end),
			gap(1),
			wide(pen.quote(endpoint(socket.remoteAddress, socket.remotePort)), end),
			gap(1),
			...(notes === '' ? [owner] : [wide(owner, 20), gap(1), pen.words(notes, 'warning')]),
		];
	};
	const at = (index: number): Row => {
		const socket = sockets[index];
		if (socket === undefined) {
			return {line: []};
		}
		const raw = rawAt(socket.at, node);
		return {key: keyOf(socket), line: lineOf(socket), opens: raw, raw};
	};
	return {
		count: sockets.length,
		at,
		indexOf: (key) => {
			// Numbers are compared before a text is made of each of many sockets.
			const [localPort, remotePort] = key.split(' ', 2).map((port) => (port === 'null' ? null : Number(port)));
			return sockets.findIndex(
				(socket) => socket.localPort === localPort && socket.remotePort === remotePort && keyOf(socket) === key,
			);
		},
		textAt: (index) => {
			const socket = sockets[index];
			return socket === undefined
				? ''
				: pen.quote(
						`${socket.state ?? socket.protocol} ${endpoint(socket.localAddress, socket.localPort)} ${endpoint(socket.remoteAddress, socket.remotePort)} ${ownerOf(socket)}`,
					).text;
		},
	};
};

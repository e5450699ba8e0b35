import {write as writeBytes} from 'node:fs';

/** How long to wait before a reader that takes nothing now is asked again, in ms. */
const pause = 10;

/** Writes what the reader takes; gives the number of bytes. Past streams, which take time to load and do not say everywhere that the disk is full. */
const writeSome = (fd: number, bytes: Uint8Array): Promise<number> =>
	new Promise((resolve, reject) => {
		writeBytes(fd, bytes, (error, count) => {
			if (error?.code === 'EAGAIN') {
				setTimeout(resolve, pause, 0);
			} else if (error === null) {
				resolve(count);
			} else {
				reject(error);
			}
		});
	});

const writeAll = async (fd: number, bytes: Uint8Array): Promise<void> => {
	for (let rest = bytes; rest.length > 0; ) {
		rest = rest.subarray(await writeSome(fd, rest));
	}
};

/** So many bytes are encoded at a time: a large document does not stand in memory twice. */
const pieceSize = 1_048_576;

const writeText = async (fd: number, texts: Iterable<string>): Promise<void> => {
	const encoder = new TextEncoder();
	const piece = new Uint8Array(pieceSize);
	let filled = 0;
	for (const text of texts) {
		for (let at = 0; at < text.length; ) {
			const {read, written} = encoder.encodeInto(text.slice(at), piece.subarray(filled));
			at += read;
			filled += written;
			// A letter takes up to four bytes, and then no more fits.
			if (filled > pieceSize - 4) {
				await writeAll(fd, piece.subarray(0, filled));
				filled = 0;
			}
		}
	}
	await writeAll(fd, piece.subarray(0, filled));
};

/** Writes a document to a file descriptor, and waits until all of it is handed over. Throws what the system says: EPIPE where the reader went away, ENOSPC where a disk is full. */
export const writeDescriptor = async (fd: number, data: string | Uint8Array | Iterable<string>): Promise<void> => {
	if (data instanceof Uint8Array) {
		await writeAll(fd, data);
	} else {
		await writeText(fd, typeof data === 'string' ? [data] : data);
	}
};

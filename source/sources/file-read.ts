import {constants} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import type {Failure} from '../model/capture.ts';
import {failure} from './failures.ts';

/** The text of a file; `partial` says why it is not all of it. Or why there is none. */
export type FileRead = {readonly text: string; readonly partial: string | null} | {readonly failure: Failure};

/**
 * How files are opened (open(2)): a pipe does not wait for its other end, a terminal does not become ours.
 * Links are followed, since resolv.conf, kubelet's client certificate and every file of a ConfigMap volume are links; what was opened is looked at instead.
 */
export const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** What is said of a path that is a folder, a pipe, a socket or a device. */
export const notAFile = (path: string): FileRead => ({failure: failure('not-a-file', `${path} is not a file`)});

const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** Bytes as text: those that are not UTF-8 become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** The text of bytes, or of the whole lines among the first `limit` where there are more. */
export const cutText = (bytes: Buffer, limit: number): FileRead => {
	if (bytes.length <= limit) {
		return {text: decodeText(bytes), partial: null};
	}
	const end = bytes.lastIndexOf(10, limit - 1);
	return {text: decodeText(bytes.subarray(0, end < 0 ? limit : end + 1)), partial: `cut at ${limit} bytes`};
};

/** Most files are small, and memory that nothing is read into costs time, too. */
const firstRoom = 16_384;

/** A buffer with room after the first `size` bytes: the same one until it is full, then a larger one with the same bytes. */
export const withRoom = (buffer: Buffer, size: number, limit: number): Buffer => {
	if (size < buffer.length) {
		return buffer;
	}
	const larger = Buffer.allocUnsafe(Math.min(buffer.length * 4, limit));
	buffer.copy(larger, 0, 0, size);
	return larger;
};

/** Reads up to `limit` bytes, from `start` or (null) from where the file stands. `expected` is how many there will be, as far as that is known. */
export const readUpTo = async (
	handle: FileHandle,
	start: number | null,
	limit: number,
	expected = 0,
): Promise<Buffer> => {
	// One byte more shows that it was all.
	let buffer: Buffer = Buffer.allocUnsafe(Math.min(Math.max(firstRoom, expected + 1), limit));
	let size = 0;
	while (size < limit) {
		buffer = withRoom(buffer, size, limit);
		const place = start === null ? null : start + size;
		const {bytesRead} = await handle.read(buffer, size, buffer.length - size, place);
		if (bytesRead === 0) {
			break;
		}
		size += bytesRead;
	}
	return buffer.subarray(0, size);
};

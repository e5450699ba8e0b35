/** The first bytes of a stream, as they come. */
export type CollectedOutput = {
	/** Bytes that came so far, also those over the limit. */
	readonly size: () => number;
	/** What was kept, as text: bytes that are not UTF-8 become U+FFFD. */
	readonly text: () => string;
};

/** Keeps up to `limit` bytes of a stream and goes on draining it; `onOverflow` hears once that there is more. */
export const collectOutput = (
	stream: NodeJS.ReadableStream,
	limit: number,
	onOverflow: () => void,
): CollectedOutput => {
	const chunks: Uint8Array[] = [];
	let size = 0;
	stream.on('data', (chunk: Uint8Array) => {
		const room = limit - size;
		if (room > 0) {
			chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
		}
		size += chunk.length;
		if (room >= 0 && chunk.length > room) {
			onOverflow();
		}
	});
	// A broken pipe ends the text; the exit status tells the rest.
	stream.on('error', () => undefined);
	return {
		size: () => size,
		text: () => new TextDecoder('utf-8', {ignoreBOM: true}).decode(Buffer.concat(chunks)),
	};
};

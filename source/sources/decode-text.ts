/** Decodes saved text: UTF-16 where a byte order mark says so (Windows editors and shells write it), else UTF-8 without its mark; bytes that are neither become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) {
		return new TextDecoder('utf-16le').decode(bytes);
	}
	if (first === 0xfe && second === 0xff) {
		return new TextDecoder('utf-16be').decode(bytes);
	}
	return new TextDecoder('utf-8').decode(bytes);
};

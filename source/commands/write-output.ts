import {writePrivateFile} from '../sources/write-private-file.ts';
import {commandFailure} from './command-failure.ts';

const bytesOf = (document: string | Uint8Array | Iterable<string>): Uint8Array => {
	if (document instanceof Uint8Array) {
		return document;
	}
	return typeof document === 'string'
		? new TextEncoder().encode(document)
		: Buffer.concat(Array.from(document, (piece) => Buffer.from(piece)));
};

/** Writes a document to a file of mode 0600, whole or not at all; with `force` also in the place of a file that kdiag has not written. */
export const writeOutput = async (
	file: string,
	document: string | Uint8Array | Iterable<string>,
	force = false,
): Promise<void> => {
	const trouble = await writePrivateFile(file, bytesOf(document), force);
	if (trouble !== null) {
		throw commandFailure(trouble.exit, trouble.detail);
	}
};

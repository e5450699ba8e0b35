import {writePrivateFile} from '../sources/write-private-file.ts';
import {commandFailure} from './command-failure.ts';

/** Writes a document to a file of mode 0600, whole or not at all; with `force` also in the place of a file that kdiag has not written. */
export const writeOutput = async (file: string, document: string | Uint8Array, force = false): Promise<void> => {
	const data = typeof document === 'string' ? new TextEncoder().encode(document) : document;
	const trouble = await writePrivateFile(file, data, force);
	if (trouble !== null) {
		throw commandFailure(trouble.exit, trouble.detail);
	}
};

import {writePrivateFile} from '../sources/write-private-file.ts';
import {commandFailure} from './command-failure.ts';

/** Writes a document to a file of mode 0600, whole or not at all. */
export const writeOutput = async (file: string, document: string | Uint8Array): Promise<void> => {
	const data = typeof document === 'string' ? new TextEncoder().encode(document) : document;
	const failure = await writePrivateFile(file, data);
	if (failure !== null) {
		// What cannot be made is one thing, a disk that is full another (sysexits(3)).
		throw commandFailure(/ENOSPC|EDQUOT|EIO/.test(failure.detail) ? 74 : 73, failure.detail);
	}
};

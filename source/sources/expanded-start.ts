import {constants, gunzipSync} from 'node:zlib';

/** The first bytes of what gzip holds, out of its first bytes; nothing where it is no gzip. 4 kB give at most 4 MB. */
export const expandedStart = (start: Uint8Array): Buffer => {
	try {
		// The stream is cut, so that its end is not waited for.
		return gunzipSync(start, {finishFlush: constants.Z_SYNC_FLUSH});
	} catch {
		return Buffer.alloc(0);
	}
};

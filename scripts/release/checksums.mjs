// SHA256SUMS, as sha256sum(1) writes and checks it.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';

/** The name of the file of checksums. */
export const checksumsFile = 'SHA256SUMS';

/** The text of SHA256SUMS for all files of a folder. */
export const checksums = (folder) =>
	readdirSync(folder)
		.filter((name) => name !== checksumsFile && statSync(path.join(folder, name)).isFile())
		.sort()
		.map((name) => {
			const hash = createHash('sha256').update(readFileSync(path.join(folder, name)));
			return `${hash.digest('hex')}  ${name}\n`;
		})
		.join('');

// What package-lock.json says of the packages that are installed.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../bundle.mjs';

const {packages} = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** The entry of a package by its folder, such as `node_modules/ink`: `{version, integrity, license, …}`. */
export const locked = (folder) => {
	const entry = packages[folder];
	if (entry?.integrity === undefined) {
		throw new Error(`package-lock.json: expected an entry with an integrity for ${folder}`);
	}
	return entry;
};

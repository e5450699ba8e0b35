// Brings the Bun of another platform: npm installs only the one of this machine.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../bundle.mjs';
import {locked} from './locked.mjs';
import {npm} from './npm.mjs';

/** The hash of a file as npm writes it: `sha512-BASE64`. */
const integrityOf = (file) => `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;

const pack = (reference, into) => {
	try {
		return JSON.parse(npm(['pack', '--json', '--pack-destination', into, reference]))[0].filename;
	} catch (error) {
		throw new Error(`npm could not fetch ${reference}, and does not have it in its cache`, {cause: error});
	}
};

/** The path of a Bun executable: the installed one, or one fetched by npm into the folder that is what package-lock.json says. Throws where there is none. */
export const fetchRuntime = (name, folder) => {
	const installed = path.join(root, 'node_modules', name, 'bin/bun');
	if (existsSync(installed)) {
		return installed;
	}
	const {version, integrity} = locked(`node_modules/${name}`);
	const into = path.join(folder, name.replace('/', '-'));
	mkdirSync(into, {recursive: true});
	const filename = pack(`${name}@${version}`, into);
	const tarball = path.join(into, filename.replace('@', '').replace('/', '-'));
	const found = integrityOf(tarball);
	if (found !== integrity) {
		throw new Error(`${name}@${version}: expected ${integrity}, got ${found}`);
	}
	execFileSync('tar', ['-xzf', tarball, '-C', into]);
	return path.join(into, 'package/bin/bun');
};

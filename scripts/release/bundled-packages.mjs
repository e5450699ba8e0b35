// Which packages are inside, by esbuild's account of what it read.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../bundle.mjs';

/** `node_modules/ink/node_modules/@x/y` of `node_modules/ink/node_modules/@x/y/lib/z.js`; null for a file of kdiag. */
const folderOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;

/** The packages of which something is in the outputs of the metafiles, each version once, sorted by folder: `{folder, name, version, license, author}`. */
export const bundledPackages = (metafiles) => {
	const inside = metafiles.flatMap(({outputs}) =>
		Object.values(outputs).flatMap(({inputs}) => Object.entries(inputs).filter(([, input]) => input.bytesInOutput > 0)),
	);
	const folders = new Set(inside.map(([file]) => folderOf(file)).filter((folder) => folder !== null));
	const packages = new Map();
	for (const folder of [...folders].sort()) {
		const {name, version, license, author} = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
		packages.set(`${name}@${version}`, {folder, name, version, license, author: author?.name ?? author});
	}
	return [...packages.values()];
};

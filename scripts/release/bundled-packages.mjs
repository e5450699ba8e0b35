// Which packages are inside, by esbuild's account of what it read.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../bundle.mjs';

/** `node_modules/ink/node_modules/@x/y` of `node_modules/ink/node_modules/@x/y/lib/z.js`; null for a file of kdiag. */
const folderOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;

/** The packages of which something is in the outputs of the metafiles, sorted by folder: `{folder, name, version, license, author}`. */
export const bundledPackages = (metafiles) => {
	const inside = metafiles.flatMap(({outputs}) =>
		Object.values(outputs).flatMap(({inputs}) =>
			Object.entries(inputs).filter(([, {bytesInOutput}]) => bytesInOutput > 0),
		),
	);
	const folders = new Set(inside.map(([file]) => folderOf(file)).filter((folder) => folder !== null));
	return [...folders].sort().map((folder) => {
		const {name, version, license, author} = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
		return {folder, name, version, license, author: typeof author === 'object' ? author.name : author};
	});
};

// The npm package: kdiag as one file for Node.js, and a command that says so where Node.js is too old.
import {chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {manifest, root} from '../bundle.mjs';
import {npm} from './npm.mjs';

/** `22.12` of the engines `>=22.12`. */
const needed = manifest.engines.node.replace('>=', '');

const launcher = () => {
	const [major, minor] = needed.split('.').map(Number);
	return readFileSync(path.join(import.meta.dirname, 'launcher.cjs'), 'utf8')
		.replace('MINIMUM', String(major * 1000 + minor))
		.replace('NEEDED', needed);
};

/** kdiag starts itself again to ask about the machine, by the path that it was started by: here a link without its extension. */
const start = `'use strict';
const path = require('node:path');
process.argv[1] = path.join(__dirname, 'kdiag.mjs');
import('./kdiag.mjs');
`;

/** Writes the files of the package into a folder. `bundle` is kdiag.mjs, `licenses` the text about what is inside. */
export const stagePackage = (folder, {bundle, licenses}) => {
	mkdirSync(path.join(folder, 'dist'), {recursive: true});
	const put = (name, text) => writeFileSync(path.join(folder, name), text);
	const copy = (from, name) => copyFileSync(from, path.join(folder, name));
	const page = 'docs/kdiag.1';
	const hasPage = existsSync(path.join(root, page));
	const {name, version, description, license, type, engines} = manifest;
	const files = ['dist/', 'THIRD-PARTY-LICENSES.txt', 'CHANGELOG.md', ...(hasPage ? ['kdiag.1'] : [])];
	const own = {
		name,
		version,
		description,
		keywords: ['kubernetes', 'network', 'diagnostics', 'cli'],
		license,
		type,
		os: ['linux'],
		engines,
		bin: {kdiag: 'dist/kdiag.cjs'},
		...(hasPage ? {man: 'kdiag.1'} : {}),
		files,
	};
	put('package.json', `${JSON.stringify(own, null, 2)}\n`);
	put('dist/kdiag.cjs', launcher());
	put('dist/start.cjs', start);
	chmodSync(path.join(folder, 'dist/kdiag.cjs'), 0o755);
	copy(bundle, 'dist/kdiag.mjs');
	put('THIRD-PARTY-LICENSES.txt', licenses);
	for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md']) {
		copy(path.join(root, file), file);
	}
	if (hasPage) {
		copy(path.join(root, page), 'kdiag.1');
	}
};

/** Packs a staged folder; gives the path of the tarball. */
export const packPackage = (folder, into) => {
	npm(['pack', '--ignore-scripts', '--pack-destination', into], folder);
	return path.join(into, `${manifest.name}-${manifest.version}.tgz`);
};

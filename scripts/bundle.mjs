// What esbuild makes of cli.tsx: one file that runs on Node.js, or several that Bun compiles.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {packedDemos} from './packed-demos.mjs';

/** The folder of the checkout. */
export const root = path.dirname(import.meta.dirname);

/** package.json of kdiag. */
export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Packages that are CommonJS ask for Node's modules by calls; as imports they are there when the executable starts, at half the time. */
const builtinImports = {
	name: 'builtin-imports',
	setup: ({onResolve, onLoad}) => {
		onResolve({filter: /^node:/}, ({path: name, kind}) =>
			kind === 'require-call' ? {path: name, namespace: 'builtin'} : undefined,
		);
		onLoad({filter: /.*/, namespace: 'builtin'}, ({path: name}) => ({
			contents: `export * from ${JSON.stringify(name)};`,
			resolveDir: root,
		}));
	},
};

const options = {
	absWorkingDir: root,
	entryPoints: {kdiag: 'cli.tsx'},
	outExtension: {'.js': '.mjs'},
	bundle: true,
	minify: true,
	legalComments: 'none',
	platform: 'node',
	format: 'esm',
	target: 'node22',
	jsx: 'automatic',
	define: {KDIAG_VERSION: JSON.stringify(manifest.version), 'process.env.NODE_ENV': '"production"'},
	alias: {'react-devtools-core': path.join(root, 'scripts/no-devtools.mjs')},
	banner: {
		js: '#!/usr/bin/env node\nimport {createRequire} from "node:module";const require=createRequire(import.meta.url);',
	},
	logLevel: 'warning',
	metafile: true,
};

const bundle = async (isForExecutable, outdir) => {
	const plugins = [builtinImports, packedDemos({asFile: isForExecutable})];
	return (await build({...options, plugins, outdir, splitting: isForExecutable})).metafile;
};

/** Writes kdiag.mjs into the folder: one file for Node.js 22 and newer. Gives esbuild's account of what went in. */
export const bundleForNode = (folder) => bundle(false, folder);

/**
 * Writes kdiag.mjs and its parts into the folder, for the compiler. Gives esbuild's account of what went in.
 * What is loaded late is a file of its own inside the executable: in one file its imports of Node's modules would be hoisted to every start.
 */
export const bundleForExecutable = (folder) => bundle(true, folder);

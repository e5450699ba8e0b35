// Bundles cli.tsx with esbuild and compiles the bundle with Bun into dist/kdiag, one executable that needs nothing else.
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {build} from 'esbuild';

const root = path.dirname(import.meta.dirname);
const quiet = process.argv.includes('--quiet');
const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const target = `linux-${{arm64: 'aarch64', x64: 'x64'}[process.arch]}`;
const bun = createRequire(import.meta.url).resolve(`@oven/bun-${target}/bin/bun`);

const dist = path.join(root, 'dist');
mkdirSync(dist, {recursive: true});
// Built beside and renamed, so that an executable in use stays whole.
const folder = mkdtempSync(path.join(dist, '.build-'));
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
	plugins: [builtinImports],
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
	define: {KDIAG_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"'},
	loader: {'.gz': 'base64'},
	alias: {'react-devtools-core': path.join(root, 'scripts/no-devtools.mjs')},
	banner: {
		js: '#!/usr/bin/env node\nimport {createRequire} from "node:module";const require=createRequire(import.meta.url);',
	},
	logLevel: 'warning',
};
await build({...options, outdir: folder});
// What is loaded late is a file of its own inside the executable: in one file its imports of Node's modules would be hoisted to every start.
const parts = path.join(folder, 'parts');
await build({...options, outdir: parts, splitting: true});
// esbuild has minified already; what Bun minifies once more starts later.
// The autoload flags keep a bunfig.toml or .env in the current directory from running code as root.
execFileSync(
	bun,
	[
		'build',
		'--compile',
		'--bytecode',
		'--format=esm',
		'--splitting',
		`--target=bun-${target.replace('aarch64', 'arm64')}`,
		`--compile-executable-path=${bun}`,
		'--no-compile-autoload-dotenv',
		'--no-compile-autoload-bunfig',
		// Most runs are over before optimised code would have paid for its compilation; large inputs still get it.
		'--compile-jit-policy=30',
		path.join(parts, 'kdiag.mjs'),
		'--outfile',
		path.join(folder, 'kdiag'),
	],
	{cwd: root, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit']},
);
for (const name of ['kdiag.mjs', 'kdiag']) {
	renameSync(path.join(folder, name), path.join(dist, name));
}
rmSync(folder, {recursive: true});

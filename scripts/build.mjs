// Bundles cli.tsx with esbuild and compiles the bundle with Bun into dist/kdiag, one executable that needs nothing else.
import {mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {bundleForExecutable, bundleForNode, root} from './bundle.mjs';
import {compile} from './compile.mjs';

const machine = {arm64: 'aarch64', x64: 'x64'}[process.arch];
const bun = createRequire(import.meta.url).resolve(`@oven/bun-linux-${machine}/bin/bun`);

const dist = path.join(root, 'dist');
mkdirSync(dist, {recursive: true});
// Built beside and renamed, so that an executable in use stays whole.
const folder = mkdtempSync(path.join(dist, '.build-'));
await bundleForNode(folder);
const parts = path.join(folder, 'parts');
await bundleForExecutable(parts);
compile({bun, runtime: bun, parts, folder, quiet: process.argv.includes('--quiet')});
for (const name of ['kdiag.mjs', 'kdiag']) {
	renameSync(path.join(folder, name), path.join(dist, name));
}
rmSync(folder, {recursive: true});

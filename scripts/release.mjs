// `npm run release`: everything that a release consists of, in dist/release. The same checkout gives the same bytes, wherever and whenever.
// Names of targets as arguments make these alone. Exits 1 where a target could not be made; the others are made all the same.
import {execFile} from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {promisify} from 'node:util';
import {bundleForExecutable, bundleForNode, root} from './bundle.mjs';
import {compile} from './compile.mjs';
import {billOfMaterials} from './release/bill-of-materials.mjs';
import {bundledPackages} from './release/bundled-packages.mjs';
import {checkExecutable} from './release/check-executable.mjs';
import {checksums, checksumsFile} from './release/checksums.mjs';
import {completionScripts} from './release/completion-scripts.mjs';
import {fetchRuntime} from './release/fetch-runtime.mjs';
import {packPackage, stagePackage} from './release/npm-package.mjs';
import {targets} from './release/targets.mjs';
import {thirdPartyLicenses} from './release/third-party-licenses.mjs';

// Modes of what is copied and unpacked are those of the release, not of who makes it.
process.umask(0o022);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0) {
	console.error(
		`release: expected targets among ${targets.map(({name}) => name).join(', ')}, got ${unknown.join(', ')}`,
	);
	process.exit(64);
}
const machine = {arm64: 'aarch64', x64: 'x64'}[process.arch];
const bun = createRequire(import.meta.url).resolve(`@oven/bun-linux-${machine}/bin/bun`);

mkdirSync(path.join(root, 'dist'), {recursive: true});
const work = mkdtempSync(path.join(root, 'dist/.release-'));
const made = path.join(work, 'release');
mkdirSync(made);
const put = (name, text) => writeFileSync(path.join(made, name), text);

const forNode = path.join(work, 'node');
const parts = path.join(work, 'parts');
const metafiles = [await bundleForNode(forNode), await bundleForExecutable(parts)];
const failures = [];
const done = [];
for (const target of targets.filter(({name}) => wanted.length === 0 || wanted.includes(name))) {
	try {
		const runtime = fetchRuntime(target.runtime, work);
		const folder = path.join(work, target.name);
		mkdirSync(folder);
		const executable = path.join(made, target.name);
		renameSync(compile({bun, runtime, parts, folder, quiet: true}), executable);
		chmodSync(executable, 0o755);
		const wrong = checkExecutable(executable, target);
		if (wrong.length > 0) {
			rmSync(executable);
			throw new Error(wrong.join('; '));
		}
		done.push(target);
	} catch (error) {
		failures.push(`${target.name} is missing: ${error.message}`);
	}
}

// A preset and one thread: what several threads write depends on their number.
const compress = (name) => promisify(execFile)('xz', ['-9e', '-T1', '--keep', '--force', path.join(made, name)]);
await Promise.all(done.map(({name}) => compress(name)));

const packages = bundledPackages(metafiles);
put('kdiag.cdx.json', `${JSON.stringify(billOfMaterials(packages, done), null, 2)}\n`);
put('THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(packages, {withRuntime: true}));
copyFileSync(path.join(root, 'LICENSE'), path.join(made, 'LICENSE'));
for (const [name, text] of completionScripts(path.join(forNode, 'kdiag.mjs'))) {
	put(name, text);
}
const page = path.join(root, 'docs/kdiag.1');
if (existsSync(page)) {
	copyFileSync(page, path.join(made, 'kdiag.1'));
}
const staged = path.join(work, 'package');
const licenses = thirdPartyLicenses(bundledPackages(metafiles.slice(0, 1)), {withRuntime: false});
stagePackage(staged, {bundle: path.join(forNode, 'kdiag.mjs'), licenses});
packPackage(staged, made);
put(checksumsFile, checksums(made));

const release = path.join(root, 'dist/release');
rmSync(release, {recursive: true, force: true});
renameSync(made, release);
rmSync(work, {recursive: true});
for (const {name} of done) {
	const [size, packed] = [name, `${name}.xz`].map((file) => (statSync(path.join(release, file)).size / 1e6).toFixed(1));
	console.log(`${name.padEnd(24)} ${size} MB, ${packed} MB with xz`);
}
console.log(`dist/release: ${checksums(release).split('\n').length - 1} files, sums in ${checksumsFile}`);
for (const failure of failures) {
	console.error(`release: ${failure}`);
}
process.exitCode = failures.length > 0 ? 1 : 0;

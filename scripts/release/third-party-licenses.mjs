// The licences of everything inside, in one text.
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {root} from '../bundle.mjs';
import {locked} from './locked.mjs';
import {runtimeParts} from './runtime-parts.mjs';

const licenseList = createRequire(import.meta.url)('spdx-license-list/full');

const rule = '='.repeat(80);

const standardText = (id) => {
	const entry = licenseList[id];
	if (entry === undefined) {
		throw new Error(`no licence with the SPDX id ${id} is known`);
	}
	return entry.licenseText.trim();
};

/** The texts that a package brings; where it brings none, the standard text of the licence that it names, with its author. */
const textOf = ({folder, license, author}) => {
	const files = readdirSync(path.join(root, folder))
		.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
		.sort();
	return files.length > 0
		? files.map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim()).join('\n\n')
		: `(The package names its licence and brings no text of it. This is the standard one; the copyright is that of ${author ?? 'its authors'}.)\n\n${standardText(license)}`;
};

const section = (title, text) => `${rule}\n${title}\n${rule}\n\n${text}\n`;

const runtimeText = (version) => `The executables contain Bun ${version} (https://bun.com), under the MIT licence:

${standardText('MIT').replace(/^.*Copyright.*$/m, 'Copyright (c) Oven and the authors of Bun')}

Bun is linked with these libraries (its own account, with their copyright notices: https://github.com/oven-sh/bun/blob/main/LICENSE.md):

${runtimeParts.map(([name, ids]) => `- ${name}: ${ids.join(', ')}`).join('\n')}

Parts under the LGPL may be replaced by changed ones: build Bun with them as its account says, and compile kdiag with that Bun. The npm package of kdiag
holds what is needed: \`YOUR-BUN build --compile dist/kdiag.mjs --outfile kdiag\`.

The texts of these licences follow.
`;

/** THIRD-PARTY-LICENSES.txt of an executable, or of the npm package, which has no Bun inside. */
export const thirdPartyLicenses = (packages, {withRuntime}) => {
	const sections = packages.map((one) => section(`${one.name} ${one.version} (${one.license})`, textOf(one)));
	const ids = [...new Set(runtimeParts.flatMap(([, list]) => list))].sort();
	const {version} = locked('node_modules/bun');
	const runtime = withRuntime
		? [section(`Bun ${version}`, runtimeText(version)), ...ids.map((id) => section(id, standardText(id)))]
		: [];
	return `What is inside kdiag, and under which licences. kdiag itself: see LICENSE.\n\n${[...sections, ...runtime].join('\n')}`;
};

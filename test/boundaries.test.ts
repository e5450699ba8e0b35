import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {pages, root, tableUnder} from './support/pages.ts';

const page = pages.find(({file}) => file === 'docs/architecture.md');
const header = '| Folder | What lives there | May import | Packages |';

const listOf = (cell: string | undefined): readonly string[] =>
	cell === undefined || cell === 'none' || cell === 'nothing' ? [] : cell.split(', ');

/** Which folders and packages each folder may import. */
const allowed: Readonly<Record<string, {readonly folders: readonly string[]; readonly packages: readonly string[]}>> =
	Object.fromEntries(
		(page === undefined ? [] : tableUnder(page, header)).map(([folder = '', , folders, packages]) => [
			folder.replace('source/', ''),
			{folders: listOf(folders), packages: listOf(packages)},
		]),
	);

const files = readdirSync(path.join(root, 'source'), {recursive: true, withFileTypes: true})
	.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
	.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

/** The package of a module: a module of it may be imported by its path. */
const packageOf = (name: string): string => name.split('/')[0] ?? name;

/** Import and export statements begin a line; `import('…')` may stand anywhere. */
const importsOf = (file: string): readonly string[] =>
	[
		...readFileSync(path.join(root, file), 'utf8').matchAll(
			/^(?:import|export)\b[^;'"`]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
		),
	].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

test.each(files)('%s imports only what its folder may', (file) => {
	const folder = file.split(path.sep)[1] ?? '';
	const rule = allowed[folder];
	expect(rule, `source/${folder} is not in the table`).toBeDefined();
	for (const name of importsOf(file)) {
		if (name.startsWith('.')) {
			const target = path
				.relative(path.join(root, 'source'), path.join(root, path.dirname(file), name))
				.split(path.sep)[0];
			expect([folder, ...(rule?.folders ?? [])], `${file} imports ${name}`).toContain(target);
		} else {
			expect(rule?.packages, `${file} imports ${name}`).toContain(packageOf(name));
		}
	}
});

/** Packages with one door: the only file that may import them. */
const doors: readonly (readonly [string, number])[] = [
	['yaml', 1],
	['commander', 1],
	['execa', 1],
	['systeminformation', 1],
	['ipaddr.js', 1],
	['smol-toml', 1],
	['picomatch', 1],
	['react', 1],
	['string-width', 1],
];

test.each(doors)('%s has one door', (name, count) => {
	expect(files.filter((file) => importsOf(file).map(packageOf).includes(name)).length).toBeLessThanOrEqual(count);
});

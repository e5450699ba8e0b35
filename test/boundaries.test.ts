import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '..');

/** Which folders and packages each folder may import: the table of docs/architecture.md. */
const allowed: Readonly<Record<string, {readonly folders: readonly string[]; readonly packages: readonly string[]}>> = {
	model: {folders: [], packages: ['zod']},
	net: {folders: [], packages: ['ipaddr.js']},
	collectors: {folders: ['model', 'net'], packages: ['yaml', 'zod', 'smol-toml', 'node:crypto']},
	sources: {
		folders: ['model'],
		packages: [
			'execa',
			'systeminformation',
			'picomatch',
			'zod',
			'node:fs',
			'node:fs/promises',
			'node:path',
			'node:os',
			'node:zlib',
			'node:crypto',
			'node:stream',
			'node:process',
			'node:util',
		],
	},
	layouts: {folders: ['model'], packages: []},
	derive: {folders: ['model', 'net', 'layouts'], packages: []},
	rules: {folders: ['model', 'net', 'derive'], packages: []},
	questions: {folders: ['model', 'net', 'derive'], packages: []},
	analyzer: {folders: ['model', 'net'], packages: []},
	report: {folders: ['model'], packages: []},
	commands: {
		folders: ['model', 'net', 'collectors', 'sources', 'layouts', 'derive', 'rules', 'questions', 'analyzer', 'report'],
		packages: ['commander', 'node:fs/promises', 'node:path'],
	},
};

const files = readdirSync(path.join(root, 'source'), {recursive: true, withFileTypes: true})
	.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
	.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

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
			expect(rule?.packages, `${file} imports ${name}`).toContain(name);
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
];

test.each(doors)('%s has one door', (name, count) => {
	expect(files.filter((file) => importsOf(file).includes(name)).length).toBeLessThanOrEqual(count);
});

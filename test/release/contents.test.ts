import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Ajv} from 'ajv';
import {afterAll, expect, test} from 'vitest';
import {root} from '../support/pages.ts';
import {releaseScript} from '../support/release-scripts.ts';

const {bundleForNode} = await releaseScript('bundle');
const {targets} = await releaseScript('release/targets');
const {bundledPackages} = await releaseScript('release/bundled-packages');
const {billOfMaterials} = await releaseScript('release/bill-of-materials');
const {thirdPartyLicenses} = await releaseScript('release/third-party-licenses');

const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-release-'));
afterAll(() => rmSync(folder, {recursive: true}));
const metafile = await bundleForNode(folder);
const packages = bundledPackages([metafile]);

const schemas = path.join(root, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
/** Schemas refer to each other by the names of their files. */
const schema = (name: string): object => ({
	...JSON.parse(readFileSync(path.join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8')),
	$id: `${name}.SNAPSHOT.schema.json`,
});

test('the packages are those that the bundle was made of', () => {
	const {dependencies} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {dependencies: object};
	const names = packages.map(({name}) => name);
	expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
	// Only the types of this one are used, and this one only by the tests.
	expect(names).not.toContain('type-fest');
	expect(names).not.toContain('vitest');
});

test('the bill of materials is CycloneDX, names everything inside once, and is the same each time', {
	timeout: 60_000,
}, () => {
	const bill = billOfMaterials(packages, targets);
	const ajv = new Ajv({strict: false, validateFormats: false, schemas: [schema('spdx'), schema('jsf-0.82')]});
	const validate = ajv.compile(schema('bom-1.5'));
	expect(validate(bill) ? '' : ajv.errorsText(validate.errors)).toBe('');
	const names = bill.components.map(({name, version}) => `${name}@${version}`);
	expect(new Set(names).size).toBe(names.length);
	expect(bill.components.filter(({type}) => type === 'library')).toHaveLength(packages.length);
	expect(bill.components.filter(({type}) => type === 'platform')).toHaveLength(targets.length);
	expect(billOfMaterials(packages, targets)).toEqual(bill);
	expect(JSON.stringify(bill)).not.toContain(root);
});

test('every package inside comes with a licence, and so does the runtime', () => {
	const text = thirdPartyLicenses(packages, {withRuntime: true});
	const sections = text.split(`${'='.repeat(80)}\n`);
	for (const {name, version} of packages) {
		const title = sections.findIndex((section) => section.startsWith(`${name} ${version} (`));
		expect(title, name).toBeGreaterThan(0);
		expect(sections[title + 1], name).toMatch(/permission|license|redistribution/i);
	}
	expect(text).toContain('JavaScriptCore');
	expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
	expect(thirdPartyLicenses(packages, {withRuntime: false})).not.toContain('JavaScriptCore');
});

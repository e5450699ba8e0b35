import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type Page, pages, root} from '../support/pages.ts';

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');

const anchorsOf = (page: Page): readonly string[] =>
	[...page.prose.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));

const linksOf = (page: Page): readonly string[] =>
	[...page.prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !/^https?:/.test(link));

test('there are pages with links between them', () => {
	expect(pages.flatMap(linksOf).length).toBeGreaterThan(50);
});

test.each(pages.map((page) => [page.file, page] as const))('links of %s lead somewhere', (_, page) => {
	for (const link of linksOf(page)) {
		const [target = '', anchor] = link.split('#');
		const file = target === '' ? page.file : path.posix.join(path.posix.dirname(page.file), target);
		expect(existsSync(path.join(root, file)), `${page.file}: ${link}`).toBe(true);
		if (anchor !== undefined) {
			const there = pages.find((one) => one.file === file);
			expect(there === undefined ? [] : anchorsOf(there), `${page.file}: ${link}`).toContain(anchor);
		}
	}
});

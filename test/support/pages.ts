import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** The folder of the project. */
export const root = path.join(import.meta.dirname, '../..');

/** A page of the documentation: its path from the root, its text, and the text without what stands in code blocks. */
export type Page = {readonly file: string; readonly text: string; readonly prose: string};

const readPage = (file: string): Page => {
	const text = readFileSync(path.join(root, file), 'utf8');
	return {file, text, prose: text.replace(/^ *```[\s\S]*?^ *```$/gm, '')};
};

/** Every page that people read. */
export const pages: readonly Page[] = [
	...readdirSync(root).filter((file) => file.endsWith('.md')),
	...readdirSync(path.join(root, 'docs'), {recursive: true, encoding: 'utf8'})
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file.split(path.sep).join('/')}`),
]
	.sort()
	.map(readPage);

/** The code blocks of a page that are written in a language. */
export const blocksOf = (page: Page, language: string): readonly string[] =>
	[...page.text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)]
		.filter((match) => match[1] === language)
		.map((match) => match[2] ?? '');

/** The rows of the table that stands under a header, each as its cells without marks of code. */
export const tableUnder = (page: Page, header: string): readonly (readonly string[])[] => {
	const lines = page.text.split('\n');
	const start = lines.indexOf(header);
	const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
	return start < 0
		? []
		: lines.slice(start + 2, end).map((line) =>
				line
					.slice(1, -1)
					.split('|')
					.map((cell) => cell.trim().replaceAll('`', '')),
			);
};

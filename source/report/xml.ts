import {escapeVisible} from './escape-visible.ts';

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
};

/** Text as XML 1.0 has it. Characters that XML forbids, also as references, are written out as everywhere in kdiag. */
export const xmlText = (text: string): string =>
	escapeVisible(text).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** A start tag without its end (`<testcase name="swap-enabled"`). */
export const xmlStart = (name: string, attributes: Readonly<Record<string, string | number>>): string =>
	`<${name}${Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
		.join('')}`;

/** An element that holds lines of text. */
export const xmlElement = (
	name: string,
	attributes: Readonly<Record<string, string | number>>,
	lines: readonly string[],
): string =>
	lines.length === 0
		? `${xmlStart(name, attributes)}/>`
		: `${xmlStart(name, attributes)}>${lines.map(xmlText).join('\n')}</${name}>`;

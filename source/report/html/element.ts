import {isDocumentation} from '../documentation-link.ts';
import {escapeVisible} from '../escape-visible.ts';

/** The elements that a report is made of. What is not in this list cannot be written. */
export const elementNames = [
	...['header', 'main', 'footer', 'nav', 'section', 'article', 'div', 'h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li'],
	...['dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary'],
	...['a', 'span', 'strong', 'code', 'bdi', 'svg', 'g', 'rect', 'line', 'circle', 'text', 'template'],
] as const;

/** The attributes that they may carry. None of them runs anything, and only `href` points anywhere. */
export const attributeNames = [
	...['id', 'class', 'href', 'rel', 'role', 'aria-label', 'scope', 'colspan'],
	...['width', 'height', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx'],
] as const;

declare const linkBrand: unique symbol;
declare const htmlBrand: unique symbol;

/** A target that a report may point to: a place of its own, or a page of a rule's documentation. */
export type Link = string & {readonly [linkBrand]: true};

/** A finished piece of the document. Only `element` and `joined` make it. */
export type Html = {readonly markup: string; readonly [htmlBrand]: true};

type Attributes = {readonly [A in (typeof attributeNames)[number]]?: A extends 'href' ? Link : string | number};

/** What stands in an element: pieces, and texts, which are escaped. */
export type Child = Html | string | readonly Child[];

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text as a document holds it: what hides or moves is written out as everywhere in kdiag, then what HTML would obey. */
export const escapeText = (text: string): string =>
	escapeVisible(text).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

const markupOf = (child: Child): string =>
	typeof child === 'string' ? escapeText(child) : 'markup' in child ? child.markup : child.map(markupOf).join('');

const html = (markup: string): Html => ({markup}) as Html;

/** One element. There is no way to put markup into a document that is not built by this. */
export const element = (
	name: (typeof elementNames)[number],
	attributes: Attributes,
	...children: readonly Child[]
): Html => {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
	return html(`<${name}${written.join('')}>${markupOf(children)}</${name}>`);
};

/** Pieces one after the other. */
export const joined = (...children: readonly Child[]): Html => html(markupOf(children));

/** A place of this document, by the id that its element has. */
export const linkToPlace = (id: string): Link => `#${id}` as Link;

/** The address of a page of a rule's documentation as a link; null for any other, such as a report that is opened again may name. */
export const linkToPage = (url: string): Link | null => (isDocumentation(url) ? (url as Link) : null);

import {type DefaultTreeAdapterMap, html, parse, defaultTreeAdapter as tree} from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const below = (node: Node): readonly Node[] => [
	...('childNodes' in node ? node.childNodes : []),
	...('content' in node ? [node.content] : []),
];

/** Every element of a document in its order, those in a template too. */
export const elementsOf = (node: Node): readonly Element[] => [
	...(tree.isElementNode(node) ? [node] : []),
	...below(node).flatMap(elementsOf),
];

/** All text in an element. */
export const textOf = (node: Node): string => (tree.isTextNode(node) ? node.value : below(node).map(textOf).join(''));

/** The value of an attribute; null where there is none. */
export const attribute = (element: Element, name: string): string | null =>
	element.attrs.find((each) => each.name === name)?.value ?? null;

/** A document as a browser reads it. A document with an error of its own is refused. */
export const readHtml = (text: string): readonly Element[] => {
	const errors: string[] = [];
	const document = parse(text, {onParseError: ({code, startLine}) => errors.push(`${code} in line ${startLine}`)});
	if (errors.length > 0) {
		throw new Error(errors.join(', '));
	}
	return elementsOf(document);
};

/** Whether an element is of the language itself, or of its drawings. */
export const isKnownSpace = ({namespaceURI}: Element): boolean =>
	namespaceURI === html.NS.HTML || namespaceURI === html.NS.SVG;

const decoder = new TextDecoder('utf-8', {fatal: true});

/** What kdiag itself uses to colour text: the codes of the 16 colours, bold and faint. */
const colour = /\u001B\[(?:0|1|2|3[0-7]|1;3[0-7])m/g;

/** Characters that a terminal obeys, hides or reorders: controls, format characters, unassigned and private ones, separators. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;

const name = (character: string): string =>
	`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What must never reach a terminal or a document, as code points, in order. Line feeds are allowed, and kdiag's own colours where they were asked for. */
export const strayBytes = (bytes: Uint8Array, allowsColour = false): readonly string[] => {
	let text: string;
	try {
		text = decoder.decode(bytes);
	} catch {
		return ['bytes that are not UTF-8'];
	}
	const plain = allowsColour ? text.replace(colour, '') : text;
	return [...plain].filter((character) => character !== '\n' && hidden.test(character)).map(name);
};

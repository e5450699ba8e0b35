const names: Readonly<Record<string, string>> = {'\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001B': '\\e', '\\': '\\\\'};

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0');

/** Letters, numbers, punctuation and symbols show as themselves; all that moves the cursor, hides or reorders text does not. */
const isVisible = (character: string): boolean => /^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(character);

const isMark = (character: string): boolean => /^\p{M}$/u.test(character);

const escapeCharacter = (character: string): string => {
	const code = character.codePointAt(0) ?? 0;
	return names[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
};

/**
 * Text of a node as a person may see it: every control, bidi, zero-width and unassigned character is written out, a backslash is doubled,
 * so that nothing moves the cursor and nothing is lost (`unescapeVisible` gives the text back). `ascii` writes out everything beyond ASCII.
 */
export const escapeVisible = (text: string, ascii = false): string => {
	// Most lines are plain ASCII: one test saves the walk.
	if (/^[ -[\]-~]*$/.test(text)) {
		return text;
	}
	let escaped = '';
	let marks = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		const plainAscii = code >= 0x20 && code < 0x7f && character !== '\\';
		// A letter can carry two marks in the scripts that use them; a tower of marks overwrites other lines.
		const mark = !plainAscii && isMark(character);
		marks = mark ? marks + 1 : 0;
		const keep = plainAscii || (!ascii && code >= 0x80 && (mark ? marks <= 2 : isVisible(character)));
		escaped += keep ? character : escapeCharacter(character);
	}
	return escaped;
};

/** The text that `escapeVisible` was given. */
export const unescapeVisible = (escaped: string): string =>
	escaped.replace(/\\(?:\\|n|r|t|e|x([0-9A-F]{2})|u\{([0-9A-F]{4,6})\})/g, (match, byte?: string, code?: string) => {
		if (byte !== undefined || code !== undefined) {
			return String.fromCodePoint(Number.parseInt(byte ?? code ?? '', 16));
		}
		return Object.keys(names).find((name) => names[name] === match) ?? match;
	});

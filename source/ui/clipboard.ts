/** The longest text that terminals take, encoded. */
const most = 74_994;

/** Terminals that have no clipboard. */
const without = /^(?:linux|vt\d*|dumb)/;

const wrapped = (sequence: string, environment: Readonly<Record<string, string | undefined>>): string => {
	// A multiplexer hands on only what is wrapped for it.
	if (environment['TMUX'] !== undefined) {
		return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
	}
	return /^screen/.test(environment['TERM'] ?? '') ? `\u001BP${sequence}\u001B\\` : sequence;
};

/** What tells the terminal to put a text on its clipboard (OSC 52); null where it has none, or the text is too long or holds what nobody would see in it. */
export const clipboardSequence = (
	text: string,
	environment: Readonly<Record<string, string | undefined>>,
): string | null => {
	const encoded = Buffer.from(text, 'utf8').toString('base64');
	if (without.test(environment['TERM'] ?? '') || encoded.length > most || /[^\P{C}\n]/u.test(text)) {
		return null;
	}
	return wrapped(`\u001B]52;c;${encoded}\u0007`, environment);
};

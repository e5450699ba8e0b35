import type {Unrecognised} from '../model/snapshot.ts';

/** The beginning of a line, for lists of what was not recognised. */
export const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** Why a text is not worth splitting: empty, or not a text at all. */
export const pasteProblem = (text: string): string | null => {
	if (text.trim() === '') {
		return 'the output of a command or a file; there is nothing in it';
	}
	const sample = text.slice(0, 8192);
	const odd = [...sample].filter(
		(character) => character === '\uFFFD' || (character < ' ' && !'\n\r\t\b\u0007\u001b'.includes(character)),
	);
	return odd.length > sample.length / 10 ? 'text; these are binary data' : null;
};

/** The first line with bytes that are not UTF-8: it is used, and said. */
export const misencoded = (source: string, text: string): readonly Unrecognised[] => {
	const index = text.indexOf('\uFFFD');
	if (index === -1) {
		return [];
	}
	const before = text.slice(0, index);
	const line = before.split('\n').length;
	const shown = text.slice(before.lastIndexOf('\n') + 1).split('\n', 1)[0] ?? '';
	return [{source, line, text: shorten(shown.trim()), expected: 'text in UTF-8; what is not is shown as U+FFFD'}];
};

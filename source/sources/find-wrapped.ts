import type {Secret} from './secret-words.ts';

/** Letters that keys, tokens (K3s' has colons) and base64 are made of, after the mark of a comment. */
const letters = '[ \\t>|#;*]*((?:[A-Za-z0-9+/_.~$,-]|::[a-z]{1,16}:){1,4096}={0,2})[ \\t]*';
/** A line of nothing else, and one whose end is spelt `\n` in a string. */
const plainLine = new RegExp(`${letters}(?:\\r?\\n|(?=\\0)|$)`, 'dy');
const speltLine = new RegExp(`${letters}(?:\\\\{1,3}n|(?=["']))`, 'dy');
const lineEnd = /[ \t]{0,64}(?:\r?\n|\\{1,3}n)/y;

/** Nobody wraps shorter lines; and what stands before a secret on its line is looked at no further. */
const narrow = 40;
const reach = 4096;

const isDrawn = (piece: string): boolean => /[0-9A-Z+/=_~$]/.test(piece);

/** How many letters a line has up to `end`. */
const columnOf = (text: string, start: number, end: number): number => {
	const before = text.slice(Math.max(0, start - reach), start);
	return end - start + before.length - Math.max(before.lastIndexOf('\n') + 1, before.lastIndexOf('\\n') + 2);
};

const linesAfter = (text: string, start: number, end: number): readonly {start: number; end: number}[] => {
	const lines: {start: number; end: number}[] = [];
	lineEnd.lastIndex = end;
	if (end - start < 16 || !lineEnd.test(text)) {
		return lines;
	}
	let width = columnOf(text, start, end);
	if (width < narrow) {
		return lines;
	}
	const wrappedLine = text[lineEnd.lastIndex - 1] === 'n' ? speltLine : plainLine;
	wrappedLine.lastIndex = lineEnd.lastIndex;
	for (;;) {
		const [from, to] = wrappedLine.exec(text)?.indices?.[1] ?? [0, 0];
		if (to === from || !isDrawn(text.slice(from, to))) {
			return lines;
		}
		lines.push({start: from, end: to});
		if (to - from < narrow && to - from < width) {
			return lines;
		}
		width = to - from;
	}
};

/**
 * A secret with the lines on which it goes on where it fills the end of its own: as many as are nothing but letters of keys, up to the first that is
 * shorter than the one before it. One that says what it belongs to is whole.
 */
export const withWrapped = (text: string, secret: Secret): readonly Secret[] => {
	const lines = secret.identity === undefined ? linesAfter(text, secret.start, secret.end) : [];
	if (lines.length === 0) {
		return [secret];
	}
	const all = [{start: secret.start, end: secret.end}, ...lines];
	const identity = all.map(({start, end}) => text.slice(start, end)).join('');
	return all.map((line) => ({...line, kind: secret.kind, identity}));
};

import type {Secret} from './secret-words.ts';

/** A line between the first and the last of PEM (RFC 7468): its place in the text, blanks around it left out. */
type Line = {readonly start: number; readonly content: string};

/** Full lines of base64 have 64 letters, of some tools 70 or 76; only the last one of a key is shorter. */
const fullLine = /^[A-Za-z0-9+/=]{40,}$/;
const anyLine = /^[A-Za-z0-9+/=]+$/;
/** Before base64 there may be headers (RFC 1421) and a blank line. */
const header = /^(?:(?:Proc-Type|DEK-Info|Version|Comment):.*)?$/;
/** What stands behind the first line on the same line where line ends are spelt `\n`. */
const spelt = /^(?:\\+[nr]|[A-Za-z0-9+/= ])*/;
const speltEnd = /(?:\\[nr]|[A-Za-z0-9+/= ])*$/;
const tag = /^<private-key#[0-9]+>$/;
/** Longer than any key: an RSA key of 16,384 bits has 13,000 letters. */
const keyLimit = 65_536;

/** Marks of a comment or quote before a line, and what a log writes before each: its last word is then the key's. */
const marks = /^[\s>|#;*]*/;
const stamped = /^[0-9A-Z][^\s]*[-:\]][^\s]* (?:.* )?(?=[^\s]*$)/;
/** A line of a log that is a record of its own: the key's is its message only. */
const recorded = /[\s{,]"?(?:MESSAGE|msg|message|log)"?[:=] ?"([A-Za-z0-9+/=\\]+|<private-key#[0-9]+>)"/d;

const linesOf = (text: string, start: number, end: number): readonly Line[] => {
	const lines: Line[] = [];
	let at = start;
	for (const line of text.slice(start, end).split('\n')) {
		const marked = marks.exec(line)?.[0].length ?? 0;
		const lead = marked + (stamped.exec(line.slice(marked))?.[0].length ?? 0);
		const [from, to] = recorded.exec(line)?.indices?.[1] ?? [lead, line.length];
		lines.push({start: at + from, content: line.slice(from, to).trimEnd()});
		at += line.length + 1;
	}
	return lines;
};

/** Lines between the first and the last one: what stands around these two on their lines is not the key's. */
const withinEnds = (lines: readonly Line[]): readonly Line[] => {
	const [first, ...rest] = lines;
	const last = rest.pop();
	if (first === undefined || last === undefined) {
		return lines;
	}
	const content = speltEnd.exec(last.content)?.[0] ?? '';
	return [
		{...first, content: spelt.exec(first.content)?.[0] ?? ''},
		...rest,
		{start: last.start + last.content.length - content.length, content},
	];
};

/** Lines of a key whose last line is missing: those that go on as a key does. */
const withoutEnd = (lines: readonly Line[]): readonly Line[] => {
	const [first, ...rest] = lines;
	const content = spelt.exec(first?.content ?? '')?.[0] ?? '';
	const taken: Line[] = first !== undefined && /[A-Za-z0-9+/]{16}/.test(content) ? [{...first, content}] : [];
	let isBody = false;
	for (const line of rest) {
		const isFull = fullLine.test(line.content);
		if (!isFull && !(isBody ? anyLine : header).test(line.content)) {
			break;
		}
		taken.push(line);
		if (isBody && !isFull) {
			break;
		}
		isBody ||= isFull;
	}
	return taken;
};

/** Lines of a key whose first line is missing. */
const withoutBegin = (lines: readonly Line[]): readonly Line[] => {
	const last = lines.length - 1;
	let from = last;
	while (from > 0) {
		const {content} = lines[from - 1] as Line;
		if (!(from === last ? anyLine : fullLine).test(content)) {
			break;
		}
		from -= 1;
	}
	return lines.slice(from).filter(({content}) => anyLine.test(content));
};

const toSecrets = (lines: readonly Line[]): readonly Secret[] => {
	const hidden = lines.filter(({content}) => content !== '' && !tag.test(content));
	const identity = hidden.map(({content}) => content.replace(/\\+[nr]|\s/g, '')).join('');
	return hidden.map(({start, content}) => ({start, end: start + content.length, kind: 'private-key', identity}));
};

const marker = /-----(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * The lines of private keys in PEM form between the first and the last one: that a file holds a key may be seen, the key not.
 * Also keys of which the tail of a log or a paste shows only one end.
 */
export const findPrivateKeys = (text: string): readonly Secret[] => {
	const secrets: Secret[] = [];
	let from = 0;
	let isOpen = false;
	const take = (end: number, isClosed: boolean): void => {
		const lines = isOpen || isClosed ? linesOf(text, from, end) : [];
		if (isOpen && isClosed && end - from <= keyLimit && !text.slice(from, end).includes('-----BEGIN')) {
			secrets.push(...toSecrets(withinEnds(lines)));
		} else if (isOpen) {
			secrets.push(...toSecrets(withoutEnd(lines)));
		} else if (isClosed) {
			secrets.push(...toSecrets(withoutBegin(lines)));
		}
	};
	for (const {0: found, 1: which, index} of text.matchAll(marker)) {
		take(index, which === 'END');
		isOpen = which === 'BEGIN';
		from = index + found.length;
	}
	take(text.length, false);
	return secrets;
};

import {quoteAt, quotedValue, skip, type TextRange, valueOfLine, valueUpTo} from './scan-value.ts';
import {isPublicValue, isSecretName, kindOfName, looksRandom, type Secret, secretWords} from './secret-words.ts';

/** A field that is called like a secret, and where its value stands. Prose (`token: expired`) holds a secret only where it looks like one. */
type Field = {
	readonly name: string;
	readonly value: TextRange;
	readonly isProse: boolean;
	readonly indent: number | null;
};

const blanks = ' \t';
/** How long a name, and the blanks around it, may be: what is longer is no field. */
const reach = 64;
const inlineStops = ' \t\0"\'`,;&<>(){}[]|\\';
const flagStops = ' \t\0"\'`';

const isNameLetter = (letter: string | undefined): boolean => letter !== undefined && /[A-Za-z0-9_.-]/.test(letter);

const startOfName = (text: string, at: number): number => {
	let start = at;
	while (start > at - reach && isNameLetter(text[start - 1])) {
		start -= 1;
	}
	return start;
};

/** How far a name that is the first of its line is indented, list marks and quotes counted; null where something stands before it. */
const indentOf = (text: string, at: number): number | null => {
	let start = at;
	while (start > at - reach && start > 0 && ' \t-"\'#'.includes(text[start - 1] as string)) {
		start -= 1;
	}
	return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\0' ? at - start : null;
};

/** The value of `--name value`, in a command line, between NULs (proc_pid_cmdline(5)) or in a JSON list. */
const flagValue = (text: string, end: number): TextRange | null => {
	const quote = quoteAt(text, end);
	if (quote !== null) {
		const comma = skip(text, quote.end, blanks, reach);
		return text[comma] === ',' ? quotedValue(text, skip(text, comma + 1, `${blanks}\r\n`, reach)) : null;
	}
	const start = skip(text, end, `${blanks}\0`, reach);
	if (start === end || text[start] === '-') {
		return null;
	}
	return quotedValue(text, start) ?? valueUpTo(text, start, text[end] === '\0' ? '\0' : flagStops);
};

/** A password that stands alone with its name on a line, as in netrc(5) and keepalived.conf(5). */
const bareValue = (text: string, name: string, end: number, indent: number | null): TextRange | null => {
	const start = skip(text, end, blanks, reach);
	if (indent === null || start === end || !/pass(?:word|wd|phrase)?$|psk$/i.test(name)) {
		return null;
	}
	const value = valueUpTo(text, start, blanks);
	const rest = text[skip(text, value.end, blanks, reach)];
	return rest === undefined || rest === '\n' || rest === '\r' ? value : null;
};

/** A block scalar (YAML `|` and `>`) within a string, whose line ends are spelt `\n`: up to the first line that is not indented. */
const speltBlock = /[|>][-+0-9]{0,2}\\{1,3}n(?=[ \t])((?:[^"\\\r\n]|\\{1,3}n(?=[ \t]))*)/dy;

/** The value behind `:` or `=` at `at`. */
const separatedValue = (
	text: string,
	at: number,
	name: string,
	isQuoted: boolean,
	indent: number | null,
	flagEnd: string,
): Omit<Field, 'name' | 'indent'> => {
	const start = skip(text, skip(text, at + 1, '=>', 1), blanks, reach);
	const quoted = quotedValue(text, start);
	if (quoted !== null) {
		return {value: quoted, isProse: false};
	}
	speltBlock.lastIndex = start;
	const [from, to] = speltBlock.exec(text)?.indices?.[1] ?? [0, 0];
	if (to > from) {
		return {value: {start: from, end: to}, isProse: false};
	}
	const opened = text[at - 1 - name.length];
	if (!isQuoted && (opened === '"' || opened === "'")) {
		// The name and its value stand in a string together.
		return {value: valueUpTo(text, start, `${opened}\\`), isProse: text[at] === ':' && indent === null};
	}
	if (name.startsWith('-')) {
		return {value: valueUpTo(text, start, flagEnd), isProse: false};
	}
	if (indent === null) {
		return {value: valueUpTo(text, start, inlineStops), isProse: text[at] === ':' && !isQuoted};
	}
	// `name=value` is of a shell's making, where a blank ends the value.
	const isShell = text[at] === '=' && start === at + 1 && isNameLetter(text[at - 1]);
	return {value: isShell ? valueUpTo(text, start, flagStops) : valueOfLine(text, start), isProse: false};
};

const fieldAt = (text: string, word: number, end: number, flagEnd: string): Field | null => {
	const start = startOfName(text, word);
	const name = text.slice(start, end);
	const indent = indentOf(text, start);
	const quote = quoteAt(text, end);
	const separator = skip(text, quote?.end ?? end, blanks, reach);
	if (text[separator] === ':' || text[separator] === '=') {
		return {name, indent, ...separatedValue(text, separator, name, quote !== null, indent, flagEnd)};
	}
	const value = name.startsWith('-') ? flagValue(text, end) : bareValue(text, name, end, indent);
	return value === null ? null : {name, indent, value, isProse: false};
};

/** The lines of a block scalar (YAML `|` and `>`): those that are indented deeper than its name. In a comment the mark of the comment counts. */
const findBlock = (text: string, {name, value, indent}: Field): readonly Secret[] => {
	const secrets: Secret[] = [];
	const before = text.slice(Math.max(0, value.start - name.length - (indent ?? 0) - reach), value.start);
	const lead = before
		.slice(before.lastIndexOf('\n') + 1)
		.trimStart()
		.startsWith('#')
		? /^[ \t#]*/
		: /^[ \t]*/;
	let at = text.indexOf('\n', value.end) + 1;
	while (at > 0 && at < text.length) {
		const stop = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
		const [whole, ...others] = text.slice(at, stop).split('\0', 2);
		const line = (whole ?? '').trimEnd();
		const deep = lead.exec(line)?.[0].length ?? 0;
		if (line !== '' && deep <= (indent ?? 0)) {
			break;
		}
		if (line !== '' && !line.slice(deep).startsWith('<')) {
			secrets.push({start: at + deep, end: at + line.length, kind: kindOfName(name)});
		}
		if (others.length > 0) {
			break;
		}
		at = stop + 1;
	}
	return secrets;
};

/** Whether a name in the midst of a line is followed by a word of a sentence. `db_password` is no word of a sentence itself. */
const isSentence = (name: string, shown: string): boolean =>
	!looksRandom(shown) && !(shown.length >= 8 && /_pass(?:word|wd|phrase)?$/i.test(name));

const secretsOf = (text: string, field: Field): readonly Secret[] => {
	const {name, value, isProse} = field;
	const shown = text.slice(value.start, value.end);
	if (/^[|>][-+0-9]{0,2}$/.test(shown)) {
		return findBlock(text, field);
	}
	if (!isSecretName(name) || isPublicValue(name.replace(/^-+/, ''), shown) || (isProse && isSentence(name, shown))) {
		return [];
	}
	return [{...value, kind: kindOfName(name)}];
};

/** A value is looked at again only up to here, so that a line of a million names costs no more than a million values. */
const valueLimit = 4096;

/** The end of every word that names a secret: a text without any of them costs half a search for the words. */
const secretWordEnd =
	/(?:sword|sswd|phrase|pwd|pass|oken|cret|key|key-?data|psk|dentials?|auth)(?![A-Za-z0-9_-]|\.[A-Za-z0-9])/i;

/** Secrets that the name of their field gives away: in YAML, JSON, TOML, INI, command lines, environments, addresses, messages. */
export const findNamedValues = (text: string): readonly Secret[] => {
	if (!secretWordEnd.test(text)) {
		return [];
	}
	const words = new RegExp(`(?:${secretWords})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`, 'gi');
	const secrets: Secret[] = [];
	// An argument of a command line is whatever stands between NULs, where there are any.
	const flagEnd = text.includes('\0') ? '\0' : flagStops;
	for (let match = words.exec(text); match !== null; match = words.exec(text)) {
		const field = fieldAt(text, match.index, words.lastIndex, flagEnd);
		if (field === null) {
			continue;
		}
		const found = secretsOf(text, field);
		secrets.push(...found);
		const last = found.at(-1)?.end ?? 0;
		const isLong = field.value.end - field.value.start > valueLimit;
		words.lastIndex = Math.max(words.lastIndex, last, isLong ? field.value.end : 0);
	}
	return secrets;
};

const pair =
	/name\\{0,3}["']?[ \t]{0,8}:[ \t]{0,8}\\{0,3}["']?([A-Za-z0-9_.-]{1,64})\\{0,3}["']?[ \t]{0,8},?\s{0,64}\\{0,3}["']?value\\{0,3}["']?[ \t]{0,8}:[ \t]{0,8}/gi;
const certificateKey = /certificate key:?[ \t]*\r?\n[ \t]*([0-9a-f]{64})(?![0-9a-f])/dgi;

/** Secrets whose name stands in another field (`name: DB_PASSWORD`, `value: …`, an environment variable of a container) or on the line before. */
export const findPairedValues = (text: string): readonly Secret[] => {
	const secrets: Secret[] = [];
	let passed = 0;
	for (const match of text.matchAll(pair)) {
		const name = match[1] ?? '';
		const at = match.index + match[0].length;
		if (at < passed || !isSecretName(name)) {
			continue;
		}
		const value = quotedValue(text, at) ?? valueOfLine(text, at);
		passed = value.end - value.start > valueLimit ? value.end : passed;
		if (!isPublicValue(name, text.slice(value.start, value.end))) {
			secrets.push({...value, kind: kindOfName(name)});
		}
	}
	for (const match of text.matchAll(certificateKey)) {
		const [start, end] = match.indices?.[1] ?? [0, 0];
		secrets.push({start, end, kind: 'key'});
	}
	return secrets;
};

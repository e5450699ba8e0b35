import {cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

type Change = (text: string, trap: string) => string;

/** What terminals obey, hide or reorder: colours, titles, the clipboard, C1, the cursor, bidi, zero width, tags, a byte order mark. */
export const traps: readonly string[] = [
	'\u001B[31m\u001B]0;owned\u0007',
	'\u001B]52;c;aGVsbG8=\u0007\u009B2J\u0090',
	'\r\u001B[1A\u001B[2K\b\b\u007F',
	'\u202Egnp.exe\u2066\u200B\u200E\uFEFF\u00AD\u2028',
	'\u{E0041}\u{E0042}\uFFF9\u061C\uE000\u{10FFFF}',
];

/** Where traps are laid in each line, so that fields, comments and names all have one. */
const lay = (line: string, trap: string, index: number): string => {
	if (line === '' || index % 3 === 2) {
		return line;
	}
	const words = line.split(' ');
	const at = index % words.length;
	words[at] = `${words[at]}${trap}`;
	return words.join(' ');
};

/** Only free text: names of processes and interfaces, comments, quoted values. Everything stays of its format. */
export const layInNames: Change = (text, trap) =>
	text
		.replaceAll(/(\d+\/)([a-z-]+)/g, (_, pid: string, name: string) => `${pid}${name}${trap}`)
		.replaceAll(/--comment "([^"]*)"/g, (_, comment: string) => `--comment "${comment}${trap}"`)
		.replaceAll(/\bveth(\w+)/g, (_, name: string) => `veth${name.slice(0, 3)}${trap}`)
		.replaceAll(
			/(name|image|cniVersion|server): (\S+)/g,
			(_, key: string, value: string) =>
				`${key}: "${value}${trap.replaceAll(/[\u0000-\u001F\u007F-\u009F"\\]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`,
		);

/** In every line, where a word is. */
export const everywhere: Change = (text, trap) =>
	text
		.split('\n')
		.map((line, index) => lay(line, trap, index))
		.join('\n');

/** A copy of a recording with traps in its texts, in the names of its files, and in its own name. */
export const trapped = (source: string, parent: string, trap: string, change: Change): string => {
	const folder = path.join(parent, `node${trap.replaceAll('/', '')}\n`);
	cpSync(source, folder, {recursive: true});
	for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
		if (entry.isFile()) {
			const file = path.join(entry.parentPath, entry.name);
			writeFileSync(file, change(readFileSync(file, 'utf8'), trap));
		}
	}
	const configs = path.join(folder, 'files/etc/cni/net.d');
	mkdirSync(configs, {recursive: true});
	writeFileSync(
		path.join(configs, `10-${trap.replaceAll('/', '')}.conflist`),
		`{"name": "n${trap.replaceAll(/[\u0000-\u001F]/g, '')}", "plugins": [{"type": "bri\\u001b[31mdge"}]}`,
	);
	writeFileSync(path.join(folder, 'commands/hostname'), `w1${trap}\n`);
	return folder;
};

import {toInteger} from './socket-endpoint.ts';

/** The owner of a socket as ss prints it, and what follows behind (`ino:`, `v6only:`). */
export type SsUsers = {readonly pid: number | null; readonly program: string | null; readonly rest: string};

const opening = 'users:((';

/**
 * Reads `users:(("nginx: master p",pid=25502,fd=3),("nginx",pid=25500,fd=3)) ino:1`, where the last process counts: only the end of the text
 * cannot be forged by a process that chose its own name (ss(8) prints it unescaped).
 */
export const readSsUsers = (text: string): SsUsers => {
	const start = text.indexOf(opening);
	if (start === -1) {
		return {pid: null, program: null, rest: text};
	}
	const marker = text.lastIndexOf('",pid=');
	const comma = text.indexOf(',fd=', marker);
	const end = text.indexOf('))', marker);
	if (marker < start || comma === -1 || end === -1) {
		return {pid: null, program: null, rest: text.slice(0, start)};
	}
	// The name begins behind the last `("` that starts a process: the first one, or one behind `),`.
	const previous = text.lastIndexOf('),("', marker);
	const nameStart = previous > start ? previous + 4 : start + opening.length + 1;
	return {
		pid: toInteger(text.slice(marker + 6, comma)),
		program: text.slice(nameStart, marker) || null,
		rest: text.slice(0, start) + text.slice(end + 2),
	};
};

/** The value of an option such as `ino:254870` among words, null when it is not there. */
export const ssOption = (words: readonly string[], name: string): string | null =>
	words.find((word) => word.startsWith(`${name}:`))?.slice(name.length + 1) ?? null;

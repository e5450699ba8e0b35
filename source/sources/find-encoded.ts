import {withWrapped} from './find-wrapped.ts';
import type {Secret} from './secret-words.ts';

/** Base64 of less does not hold a name with a secret. */
const shortest = 24;

/** Whether a letter is one of base64 (RFC 4648), by its code. */
const isLetter = Uint8Array.from({length: 128}, (_, code) => (/[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0));

const isLetterAt = (text: string, at: number): boolean => isLetter[text.charCodeAt(at)] === 1;

/** Where base64 may stand. Only one of so many letters is looked at as long as none is of it: any expression costs ten times as much. */
function* runsOf(text: string): Generator<{readonly start: number; readonly end: number}> {
	for (let at = shortest - 1; at < text.length; at += shortest) {
		if (!isLetterAt(text, at)) {
			continue;
		}
		let start = at;
		while (start > 0 && isLetterAt(text, start - 1)) {
			start -= 1;
		}
		let end = at + 1;
		while (isLetterAt(text, end)) {
			end += 1;
		}
		if (end - start >= shortest) {
			while (text[end] === '=') {
				end += 1;
			}
			yield {start, end};
		}
		// The next one to look at is in the first run that may end behind this one.
		at = end;
	}
}

/** Longer than a Secret of Kubernetes may be is no text that holds one. */
const longest = 1_500_000;

const isText = (bytes: Buffer): boolean =>
	bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));

const decoded = (encoded: string): string | null => {
	// One letter, then eight, tell most of what is no base64, or holds no text: names, paths, hashes, certificates.
	if (!/^[A-Za-f]/.test(encoded) || !isText(Buffer.from(encoded.slice(0, 8), 'base64')) || encoded.length > longest) {
		return null;
	}
	const bytes = Buffer.from(encoded, 'base64');
	const text = bytes.toString('utf8');
	return isText(bytes) || !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? text : null;
};

/** The header of a JWT (RFC 7515), which is nothing but base64 where a line ends in the midst of it. */
const isTokenHeader = (text: string): boolean => text.startsWith('{"') && /"(?:alg|typ|kid)":/.test(text);

/**
 * Base64 in which `find` finds a secret when it is read, all of it: a ConfigMap's or Secret's data, an annotation, a user's script.
 * Where it goes on over several lines, all of them.
 */
export const findEncoded = (text: string, find: (text: string) => readonly Secret[]): readonly Secret[] => {
	const secrets: Secret[] = [];
	let passed = 0;
	for (const {start, end} of runsOf(text)) {
		if (start < passed) {
			continue;
		}
		const found = text.slice(start, end);
		const place: Secret = {start, end, kind: 'secret'};
		const first = decoded(found);
		if (first === null) {
			continue;
		}
		const lines = withWrapped(text, place);
		passed = lines.at(-1)?.end ?? 0;
		const whole = lines[0]?.identity ?? found;
		const inside = find(lines.length === 1 ? first : Buffer.from(whole, 'base64').toString('utf8'));
		const kind = inside[0]?.kind ?? (isTokenHeader(first) ? 'token' : null);
		if (kind !== null) {
			secrets.push(...lines.map((line) => ({...line, kind, identity: whole})));
		}
	}
	return secrets;
};

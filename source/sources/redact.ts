import type {Capture, Part} from '../model/capture.ts';
import {findEncoded} from './find-encoded.ts';
import {findNamedValues, findPairedValues} from './find-named-values.ts';
import {findPrivateKeys} from './find-private-keys.ts';
import {findTokens} from './find-tokens.ts';
import {withWrapped} from './find-wrapped.ts';
import type {Secret, SecretKind} from './secret-words.ts';

/** Hides secrets, with the same tag for the same secret as long as it is used: `<token#1>`. */
export type Redactor = {
	readonly text: (text: string) => string;
	readonly capture: (capture: Capture) => Capture;
	/** How many different secrets of each kind were hidden so far. */
	readonly counts: () => Readonly<Record<string, number>>;
};

/** Letters that are not seen and split a secret past every form: control sequences of terminals, soft and zero-width letters, also as JSON spells them. */
const unseen =
	/(?:\u001b|\\u001[bB]|\\x1[bB]|\\e|\\033)\[[0-9;?]{0,20}[A-Za-z]|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|\\u(?:00[aA][dD]|200[b-fB-F]|206[0-4]|[fF][eE][fF][fF])/g;

/** Something of every word that names a secret; a text without any of it has no fields to look at. */
const wordTrace = /pass|pwd|ken|cret|key|psk|dential|auth/i;

const findPlain = (text: string): readonly Secret[] => [
	...findPrivateKeys(text),
	...findTokens(text),
	...(wordTrace.test(text) ? [...findNamedValues(text), ...findPairedValues(text)] : []),
];

/** Base64 within base64 is looked into once more, and no further. */
const findTwice = (text: string): readonly Secret[] => [...findPlain(text), ...findEncoded(text, findPlain)];

const findSecrets = (text: string): readonly Secret[] =>
	[...findPlain(text), ...findEncoded(text, findTwice)].flatMap((secret) => withWrapped(text, secret));

/** Finds secrets in what is seen, and says where they stand in what is there. */
const findThroughUnseen = (text: string): readonly Secret[] => {
	const places: number[] = [];
	let seen = '';
	let from = 0;
	const keep = (to: number): void => {
		for (let at = from; at < to; at++) {
			places.push(at);
		}
		seen += text.slice(from, to);
	};
	for (const match of text.matchAll(unseen)) {
		keep(match.index);
		from = match.index + match[0].length;
	}
	keep(text.length);
	return findSecrets(seen).map((secret) => ({
		...secret,
		start: places[secret.start] ?? 0,
		end: (places[secret.end - 1] ?? 0) + 1,
		identity: secret.identity ?? seen.slice(secret.start, secret.end),
	}));
};

/** In order, and those that overlap as one. The first of them says the kind. */
const merge = (secrets: readonly Secret[]): readonly Secret[] => {
	const merged: Secret[] = [];
	for (const secret of [...secrets].sort((a, b) => a.start - b.start || b.end - a.end)) {
		const last = merged.at(-1);
		if (last === undefined || secret.start >= last.end) {
			merged.push(secret);
		} else if (secret.end > last.end) {
			merged[merged.length - 1] = {start: last.start, end: secret.end, kind: last.kind};
		}
	}
	return merged;
};

const redactText = (text: string, tagOf: (secret: string, kind: SecretKind) => string): string => {
	const secrets = merge(text.search(unseen) < 0 ? findSecrets(text) : findThroughUnseen(text));
	if (secrets.length === 0) {
		return text;
	}
	let redacted = '';
	let from = 0;
	for (const {start, end, kind, identity} of secrets) {
		redacted += text.slice(from, start) + tagOf(identity ?? text.slice(start, end), kind);
		from = end;
	}
	return redacted + text.slice(from);
};

/**
 * A redactor, for one run: its tags are told apart only within it. Lines stay as many as they are, and what is public stays as it is, letter by letter:
 * certificates, hashes, addresses, names, identifiers of pods and containers.
 */
export const createRedactor = (): Redactor => {
	const tags = new Map<string, string>();
	const counts = new Map<SecretKind, number>();
	const tagOf = (secret: string, kind: SecretKind): string => {
		const known = tags.get(secret);
		if (known !== undefined) {
			return known;
		}
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		const tag = `<${kind}#${count}>`;
		tags.set(secret, tag);
		return tag;
	};
	const text = (original: string): string => redactText(original, tagOf);
	const part = (original: Part): Part => {
		const redacted = text(original.text);
		return redacted === original.text ? original : {...original, text: redacted};
	};
	const capture = (original: Capture): Capture => ({
		...original,
		parts: original.parts.map(part),
		stderr: text(original.stderr),
		failure: original.failure && {...original.failure, detail: text(original.failure.detail)},
	});
	return {text, capture, counts: () => Object.fromEntries(counts)};
};

import {looksRandom, type Secret} from './secret-words.ts';

/**
 * Secrets that are known by their form. Each starts where no such letter stands before it, so that no letter is looked at more than a few times.
 * JWT (RFC 7519), bootstrap tokens (https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/), keys of clouds and forges, crypt(5).
 */
const forms = [
	'(?<jwt>(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?)',
	'(?<cloud>(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])|(?<![A-Za-z0-9_])AIza[A-Za-z0-9_-]{35})',
	'(?<forge>(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}))',
	'(?<crypt>\\$(?:1|5|6|y|2[abxy]?)\\$[./A-Za-z0-9$=,]{20,})',
	'(?<![A-Za-z0-9._-])[a-z0-9]{6}\\.(?<bootstrap>[a-z0-9]{16})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])',
	'(?<pem>(?<![A-Za-z0-9+/])LS0tLS1[A-Za-z0-9+/_-]{8,}={0,2})',
].join('|');

/** Credentials after a word that announces them: headers of HTTP (RFC 7617, RFC 6750), the user part of an address (RFC 3986). */
const bearer = /(?<![A-Za-z0-9])bearer["']?[ \t:=]{1,4}["']?([A-Za-z0-9._~+/=-]{8,})/dgi;
const basic = /authorization["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?basic[ \t]{1,4}([A-Za-z0-9+/=_-]{6,})/dgi;
const userPart = /:\/\/(?:[^\s/:@"'<>]*:([^\s/@"'<>]+)|([A-Za-z0-9_-]{20,}))@/dg;

/** A random secret of 16 has a digit and a letter; 16 hex digits after a name are the end of an Event's name. */
const isBootstrapSecret = (secret: string): boolean =>
	/[0-9]/.test(secret) && /[a-z]/.test(secret) && !/^[0-9a-f]+$/.test(secret);

const isPrivateKey = (base64: string): boolean => Buffer.from(base64, 'base64').includes('PRIVATE KEY');

const wrappedLine = /[ \t]*[A-Za-z0-9+/]{4,}={0,2}[ \t]*(?:\r?\n|$)/y;

/** The lines on which base64 that fills the end of its line goes on: whole lines of base64, long ones or ended by `=`. */
export const findWrapped = (text: string, end: number, secret: Omit<Secret, 'start' | 'end'>): readonly Secret[] => {
	const secrets: Secret[] = [];
	const first = /\r?\n/y;
	first.lastIndex = end;
	if (!first.test(text)) {
		return secrets;
	}
	wrappedLine.lastIndex = first.lastIndex;
	for (;;) {
		const start = wrappedLine.lastIndex;
		const [line] = wrappedLine.exec(text) ?? [];
		const content = line?.trim() ?? '';
		if (line === undefined || (content.length < 24 && !content.endsWith('='))) {
			return secrets;
		}
		const from = start + line.indexOf(content);
		secrets.push({...secret, start: from, end: from + content.length});
	}
};

/** Something of every form, one expression for each way that they begin: each is looked for at the speed of a plain search, together they are not. */
const traces: readonly RegExp[] = [
	/eyJ|A[KS]IA|AIza|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|LS0tLS1/,
	/\$(?:1|5|6|y|2[abxy]?)\$/,
	/\.[a-z0-9]{16}/,
];

const findForms = (text: string): readonly Secret[] => {
	if (!traces.some((trace) => trace.test(text))) {
		return [];
	}
	const secrets: Secret[] = [];
	for (const match of text.matchAll(new RegExp(forms, 'g'))) {
		const [found] = match;
		const {bootstrap, crypt, pem} = match.groups ?? {};
		const place = {start: match.index, end: match.index + found.length};
		if (bootstrap !== undefined) {
			if (isBootstrapSecret(bootstrap)) {
				secrets.push({...place, kind: 'token'});
			}
		} else if (pem !== undefined) {
			if (isPrivateKey(found)) {
				const secret = {kind: 'private-key', identity: found} as const;
				secrets.push({...place, ...secret}, ...findWrapped(text, place.end, secret));
			}
		} else {
			secrets.push({...place, kind: crypt === undefined ? 'token' : 'password'});
		}
	}
	return secrets;
};

const findAnnounced = (text: string): readonly Secret[] => {
	const secrets: Secret[] = [];
	const add = (range: readonly [number, number] | undefined, kind: Secret['kind']): void => {
		if (range !== undefined) {
			secrets.push({start: range[0], end: range[1], kind});
		}
	};
	for (const match of text.matchAll(bearer)) {
		if (looksRandom(match[1] ?? '')) {
			add(match.indices?.[1], 'token');
		}
	}
	for (const match of text.matchAll(basic)) {
		add(match.indices?.[1], 'password');
	}
	for (const match of text.matchAll(userPart)) {
		if (match[1] !== undefined) {
			add(match.indices?.[1], 'password');
		} else if (looksRandom(match[2] ?? '')) {
			add(match.indices?.[2], 'token');
		}
	}
	return secrets;
};

/** Secrets that their own form gives away, whatever the field is called. */
export const findTokens = (text: string): readonly Secret[] => [...findForms(text), ...findAnnounced(text)];

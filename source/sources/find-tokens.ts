import {looksRandom, type Secret} from './secret-words.ts';

/**
 * Secrets that are known by their form. Each starts where no such letter stands before it, so that no letter is looked at more than a few times.
 * JWT (RFC 7519), bootstrap tokens (https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/), keys of clouds, forges and
 * keepers of secrets, K3s' tokens, crypt(5) and its like.
 */
const forms = [
	'(?<jwt>(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?)',
	'(?<cloud>(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])|(?<![A-Za-z0-9_])AIza[A-Za-z0-9_-]{35}|(?<![A-Za-z0-9_.-])ya29\\.[A-Za-z0-9_-]{20,}|(?<![A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}|(?<![A-Za-z0-9_])do[opr]_v1_[a-f0-9]{64})',
	'(?<forge>(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|hf_[A-Za-z0-9]{34}|dckr_pat_[A-Za-z0-9_-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|sk-(?:proj|ant|svcacct|admin)-[A-Za-z0-9_-]{20,}))',
	'(?<keeper>(?<![A-Za-z0-9_.-])(?:hv[bs]\\.[A-Za-z0-9_-]{24,}|SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}|AGE-SECRET-KEY-1[A-Z0-9]{50,}|K10[a-f0-9]{64}::[a-z-]{1,40}:[A-Za-z0-9._-]+))',
	// The beginning of one at the end of a line that was wrapped.
	'(?<cut>(?<![A-Za-z0-9_.-])(?:do[opr]_v1_[a-f0-9]{8,}|SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{8,}|AGE-SECRET-KEY-1[A-Z0-9]{8,}|K10[a-f0-9]{30,})(?=[ \\t]{0,64}(?:\\r?\\n|\\\\n)))',
	'(?<crypt>\\$(?:1|5|6|7|g?y|2[abxy]?|apr1|argon2(?:id?|d))\\$[./A-Za-z0-9$=,+]{20,})',
	'(?<![A-Za-z0-9._-])[a-z0-9]{6}\\.(?<bootstrap>[a-z0-9]{16})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])',
	'(?<pem>(?<![A-Za-z0-9+/])LS0tLS1[A-Za-z0-9+/_-]{8,}={0,2})',
].join('|');

/** Credentials after a word that announces them: headers of HTTP (RFC 7617, RFC 6750), the user part of an address (RFC 3986). */
const bearer = /(?<![A-Za-z0-9])bearer["']?[ \t:=]{1,4}["']?([A-Za-z0-9._~+/=-]{8,})/dgi;
const basic = /(?<![A-Za-z0-9])basic[ \t]{1,4}([A-Za-z0-9+/=_-]{6,})/dgi;
const userPart = /:\/\/(?:[^\s/:@"'<>]*:([^\s/@"'<>]+)|([A-Za-z0-9_-]{20,}))@/dg;

/** Passwords that a command takes without a name of its own: `sshpass -p x`, `curl -u me:x`, between blanks or NULs. */
const commandPassword =
	/(?<![A-Za-z0-9_.-])(?:sshpass[ \0]{1,4}-p[ \0]{0,4}|(?:curl|etcdctl)(?=[ \0])[^\n]{0,400}?[ \0](?:-u|--user)[ \0=]{1,4}[A-Za-z0-9_.@-]{1,64}:|(?:mysql|mysqldump|mysqladmin)(?=[ \0])[^\n]{0,400}?[ \0]-p|redis-cli(?=[ \0])[^\n]{0,400}?[ \0]-a[ \0]{1,4})([^ \0\r\n"'<]+)/dg;

/** Whether what `Basic` announces is a name and a password. */
const isNameAndPassword = (encoded: string): boolean =>
	/^[ -~]*:[ -~]*$/.test(Buffer.from(encoded, 'base64').toString('latin1'));

/** A random secret of 16 has a digit and a letter; 16 hex digits after a name are the end of an Event's name. */
const isBootstrapSecret = (secret: string): boolean =>
	/[0-9]/.test(secret) && /[a-z]/.test(secret) && !/^[0-9a-f]+$/.test(secret);

const isPrivateKey = (base64: string): boolean => Buffer.from(base64, 'base64').includes('PRIVATE KEY');

/** Something of every form, one expression for each way that they begin: each is looked for at the speed of a plain search, together they are not. */
const traces: readonly RegExp[] = [
	/eyJ|A[KS]IA|AIza|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|LS0tLS1/,
	/ya29\.|Q~|do[opr]_v1_|npm_|pypi-|hf_|dckr_pat_|[rs]k_(?:live|test)_|sk-(?:proj|ant|svcacct|admin)-/,
	/hv[bs]\.|SG\.|AGE-SECRET|K10/,
	/\$(?:1|5|6|7|g?y|2[abxy]?|apr1|argon2(?:id?|d))\$/,
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
				secrets.push({...place, kind: 'private-key'});
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
		if (isNameAndPassword(match[1] ?? '')) {
			add(match.indices?.[1], 'password');
		}
	}
	for (const match of text.matchAll(commandPassword)) {
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

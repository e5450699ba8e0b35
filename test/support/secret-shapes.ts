/** Draws letters; the same seed draws the same ones. */
export type Draw = {
	/** So many letters of an alphabet; they are what must not be seen again. */
	readonly take: (alphabet: string, count: number) => string;
	readonly below: (limit: number) => number;
};

/**
 * A kind of secret: the name of the field that it stands in, and how it is made. Where `isKnownByForm`, it has to be found under any name.
 * No secret here is anyone's: all are drawn by lot, and put together here so that no scanner takes this file for a leak.
 */
export type SecretShape = {
	readonly name: string;
	readonly field: string;
	readonly isKnownByForm: boolean;
	readonly make: (draw: Draw) => string;
};

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const hex = `${digits}abcdef`;
const letters = upper + lower + digits;
const base64 = `${letters}+/`;
const base64url = `${letters}-_`;

/** Letters with a digit and a capital among them, as anything long that is drawn has. */
const mixed = ({take, below}: Draw, count: number): string => `${take(letters, count)}${upper[below(26)]}${below(10)}z`;

const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const jwt = ({take}: Draw): string =>
	[
		json({alg: 'RS256', kid: take(letters, 20)}),
		json({iss: 'kubernetes', sub: take(letters, 24)}),
		take(base64url, 86),
	].join('.');

const pem = (kind: string, {take}: Draw): string =>
	[
		`-----BEGIN ${kind}PRIVATE KEY-----`,
		take(base64, 64),
		take(base64, 64),
		`${take(base64, 22)}==`,
		`-----END ${kind}PRIVATE KEY-----`,
	].join('\n');

const named = (name: string, field: string, make: SecretShape['make']): SecretShape => ({
	name,
	field,
	isKnownByForm: false,
	make,
});

const formed = (name: string, make: SecretShape['make'], field = 'note'): SecretShape => ({
	name,
	field,
	isKnownByForm: true,
	make,
});

/** What secrets look like, as nodes and those who work on them have them. */
export const secretShapes: readonly SecretShape[] = [
	named('a password', 'password', (draw) => mixed(draw, 16)),
	named('a password of words', 'db_passwd', ({take}) => `${take(lower, 16)}-${take(lower, 16)}`),
	named('a password with signs', 'rootPassword', ({take}) => `${take(letters, 16)}%+!${take(letters, 16)}`),
	named('a passphrase', 'passphrase', (draw) => mixed(draw, 24)),
	named('a short name', 'pwd', (draw) => mixed(draw, 16)),
	named("a client's secret", 'client_secret', (draw) => mixed(draw, 28)),
	named('a name in one word', 'clientSecret', (draw) => mixed(draw, 28)),
	named('a key of an interface', 'apiKey', ({take}) => take(hex, 32)),
	named('the same with a dash', 'x-api-key', (draw) => mixed(draw, 30)),
	named('a secret key', 'aws_secret_access_key', ({take}) => take(base64, 40)),
	named("a session's token", 'aws_session_token', ({take}) => take(base64, 120)),
	named("a storage's key", 'AccountKey', ({take}) => `${take(base64, 86)}==`),
	named('a certificate key', 'certificate-key', ({take}) => take(hex, 64)),
	named("WireGuard's key", 'PrivateKey', ({take}) => `${take(base64, 43)}=`),
	named("WireGuard's other key", 'PresharedKey', ({take}) => `${take(base64, 43)}=`),
	named('a key for encryption at rest', 'secret', ({take}) => `${take(base64, 43)}=`),
	named("a registry's login", 'auth', ({take}) => Buffer.from(`user:${take(letters, 24)}`).toString('base64')),
	named('an opaque token', 'token', (draw) => mixed(draw, 32)),
	named('a token of hex', 'refresh-token', ({take}) => take(hex, 40)),
	named('a shared key', 'psk', (draw) => mixed(draw, 20)),
	named('credentials', 'credentials', (draw) => mixed(draw, 40)),
	formed('a JWT', jwt),
	formed('a bootstrap token', ({take, below}) => `${take(lower + digits, 6)}.${take(lower + digits, 14)}${below(10)}k`),
	formed('an access key of AWS', ({take}) => `${'AKIA'}${take(upper + digits, 16)}`),
	formed('one for a session', ({take}) => `${'ASIA'}${take(upper + digits, 16)}`),
	formed('a key of Google', ({take}) => `${'AIza'}${take(base64url, 35)}`),
	formed('a token of Google', (draw) => `${'ya29.'}${draw.take(base64url, 60)}${mixed(draw, 10)}`),
	formed('a secret of Azure', ({take}) => `${take(letters, 3)}8Q~${take(letters, 34)}`),
	formed('a token of DigitalOcean', ({take}) => `${'dop_v1_'}${take(hex, 64)}`),
	formed('a token of GitHub', ({take}) => `${'ghp_'}${take(letters, 36)}`),
	formed('a fine-grained token of GitHub', ({take}) => `${'github_pat_'}${take(letters, 22)}_${take(letters, 59)}`),
	formed('a token of GitLab', ({take}) => `${'glpat-'}${take(base64url, 20)}`),
	formed('a token of Slack', ({take}) => `${'xoxb-'}${take(digits, 12)}-${take(digits, 12)}-${take(letters, 24)}`),
	formed('a token of npm', ({take}) => `${'npm_'}${take(letters, 36)}`),
	formed('a token of PyPI', ({take}) => `${'pypi-'}AgEIcHlwaS5vcmc${take(base64url, 80)}`),
	formed('a token of Vault', ({take}) => `${'hvs.'}${take(base64url, 60)}${take(letters, 30)}`),
	formed('a key of Stripe', ({take}) => `${'sk_live_'}${take(letters, 24)}`),
	formed('a key of SendGrid', ({take}) => `${'SG.'}${take(base64url, 22)}.${take(base64url, 43)}`),
	formed('a token of Hugging Face', ({take}) => `${'hf_'}${take(letters, 34)}`),
	formed('a token of Docker Hub', ({take}) => `${'dckr_pat_'}${take(base64url, 27)}`),
	formed('a key of a model', (draw) => `${'sk-proj-'}${draw.take(base64url, 60)}${mixed(draw, 8)}`),
	formed('a key of age', ({take}) => `${'AGE-SECRET-KEY-1'}${take(upper + digits, 58)}`),
	formed('a token of K3s', ({take}) => `K10${take(hex, 64)}::server:${take(hex, 32)}`),
	formed('a hash of crypt(5)', ({take}) => `$6$${take(letters, 16)}$${take(`${letters}./`, 86)}`),
	formed('a hash of bcrypt', ({take}) => `$2y$10$${take(`${letters}./`, 53)}`),
	formed("a hash of Apache's", ({take}) => `$apr1$${take(letters, 8)}$${take(`${letters}./`, 22)}`),
	formed('a hash of Argon2', ({take}) => `$argon2id$v=19$m=65536,t=3,p=4$${take(base64, 22)}$${take(base64, 43)}`),
	formed(
		'basic authorization',
		({take}) => `Basic ${Buffer.from(`me:${take(letters, 20)}`).toString('base64')}`,
		'Authorization',
	),
	formed('an announced token', (draw) => `Bearer ${mixed(draw, 36)}`, 'Authorization'),
	formed('a key of RSA', (draw) => pem('RSA ', draw)),
	formed('a key of OpenSSH', (draw) => pem('OPENSSH ', draw)),
	formed('an encrypted key', (draw) => pem('ENCRYPTED ', draw)),
	formed('a key in base64', (draw) => Buffer.from(pem('EC ', draw)).toString('base64'), 'client-key-data'),
];

/** What kind of secret a text is; it names the tag that stands for it. */
export type SecretKind = 'private-key' | 'password' | 'token' | 'secret' | 'key';

/** A secret in a text: from `start` up to `end`, never over the end of a line. Where lines belong to one secret, `identity` is the whole of it. */
export type Secret = {
	readonly start: number;
	readonly end: number;
	readonly kind: SecretKind;
	readonly identity?: string;
};

/** What the name of a field ends with when its value is secret, as the source of a regular expression. */
export const secretWords = [
	'password',
	'passwd',
	'passphrase',
	'pwd',
	'auth[-_]?pass',
	'token',
	'secret',
	'(?:api|access|secret|private|pre-?shared|certificate|encryption|shared|signing|auth|account|master)[-_. ]?key',
	'client-?key-?data',
	'psk',
	'credentials?',
	'auth',
].join('|');

const wholeName = new RegExp(`(?:${secretWords})$`, 'i');

/** Names that end like a secret's and are none: of etcd's cluster, of switches (`client-cert-auth`), of what a unit of systemd loads. */
const publicName = /cluster[-_]token$|[^-_]+[-_]?auth$|^(?:Load|Import|Set)Credential$/i;

/** Whether a field of that name holds a secret. */
export const isSecretName = (name: string): boolean => wholeName.test(name) && !publicName.test(name);

/** The kind of secret that a field of that name holds. */
export const kindOfName = (name: string): SecretKind => {
	const lower = name.toLowerCase();
	if (lower.endsWith('token')) {
		return 'token';
	}
	if (lower.replaceAll('-', '').endsWith('clientkeydata')) {
		return 'private-key';
	}
	if (/pass(?:word|wd|phrase)?$|pwd$/.test(lower)) {
		return 'password';
	}
	return lower.endsWith('key') || lower.endsWith('psk') ? 'key' : 'secret';
};

/** Whether a text looks drawn by lot, as keys and tokens are, and not like a word of a sentence. */
export const looksRandom = (text: string): boolean => {
	if (text.length < 8 || !/[A-Za-z]/.test(text)) {
		return false;
	}
	return /[0-9]/.test(text) || (text.length >= 20 && /[a-z]/.test(text) && /[A-Z]/.test(text));
};

const placeholder =
	/^(?:true|false|yes|no|on|off|null|none|nil|undefined|removed|redacted|hidden|masked|omitted|\*+|x{3,}|\.{3})$/i;
const publicStart = /^[<{[(*&$]|^%[({]/;
const pathStart = /^\/(?:etc|var|run|usr|opt|home|root|proc|sys|tmp|dev|lib|srv|mnt|data|secrets?)(?:\/|$)/;
const duration = /^[0-9]+(?:\.[0-9]+)?(?:ns|us|ms|s|m|h|d)(?:[0-9.]+(?:ms|s|m))*$/;
/** Services of nsswitch.conf(5), which calls a database `passwd`. */
const nameServices = /^(?:files|compat|db|nis|nisplus|sss|ldap|systemd|winbind|cache)\b/;
const namespacedName = /^[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9.-]*$/;

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');

/** Whether a text is base64 of a name and a password, as registries want it. */
const isNameAndPassword = (value: string): boolean =>
	/^[A-Za-z0-9+/_-]{6,}(?:=|%3D){0,2}$/i.test(value) && decode(value).includes(':');

/** Values that say nothing secret although the field is called so: nothing at all, a switch, a path, a reference, a name of an object, a tag of kdiag. */
export const isPublicValue = (name: string, value: string): boolean => {
	if (value === '' || placeholder.test(value) || publicStart.test(value) || pathStart.test(value)) {
		return true;
	}
	const kind = kindOfName(name);
	if (kind === 'password') {
		return (/^pwd$/i.test(name) && value.startsWith('/')) || (name === 'passwd' && nameServices.test(value));
	}
	const lower = name.toLowerCase();
	if (lower === 'auth') {
		return !isNameAndPassword(value) && !isNameAndPassword(decode(value));
	}
	if (/credentials?$/.test(lower)) {
		return !looksRandom(value) || value.includes('/');
	}
	if (/^-*auth-token$/.test(lower) && /^(?:simple|jwt)\b/.test(value)) {
		return true;
	}
	return /^[0-9]{1,7}$/.test(value) || duration.test(value) || (lower === 'secret' && namespacedName.test(value));
};

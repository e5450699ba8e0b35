import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createRedactor} from '../../source/sources/redact.ts';
import {fixtures} from '../support/part.ts';

const redact = (text: string): string => createRedactor().text(text);

/** Secrets that are no one's: put together here so that no scanner takes this file for a leak. */
const jwt = [
	'eyJhbGciOiJSUzI1NiIsImtpZCI6Ing',
	'eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50In0',
	'c2lnbmF0dXJl-_x',
].join('.');
const bootstrap = ['q7w3xz', '0k9m2p4r6t8v1y3z'].join('.');
const hex64 = 'f8902e114ef118304e561c3ecd4d0b543adc226b7a07f675f56564185ffe0c07';
const body = 'MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0buw3aozPc0ZJyDo8pTEzbFwGTxLoS';
const pem = (kind: string, lines: readonly string[]): string =>
	[`-----BEGIN ${kind}PRIVATE KEY-----`, ...lines, `-----END ${kind}PRIVATE KEY-----`].join('\n');
const keyBase64 = Buffer.from(pem('RSA ', [body, body, 'AAAA=='])).toString('base64');
const certBase64 = Buffer.from(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).toString('base64');
const wireguard = 'yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=';

const hidden: readonly (readonly [string, string, string])[] = [
	['a bearer token in YAML', `    token: ${jwt}`, '    token: <token#1>'],
	['a quoted value in YAML', `  token: "${bootstrap}"  # old`, '  token: "<token#1>"  # old'],
	['a password with blanks in YAML', 'password: correct horse, battery', 'password: <password#1>'],
	['a comment after a value in YAML', 'password: hunter2 # changed', 'password: <password#1> # changed'],
	['a list item in YAML', '- password: hunter2', '- password: <password#1>'],
	[
		'a block scalar',
		'password: |-\n  hunter2\n  more\nuser: x',
		'password: |-\n  <password#1>\n  <password#2>\nuser: x',
	],
	['JSON', '{"user":"a","password":"hun\\"ter2","port":1}', '{"user":"a","password":"<password#1>","port":1}'],
	['JSON in JSON', '"{\\"token\\":\\"abc\\",\\"x\\":1}"', '"{\\"token\\":\\"<token#1>\\",\\"x\\":1}"'],
	['a TOML table', 'password = "hunter2"', 'password = "<password#1>"'],
	['an environment file', "DB_PASSWORD='hunter2'", "DB_PASSWORD='<password#1>'"],
	['a flag with =', `kubelet --token=${bootstrap} --v=2`, 'kubelet --token=<token#1> --v=2'],
	['a flag with a comma in its value', 'x --password=ab,cd --v=2', 'x --password=<password#1> --v=2'],
	[
		'a flag with a blank',
		'kubeadm join 10.0.0.1:6443 --token abc123 --v 2',
		'kubeadm join 10.0.0.1:6443 --token <token#1> --v 2',
	],
	['argv between NULs', 'etcd\0--password\0hunter 2\0--name=a\0', 'etcd\0--password\0<password#1>\0--name=a\0'],
	['argv between NULs with =', 'etcd\0--password=hunter 2\0--name=a\0', 'etcd\0--password=<password#1>\0--name=a\0'],
	['argv in a JSON list', '["--token", "abc"]', '["--token", "<token#1>"]'],
	[
		'the environment of a container',
		'- name: DB_PASSWORD\n  value: hunter2',
		'- name: DB_PASSWORD\n  value: <password#1>',
	],
	['the same in JSON', '{"name":"DB_PASSWORD","value":"hunter2"}', '{"name":"DB_PASSWORD","value":"<password#1>"}'],
	['a bootstrap token alone', `Using token ${bootstrap}.`, 'Using token <token#1>.'],
	['a certificate key', `--control-plane --certificate-key ${hex64}`, '--control-plane --certificate-key <key#1>'],
	['a certificate key on its own line', `Using certificate key:\n${hex64}`, 'Using certificate key:\n<key#1>'],
	['a JWT in a message', `got ${jwt}, refused`, 'got <token#1>, refused'],
	['a header', `Authorization: Bearer ${bootstrap}`, 'Authorization: Bearer <token#1>'],
	['basic authorization', 'Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic <password#1>'],
	['the user part of an address', 'https://user:p4ss@10.0.0.1:2379/', 'https://user:<password#1>@10.0.0.1:2379/'],
	['a query in an address', 'GET /x?token=abc&y=1', 'GET /x?token=<token#1>&y=1'],
	['docker auth', '{"auth": "dXNlcjpwYXNz"}', '{"auth": "<secret#1>"}'],
	[
		'AWS keys',
		'AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7',
		'<token#1>\naws_secret_access_key = <key#1>',
	],
	[
		'WireGuard',
		`PrivateKey = ${wireguard}\nPublicKey = ${wireguard.toLowerCase()}`,
		`PrivateKey = <key#1>\nPublicKey = ${wireguard.toLowerCase()}`,
	],
	['a password of crypt(5)', 'root:$6$abcdefgh$WvQ8c0n3kq/Tg5bL2mZx7Yd1:19000', 'root:<password#1>:19000'],
	['client-key-data', `    client-key-data: ${keyBase64}`, '    client-key-data: <private-key#1>'],
	['base64 of a key anywhere', `tls.key=${keyBase64}`, 'tls.key=<private-key#1>'],
	[
		'base64 wrapped by a paste',
		`client-key-data: ${keyBase64.slice(0, 60)}\n${keyBase64.slice(60)}\nnext: 1`,
		'client-key-data: <private-key#1>\n<private-key#1>\nnext: 1',
	],
	[
		'a key in one line of JSON',
		`"${pem('', [body, 'AB==']).replaceAll('\n', '\\n')}"`,
		'"-----BEGIN PRIVATE KEY-----<private-key#1>-----END PRIVATE KEY-----"',
	],
	[
		'a key in YAML',
		`key: |\n  ${pem('EC ', [body, 'AB==']).replaceAll('\n', '\n  ')}\nx: 1`,
		'key: |\n  -----BEGIN EC PRIVATE KEY-----\n  <private-key#1>\n  <private-key#1>\n  -----END EC PRIVATE KEY-----\nx: 1',
	],
	[
		'a key without its end',
		`-----BEGIN PRIVATE KEY-----\n${body}\nAB==\nother line`,
		'-----BEGIN PRIVATE KEY-----\n<private-key#1>\n<private-key#1>\nother line',
	],
	[
		'a key without its beginning',
		`other line\n${body}\nAB==\n-----END PRIVATE KEY-----`,
		'other line\n<private-key#1>\n<private-key#1>\n-----END PRIVATE KEY-----',
	],
	['a token split by a letter that is not seen', `token: abc\u200bdef1234`, 'token: <token#1>'],
	['a name split by a colour', `pass\u001b[1mword\u001b[0m: hunter2`, 'pass\u001b[1mword\u001b[0m: <password#1>'],
	['a quote that is not closed', 'password: "hunter2\r\nx: 1', 'password: "<password#1>\r\nx: 1'],
	['a password that a command takes', 'sshpass -p hunter2 ssh n2', 'sshpass -p <password#1> ssh n2'],
	['the same between NULs', 'curl\0-s\0-u\0me:hunter2\0https://x\0', 'curl\0-s\0-u\0me:<password#1>\0https://x\0'],
	["etcd's user", 'etcdctl --user root:hunter2 get /', 'etcdctl --user root:<password#1> get /'],
	['basic authorization under another name', 'x-header: "Basic dXNlcjpwYXNz"', 'x-header: "Basic <password#1>"'],
	['a file in base64', `data: ${Buffer.from('user: x\npassword: hunter2\n').toString('base64')}`, 'data: <password#1>'],
	[
		'base64 in base64',
		`data: ${Buffer.from(`x: ${Buffer.from('password: hunter2\n').toString('base64')}`).toString('base64')}`,
		'data: <password#1>',
	],
	[
		'a token wrapped in a comment',
		`# note: ${jwt.slice(0, 60)}\n# ${jwt.slice(60)}\n# and more`,
		'# note: <token#1>\n# <token#1>\n# and more',
	],
	[
		'a key in a comment',
		`# ${pem('', [body, 'AB==']).replaceAll('\n', '\n# ')}`,
		'# -----BEGIN PRIVATE KEY-----\n# <private-key#1>\n# <private-key#1>\n# -----END PRIVATE KEY-----',
	],
	[
		'a key in the lines of a log',
		pem('', [body, 'AB==']).replaceAll(/^/gm, '2026-11-21T05:00:00Z stderr F '),
		[
			'2026-11-21T05:00:00Z stderr F -----BEGIN PRIVATE KEY-----',
			'2026-11-21T05:00:00Z stderr F <private-key#1>',
			'2026-11-21T05:00:00Z stderr F <private-key#1>',
			'2026-11-21T05:00:00Z stderr F -----END PRIVATE KEY-----',
		].join('\n'),
	],
	[
		"a key in a journal's records",
		pem('', [body, 'AB=='])
			.split('\n')
			.map((line) => JSON.stringify({MESSAGE: line, PRIORITY: '6'}))
			.join('\n'),
		[
			'{"MESSAGE":"-----BEGIN PRIVATE KEY-----","PRIORITY":"6"}',
			'{"MESSAGE":"<private-key#1>","PRIORITY":"6"}',
			'{"MESSAGE":"<private-key#1>","PRIORITY":"6"}',
			'{"MESSAGE":"-----END PRIVATE KEY-----","PRIORITY":"6"}',
		].join('\n'),
	],
	['a block in a comment', '# password: |\n#   hunter2\n# user: x', '# password: |\n#   <password#1>\n# user: x'],
	['a block in JSON', '{"x":"password: |\\n  hunter2\\nuser: x"}', '{"x":"password: |\\n<password#1>\\nuser: x"}'],
	[
		'a name and its value in one string',
		'["a", "password: hunter2hunter2", "b"]',
		'["a", "password: <password#1>", "b"]',
	],
	['a token split by a colour that JSON spells', 'msg="token: abc\\u001b[1mdef12"', 'msg="token: <token#1>"'],
	['CRLF', 'password: hunter2\r\nx: 1\r\n', 'password: <password#1>\r\nx: 1\r\n'],
];

test.each(hidden)('hides %s', (_, text, expected) => {
	expect(redact(text)).toBe(expected);
	expect(redact(expected)).toBe(expected);
});

const shown: readonly (readonly [string, string])[] = [
	['certificates', `certificate-authority-data: ${certBase64}\nclient-certificate-data: ${certBase64}`],
	['a certificate in PEM', `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`],
	['hashes of authorities', `--discovery-token-ca-cert-hash sha256:${hex64}`],
	['container ids', `0::/kubepods.slice/cri-containerd-${hex64}.scope`],
	['container ids in logs', `"RemoveContainer" containerID="${hex64}" name=${hex64}`],
	['digests', `registry.k8s.io/pause@sha256:${hex64}`],
	['pod UIDs', '/var/lib/kubelet/pods/1f4f52e4-1295-47db-829f-663eb05d52a9/volumes'],
	['paths', 'tokenFile: /var/run/secrets/token\ntoken: /var/run/secrets/kubernetes.io/serviceaccount/token'],
	['switches', '--enable-bootstrap-token-auth=true --client-cert-auth=true --auth-token=simple --token-ttl=24h0m0s'],
	["etcd's cluster token", '"initial-cluster-token":"etcd-cluster-1" --initial-cluster-token=k8s'],
	['names of Events', 'Server rejected event kubelet.17a3b5c6d7e8f901 and node01.17a3b5c6d7e8f901'],
	['names of domains', 'server.internalsystems1x abc123.example.com metric.controllermanager'],
	['names of Secrets', 'MountVolume.SetUp failed for volume "x" : secret "foo" not found secret="kube-system/foo"'],
	['references', 'password: $(DB_PASSWORD)\ntoken: $TOKEN\nsecret: <none>\npassword: "***"\nclient-key-data: REMOVED'],
	['sentences', 'Failed password for root from 10.0.0.9 port 22\ninvalid bearer token, token: expired'],
	['blocks of YAML', 'secret:\n  secretName: bootstrap\nauthentication:\n  webhook:\n    enabled: true'],
	['nsswitch', 'passwd:         files systemd\nshadow: files'],
	['systemd', 'LoadCredential=network.wireguard:/etc/x'],
	['addresses', 'https://[fd00::1]:6443/a@b http://10.0.0.1:2379,http://10.0.0.2:2379 tcp://x@y'],
	['the working directory', 'PWD=/custom/place'],
	['users of containers', 'docker run --user 1000:1000 x\0setpriv\0--user=nobody'],
	['base64 of no secret', `data: ${Buffer.from('clusterDNS: 10.96.0.10 and more').toString('base64')}`],
	['what systemd says after a secret', `x\nActiveState=active\nLoadState=loaded`],
];

test.each(shown)('leaves %s alone', (_, text) => {
	expect(redact(text)).toBe(text);
});

test('equal secrets have equal tags in one run, in whatever place', () => {
	const redactor = createRedactor();
	expect(redactor.text('token: abc123')).toBe('token: <token#1>');
	expect(redactor.text('password=hunter2 --token=abc123')).toBe('password=<password#1> --token=<token#1>');
	expect(redactor.text('token: other9')).toBe('token: <token#2>');
	expect(redactor.counts()).toEqual({token: 2, password: 1});
});

test('parts, complaints and reasons of a capture are redacted, names are not', () => {
	const input = {file: '/etc/x'};
	const capture = createRedactor().capture({
		id: '/etc/x',
		input,
		parts: [{name: '/etc/x', text: 'token: abc', lineNumbers: [7]}],
		failure: {kind: 'failed', detail: 'bad password=abc', remedy: null},
		partial: null,
		exit: 1,
		stderr: '--token abc',
		at: '2026-01-01T00:00:00.000Z',
		ms: 1,
	});
	expect(capture.parts).toEqual([{name: '/etc/x', text: 'token: <token#1>', lineNumbers: [7]}]);
	expect(capture.stderr).toBe('--token <token#1>');
	expect(capture.failure?.detail).toBe('bad password=<token#1>');
});

const recorded = readdirSync(path.join(fixtures, 'redaction'), {recursive: true, withFileTypes: true})
	.filter((entry) => entry.isFile())
	.map((entry) => path.join(entry.parentPath, entry.name));

test.each(recorded.map((file) => path.relative(fixtures, file)))(
	'nothing is hidden in %s, recorded on a healthy node',
	(file) => {
		const text = readFileSync(path.join(fixtures, file), 'utf8');
		expect(redact(text)).toBe(text);
	},
);

const word = fc.oneof(
	fc.constantFrom(
		'password',
		'token',
		'name',
		'value',
		'--token',
		'key',
		'-----BEGIN PRIVATE KEY-----',
		'-----END PRIVATE KEY-----',
		'-----BEGIN CERTIFICATE-----',
		body,
		jwt,
		keyBase64,
		'auth',
		'bearer',
		'://a:b@',
		'\u200b',
		'\u001b[0m',
	),
	fc.constantFrom(' ', '\n', '\r\n', ':', ': ', '=', '"', "'", '\\', '\0', ',', '|', '\t', '  '),
	fc.string({unit: 'binary', maxLength: 8}),
);
const anyText = fc.array(word, {maxLength: 40}).map((words) => words.join(''));

test('lines stay as many as they are, tags stay as they are, and nothing throws', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const once = redact(text);
			expect(once.split('\n').length).toBe(text.split('\n').length);
			expect(once.split('\n').map((line) => line.endsWith('\r'))).toEqual(
				text.split('\n').map((line) => line.endsWith('\r')),
			);
		}),
		{numRuns: 4000},
	);
});

test('a secret is gone wherever it stands among other text', () => {
	const secret = fc
		.stringMatching(/^[A-Za-z0-9]{12,40}$/)
		.filter((text) => /[0-9]/.test(text) && /[A-Za-z]/.test(text));
	const place = fc.constantFrom<(s: string) => string>(
		(s) => `token: ${s}`,
		(s) => `{"password":"${s}"}`,
		(s) => `--token=${s} --v=2`,
		(s) => `x\0--token\0${s}\0`,
		(s) => `CLIENT_SECRET=${s}`,
		(s) => `https://me:${s}@host/`,
		(s) => `Authorization: Bearer ${s}`,
		(s) => `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----`,
	);
	const around = fc.stringMatching(/^[a-z0-9 .,:/\n-]{0,60}$/);
	fc.assert(
		fc.property(secret, place, around, around, (s, write, before, after) => {
			expect(redact(`${before}\n${write(s)}\n${after}`)).not.toContain(s);
		}),
		{numRuns: 2000},
	);
});

const hostile: readonly (readonly [string, (size: number) => string])[] = [
	['names without values', (size) => 'token '.repeat(size / 6)],
	['names glued by colons', (size) => 'token:'.repeat(size / 6)],
	['names glued by equals', (size) => 'token="'.repeat(size / 7)],
	['flags', (size) => '--token= '.repeat(size / 9)],
	['flags with values', (size) => '--token=x '.repeat(size / 10)],
	['open quotes', (size) => `token='${'a token='.repeat(size / 8)}`],
	['blanks', (size) => `token${' '.repeat(size)}`],
	['first lines of keys', (size) => '-----BEGIN PRIVATE KEY-----'.repeat(size / 27)],
	['last lines of keys', (size) => '-----END PRIVATE KEY-----'.repeat(size / 25)],
	['base64', (size) => 'LS0tLS1'.repeat(size / 7)],
	['JWTs', (size) => 'eyJabcdefgh.eyJabcd'.repeat(size / 19)],
	['backslashes', (size) => `password="${'\\'.repeat(size)}`],
	['dollars', (size) => '$6$'.repeat(size / 3)],
	['addresses', (size) => `://${'a:'.repeat(size / 2)}`],
	['pairs', (size) => `token${'name:a,value:'.repeat(size / 13)}`],
	['pairs of secrets', (size) => 'name:token,value:'.repeat(size / 17)],
	['letters that are not seen', (size) => 'tok\u200ben:'.repeat(size / 7)],
	['block scalars', (size) => 'token: |\n'.repeat(size / 9)],
	['indented block scalars', (size) => ' token: |\n'.repeat(size / 10)],
];

test.each(hostile)('a megabyte of %s costs no more than its length', (_, text) => {
	const cost = (size: number): number => {
		const input = text(size);
		const started = performance.now();
		redact(input);
		return performance.now() - started;
	};
	cost(1000);
	// No measure of speed: what grows with the square of its input would run for minutes here, and into the time limit of the test.
	expect(cost(1_000_000)).toBeGreaterThan(0);
});
